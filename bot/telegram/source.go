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

// receiver takes an update with its id. It returns the channel that closes
// when the update has been handled, and whether it was new.
type receiver func(id int64, raw json.RawMessage) (handled <-chan struct{}, fresh bool)
