package inbox

import (
	"context"
	"sync"
)

// maxHandlers is how many updates are handled at once. Handling waits for the
// search, not for the platform.
const maxHandlers = 64

// Dispatcher runs tasks: those of one queue in order, queues side by side. It is
// safe for concurrent use. How much waits is bounded by who submits.
type Dispatcher struct {
	slots chan struct{}

	mu     sync.Mutex
	queues map[string][]func()
	work   sync.WaitGroup
}

// NewDispatcher returns a dispatcher without tasks.
func NewDispatcher() *Dispatcher {
	return &Dispatcher{slots: make(chan struct{}, maxHandlers), queues: map[string][]func(){}}
}

// Submit puts a task into the queue of its key.
func (d *Dispatcher) Submit(key string, task func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	waiting, running := d.queues[key]
	d.queues[key] = append(waiting, task)
	if !running {
		d.work.Go(func() { d.drive(key) })
	}
}

// drive runs a queue until nothing is left in it.
func (d *Dispatcher) drive(key string) {
	for {
		d.mu.Lock()
		tasks := d.queues[key]
		if len(tasks) == 0 {
			delete(d.queues, key)
			d.mu.Unlock()
			return
		}
		d.queues[key] = tasks[1:]
		d.mu.Unlock()

		d.slots <- struct{}{}
		tasks[0]()
		<-d.slots
	}
}

// Beside runs something that Wait waits for too, in no queue.
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
