package telegram

import (
	"context"
	"encoding/json"
)

// source is where updates come from.
type source interface {
	// run hands over updates until the context ends, which is no error, or
	// until it cannot go on.
	run(ctx context.Context) error
	// stopped is called after everything that was handed over has been
	// handled or given up.
	stopped()
}

var (
	_ source = (*poller)(nil)
	_ source = (*webhook)(nil)
)

// receiver takes an update. It returns the channel that closes when the update
// has been handled, and whether it was new. guess is the id to take where the
// update's own cannot be read, 0 if there is none.
type receiver func(raw json.RawMessage, guess int64) (id int64, handled <-chan struct{}, fresh bool)
