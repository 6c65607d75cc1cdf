package inbox

import (
	"context"
	"sync"
)

// maxHandlers is how many updates are handled at once. Handling waits for the
// search, not for the platform.
const maxHandlers = 64

// Dispatcher runs tasks: those of one lane in order, lanes side by side. It is
// safe for concurrent use. How much waits is bounded by who submits.
type Dispatcher struct {
	slots chan struct{}

	mu    sync.Mutex
	lanes map[string][]func()
	work  sync.WaitGroup
}

// NewDispatcher returns a dispatcher without tasks.
func NewDispatcher() *Dispatcher {
	return &Dispatcher{slots: make(chan struct{}, maxHandlers), lanes: map[string][]func(){}}
}

// Submit queues a task in its lane.
func (d *Dispatcher) Submit(lane string, task func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	waiting, running := d.lanes[lane]
	d.lanes[lane] = append(waiting, task)
	if !running {
		d.work.Go(func() { d.drive(lane) })
	}
}

// drive runs a lane until nothing is left in it.
func (d *Dispatcher) drive(lane string) {
	for {
		d.mu.Lock()
		tasks := d.lanes[lane]
		if len(tasks) == 0 {
			delete(d.lanes, lane)
			d.mu.Unlock()
			return
		}
		d.lanes[lane] = tasks[1:]
		d.mu.Unlock()

		d.slots <- struct{}{}
		tasks[0]()
		<-d.slots
	}
}

// Beside runs something that wait waits for too, in no lane.
func (d *Dispatcher) Beside(f func()) { d.work.Go(f) }

// Wait returns when every task has ended, or the context has.
func (d *Dispatcher) Wait(ctx context.Context) {
	ended := make(chan struct{})
	go func() { // ends with the last task, which its own deadline ends
		defer close(ended)
		d.work.Wait()
	}()
	select {
	case <-ended:
	case <-ctx.Done():
	}
}
