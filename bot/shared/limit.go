package shared

import (
	"context"
	"time"
)

// Draw asks for a token of a bucket: Burst at once, then one more every Every.
type Draw struct {
	Key   string
	Burst int // negative does not limit
	Every time.Duration
}

// Drawn is what a store says to draws.
type Drawn struct {
	// Refused is the index of the draw that was refused, -1 if none was. Those
	// before it have been taken, those after it not.
	Refused int
	// First tells that the owner of that bucket was not refused before, without a
	// pause since.
	First bool
	// Wait is how long until there is a token.
	Wait time.Duration
}

// Limits are buckets of tokens that all replicas draw from.
type Limits interface {
	// Draw takes a token of each bucket, in order, up to the first that has none.
	Draw(ctx context.Context, draws ...Draw) (Drawn, error)
	// Consult draws and reads in one trip to the store.
	Consult(ctx context.Context, draws []Draw, refs []Ref) (Drawn, []Document, error)
}
