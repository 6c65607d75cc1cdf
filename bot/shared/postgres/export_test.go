package postgres

import "context"

// Sweep deletes what has run out now.
func (s *Store) Sweep(ctx context.Context) { s.sweep(ctx) }

// Trip does something with the server.
func (s *Store) Trip(ctx context.Context, do func(context.Context) error) error {
	return s.trip(ctx, do)
}

// Asleep is how long a trip seems to take at least of a process that stood still.
const Asleep = asleep

// Failover is how long trips wait for a server that has just gone.
const Failover = failover
