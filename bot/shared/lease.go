package shared

import (
	"context"
	"time"
)

// Lease is the right to do something that only one replica may do at a time.
type Lease struct {
	Name  string
	Owner string // the replica, by its id; "" after a release
	Token int64  // grows with each that acquires it: writes under an older one are refused
	Until time.Time
	// Value is what is kept beside, for whoever holds it next: up to a few
	// kilobytes. It outlives the lease.
	Value []byte
}

// Leases are held by one replica at a time. They fail closed: who cannot reach
// the store holds nothing once the time has passed.
type Leases interface {
	// Acquire takes a lease for ttl if nobody holds it. Where held is false it tells
	// who does. The value is the one that was kept last.
	Acquire(ctx context.Context, name, owner string, ttl time.Duration) (l Lease, held bool, err error)
	// Extend keeps l for another ttl from now and keeps l.Value beside it. The error
	// is ErrLost if it has run out or passed on.
	Extend(ctx context.Context, l Lease, ttl time.Duration) error
	// Release lets anybody acquire the lease at once and keeps l.Value. One that was
	// lost already is no error.
	Release(ctx context.Context, l Lease) error
	// Held lists those leases, held or not, whose name begins with prefix, by name.
	Held(ctx context.Context, prefix string) ([]Lease, error)
}
