package sharedtest

import (
	"context"
	"sync"
	"time"

	"articlebot/bot/shared"
)

// Frost stops what a replica does with the world for a while, as a machine does
// that is out of breath. The zero value is not frozen.
type Frost struct {
	mu   sync.Mutex
	thaw chan struct{} // nil while nothing is frozen
}

// Freeze holds up whoever waits from now on.
func (f *Frost) Freeze() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.thaw = make(chan struct{})
}

// Melt lets them go on.
func (f *Frost) Melt() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.thaw != nil {
		close(f.thaw)
	}
	f.thaw = nil
}

// Wait returns when nothing is frozen.
func (f *Frost) Wait() {
	f.mu.Lock()
	thaw := f.thaw
	f.mu.Unlock()
	if thaw != nil {
		<-thaw
	}
}

// Store is a store whose claims and leases a frozen replica does not reach.
func (f *Frost) Store(s shared.Store) shared.Store { return frozenStore{s, f} }

type frozenStore struct {
	shared.Store
	frost *Frost
}

func (s frozenStore) Take(ctx context.Context, key, owner string, ttl time.Duration) (shared.Claim, bool, error) {
	s.frost.Wait()
	return s.Store.Take(ctx, key, owner, ttl)
}

func (s frozenStore) Renew(ctx context.Context, c shared.Claim, ttl time.Duration) error {
	s.frost.Wait()
	return s.Store.Renew(ctx, c, ttl)
}

func (s frozenStore) Send(ctx context.Context, c shared.Claim, ttl time.Duration) error {
	s.frost.Wait()
	return s.Store.Send(ctx, c, ttl)
}

func (s frozenStore) Finish(ctx context.Context, c shared.Claim, result []byte, keep time.Duration) error {
	s.frost.Wait()
	return s.Store.Finish(ctx, c, result, keep)
}

func (s frozenStore) Extend(ctx context.Context, l shared.Lease, ttl time.Duration) error {
	s.frost.Wait()
	return s.Store.Extend(ctx, l, ttl)
}

func (s frozenStore) Acquire(ctx context.Context, name, owner string, ttl time.Duration) (shared.Lease, bool, error) {
	s.frost.Wait()
	return s.Store.Acquire(ctx, name, owner, ttl)
}
