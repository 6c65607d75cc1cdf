package shared

import (
	"context"
	"errors"
	"time"
)

// Why a store does not do something.
var (
	// ErrUnavailable means that the store cannot be reached or does not answer in
	// time. Whether what was asked has been done is not known.
	ErrUnavailable = errors.New("the shared state cannot be reached")
	// ErrConflict means that a document is not in the version that was expected.
	// Nothing was written.
	ErrConflict = errors.New("somebody else was faster")
	// ErrLost means that a claim or lease has passed on to another or has run out.
	// Nothing was written.
	ErrLost = errors.New("it is held no more")
)

// Store is what the replicas share. It is safe for concurrent use.
type Store interface {
	Claims
	Leases
	Documents
	Limits

	// Turn waits until everybody who asked for a turn of that queue before has ended
	// theirs, and returns what ends this one. Turns are had in the order in which
	// they were asked for, on all replicas. One that is not ended within ttl of its
	// last renewal passes on; it is renewed in the background until it is ended or
	// ctx is. Order is a courtesy: it holds nobody up where it cannot be had.
	Turn(ctx context.Context, queue, owner string, ttl time.Duration) (done func(), err error)

	// Notify tells everybody who listens to a topic, on all replicas, this one too.
	// The text may have MaxNotice bytes. A notice may be lost.
	Notify(ctx context.Context, topic, text string) error
	// Listen returns a channel of the texts that a topic is told until ctx ends,
	// which closes it. An empty text means that something may have been missed, and
	// comes every ten seconds or so too: who reads it looks again. One who does not
	// keep up loses notices, but never the last empty one.
	Listen(ctx context.Context, topic string) <-chan string

	// Now is the store's clock.
	Now(ctx context.Context) (time.Time, error)
	// Health is nil while the store can be reached, else ErrUnavailable with why
	// in words that hold no secret. It asks nobody.
	Health() error
	// Close ends what the store does in the background.
	Close() error
}

// MaxNotice is how many bytes a notice may have. PostgreSQL takes 8000 less the
// topic, https://www.postgresql.org/docs/15/sql-notify.html
const MaxNotice = 4000
