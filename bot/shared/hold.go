package shared

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Hold waits for a lease and runs work while it is held, again each time that it
// is acquired, until work returns by itself, whose error it returns, or ctx ends.
// The lease is renewed at a third of ttl; work's context ends when it is lost,
// with ErrLost as its cause, or cannot be renewed in time: it fails closed. In the
// end the lease is released, so that another replica has it at once.
//
// A process that was stopped and woken may do a few more instructions before
// that: before anything that another holder must not do too, work asks Held.Valid
// or writes under the lease.
func Hold(ctx context.Context, s Leases, name, owner string, ttl time.Duration, work func(ctx context.Context, h *Held) error) error {
	for {
		h, err := acquire(ctx, s, name, owner, ttl)
		if err != nil {
			return err
		}
		lost, err := h.run(ctx, work)
		if !lost || ctx.Err() != nil {
			return err
		}
	}
}

// acquire waits until the lease is had.
func acquire(ctx context.Context, s Leases, name, owner string, ttl time.Duration) (*Held, error) {
	for {
		asked := time.Now()
		l, held, err := s.Acquire(ctx, name, owner, ttl)
		if err == nil && held {
			return &Held{store: s, ttl: ttl, lease: l, until: asked.Add(ttl)}, nil
		}
		select {
		case <-time.After(ttl / 5): // a store that is away is asked again as well
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for lease %s: %w", name, ctx.Err())
		}
	}
}

// Held is a lease that is held. It is safe for concurrent use.
type Held struct {
	store Leases
	ttl   time.Duration

	writing sync.Mutex // one renewal after the other
	mu      sync.Mutex
	lease   Lease
	until   time.Time // on this process's clock, counted from before it was asked for
	gone    bool
}

// Lease is the lease, to write under.
func (h *Held) Lease() Lease {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lease.copy()
}

// Valid tells whether the lease is surely still held, by the time that passed on
// this machine since it was renewed last.
func (h *Held) Valid() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	// A machine that slept may have stopped the one clock and not the other.
	return !h.gone && now.Before(h.until) && now.Round(0).Before(h.until.Round(0))
}

// Keep sets the value beside the lease, which is written with the next renewal.
func (h *Held) Keep(value []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lease.Value = slices.Clone(value)
}

// Save sets the value beside the lease and writes it now.
func (h *Held) Save(ctx context.Context, value []byte) error {
	h.Keep(value)
	return h.renew(ctx)
}

// renew keeps the lease for another ttl.
func (h *Held) renew(ctx context.Context) error {
	h.writing.Lock()
	defer h.writing.Unlock()
	asked := time.Now()
	err := h.store.Extend(ctx, h.Lease(), h.ttl)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case err == nil:
		h.until = asked.Add(h.ttl)
	case errors.Is(err, ErrLost):
		h.gone = true
	}
	return err
}

// run runs work while the lease is held and tells whether that ended because it
// was lost.
func (h *Held) run(ctx context.Context, work func(ctx context.Context, h *Held) error) (lost bool, err error) {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		h.keepOn(ctx)
		if !h.Valid() {
			end(ErrLost)
		}
	}()
	err = work(ctx, h)
	lost = errors.Is(context.Cause(ctx), ErrLost)
	end(nil)
	<-kept
	if !lost {
		after, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.ttl)
		defer cancel()
		_ = h.store.Release(after, h.Lease()) // else it runs out
	}
	return lost, err
}

// keepOn renews the lease until it is lost or ctx ends.
func (h *Held) keepOn(ctx context.Context) {
	tick := time.NewTicker(h.ttl / 3)
	defer tick.Stop()
	for h.Valid() {
		h.mu.Lock()
		over := time.After(time.Until(h.until))
		h.mu.Unlock()
		select {
		case <-tick.C:
			within, cancel := context.WithTimeout(ctx, h.ttl/3)
			_ = h.renew(within) // what it says stands in Valid
			cancel()
		case <-over:
		case <-ctx.Done():
			return
		}
	}
}
