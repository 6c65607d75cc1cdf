package inbox

import (
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Dispatcher runs handlers: it recovers their panics, bounds their number and
// waits for them in the end. It is safe for concurrent use.
type Dispatcher struct {
	log    *slog.Logger
	slots  chan struct{}
	panics atomic.Int64

	mu  sync.Mutex // makes "off" and the Add before Wait one step
	off bool
	wg  sync.WaitGroup
}

// NewDispatcher returns a dispatcher that runs up to slots handlers at once.
func NewDispatcher(log *slog.Logger, slots int) *Dispatcher {
	return &Dispatcher{log: log, slots: make(chan struct{}, slots)}
}

// Outcome is what became of a handler that was to be run.
type Outcome int

// What becomes of a handler.
const (
	Started Outcome = iota
	Busy            // too many run already
	Stopped         // the adapter is shutting down
)

// Run starts a handler in its own goroutine.
func (d *Dispatcher) Run(name string, handler func()) Outcome {
	if !d.begin() {
		return Stopped
	}
	select {
	case d.slots <- struct{}{}:
	default:
		d.wg.Done()
		return Busy
	}
	go func() {
		defer d.wg.Done()
		defer func() { <-d.slots }()
		d.Guard(name, handler)
	}()
	return Started
}

// Guard calls f and tells whether it came through without a panic.
func (d *Dispatcher) Guard(name string, f func()) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			d.panics.Add(1)
			d.log.Error("handler panicked", "handler", name, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	f()
	return true
}

func (d *Dispatcher) begin() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off {
		return false
	}
	d.wg.Add(1)
	return true
}

// Drain starts no more handlers and waits for those that run, for most at the
// longest. It tells whether all have ended.
func (d *Dispatcher) Drain(most time.Duration) bool {
	d.mu.Lock()
	d.off = true
	d.mu.Unlock()
	done := make(chan struct{})
	go func() { d.wg.Wait(); close(done) }()
	t := time.NewTimer(most)
	defer t.Stop()
	select {
	case <-done:
		return true
	case <-t.C:
		return false
	}
}

// Panics is how many panics were survived.
func (d *Dispatcher) Panics() int64 { return d.panics.Load() }

// Running is how many handlers run.
func (d *Dispatcher) Running() int { return len(d.slots) }
