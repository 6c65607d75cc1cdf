package telegram

import (
	"context"
	"sync"
)

// maxHandlers is how many updates are handled at once. Handling waits for the
// search, not for the platform.
const maxHandlers = 64

// dispatcher runs tasks: those of one lane in order, lanes side by side. It is
// safe for concurrent use. How much waits is bounded by who submits.
type dispatcher struct {
	slots chan struct{}

	mu    sync.Mutex
	lanes map[string][]func()
	work  sync.WaitGroup
}

func newDispatcher() *dispatcher {
	return &dispatcher{slots: make(chan struct{}, maxHandlers), lanes: map[string][]func(){}}
}

// submit queues a task in its lane.
func (d *dispatcher) submit(lane string, task func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	waiting, running := d.lanes[lane]
	d.lanes[lane] = append(waiting, task)
	if !running {
		d.work.Go(func() { d.drive(lane) })
	}
}

// drive runs a lane until nothing is left in it.
func (d *dispatcher) drive(lane string) {
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

// wait returns when every task has ended, or the context has.
func (d *dispatcher) wait(ctx context.Context) {
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
