package discord

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot/discord/api"
)

// router runs every handler: it recovers their panics, bounds their number and
// waits for them in the end.
type router struct {
	log    *slog.Logger
	slots  chan struct{}
	panics atomic.Int64

	mu  sync.Mutex // makes "off" and the Add before Wait one step
	off bool
	wg  sync.WaitGroup
}

func newRouter(log *slog.Logger, slots int) *router {
	return &router{log: log, slots: make(chan struct{}, slots)}
}

// outcome is what became of a handler that was to be run.
type outcome int

const (
	started outcome = iota
	busy            // too many run already
	stopped         // the adapter is shutting down
)

// run starts a handler in its own goroutine.
func (r *router) run(name string, handler func()) outcome {
	if !r.begin() {
		return stopped
	}
	select {
	case r.slots <- struct{}{}:
	default:
		r.wg.Done()
		return busy
	}
	go func() {
		defer r.wg.Done()
		defer func() { <-r.slots }()
		r.guard(name, handler)
	}()
	return started
}

// guard calls f and tells whether it came through without a panic.
func (r *router) guard(name string, f func()) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			r.panics.Add(1)
			r.log.Error("handler panicked", "handler", name, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	f()
	return true
}

func (r *router) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.off {
		return false
	}
	r.wg.Add(1)
	return true
}

// drain starts no more handlers and waits for those that run, at most for d.
// It tells whether all have ended.
func (r *router) drain(d time.Duration) bool {
	r.mu.Lock()
	r.off = true
	r.mu.Unlock()
	done := make(chan struct{})
	go func() { r.wg.Wait(); close(done) }()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-done:
		return true
	case <-t.C:
		return false
	}
}

// running is how many handlers run.
func (r *router) running() int { return len(r.slots) }

// handleWithin bounds the work on one event. An admin's reload may outlive the
// fifteen minutes in which an interaction can be answered; its report then
// comes by direct message.
const handleWithin = 2 * time.Hour

// start works on an event beside. What cannot be started is counted and
// logged.
func (a *Adapter) start(name string, id api.Snowflake, handler func(context.Context)) outcome {
	result := a.router.run(name, func() {
		ctx, cancel := context.WithTimeout(a.work, handleWithin)
		defer cancel()
		handler(ctx)
	})
	if result != started {
		a.dropped.Add(1)
		a.log.Error("discord event was dropped", "event", name, "id", id, "shutting_down", result == stopped)
	}
	return result
}
