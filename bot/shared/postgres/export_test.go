package postgres

import "context"

// Sweep deletes what has run out now.
func (s *Store) Sweep(ctx context.Context) { s.sweep(ctx) }
