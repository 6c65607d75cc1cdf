package limit

import (
	"context"
	"errors"
	"time"
)

// ErrBusy means that too much work is under way to take more.
var ErrBusy = errors.New("all workers are taken")

// Workers bounds how many messages are worked on at once and how many wait.
type Workers struct {
	working, waiting chan struct{}
	wait             time.Duration
}

// NewWorkers returns the workers of some limits.
func NewWorkers(l Limits) *Workers {
	return &Workers{
		working: make(chan struct{}, l.Workers),
		waiting: make(chan struct{}, l.Queue),
		wait:    l.Wait,
	}
}

// Load returns how many messages are worked on now and how many wait.
func (w *Workers) Load() (working, waiting int) { return len(w.working), len(w.waiting) }

// Enter waits for a free worker and returns how to give it back. It returns
// ErrBusy if the queue is full or the wait too long, or the context's error.
func (w *Workers) Enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-w.working }
	select {
	case w.working <- struct{}{}:
		return leave, nil
	default:
	}
	select {
	case w.waiting <- struct{}{}:
		defer func() { <-w.waiting }()
	default:
		return nil, ErrBusy
	}
	patience := time.NewTimer(w.wait)
	defer patience.Stop()
	select {
	case w.working <- struct{}{}:
		return leave, nil
	case <-patience.C:
		return nil, ErrBusy
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
