package bot

import (
	"context"
	"errors"
	"time"
)

// errBusy means that too much work is under way to take more.
var errBusy = errors.New("all workers are taken")

// workshop bounds how many messages are worked on at once and how many wait.
type workshop struct {
	working, waiting chan struct{}
	wait             time.Duration
}

func newWorkshop(l Limits) *workshop {
	return &workshop{
		working: make(chan struct{}, l.Workers),
		waiting: make(chan struct{}, l.Queue),
		wait:    l.Wait,
	}
}

// enter waits for a free worker and returns how to give it back. It returns
// errBusy if the queue is full or the wait too long, or the context's error.
func (w *workshop) enter(ctx context.Context) (leave func(), err error) {
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
		return nil, errBusy
	}
	patience := time.NewTimer(w.wait)
	defer patience.Stop()
	select {
	case w.working <- struct{}{}:
		return leave, nil
	case <-patience.C:
		return nil, errBusy
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
