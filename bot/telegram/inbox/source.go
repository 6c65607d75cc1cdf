package inbox

import (
	"context"
	"encoding/json"
)

// Source is where updates come from.
type Source interface {
	// Run hands over updates until the context ends, which is no error, or
	// until it cannot go on.
	Run(ctx context.Context) error
	// Stopped is called after everything that was handed over has been
	// handled or given up.
	Stopped()
}

var (
	_ Source = (*Poller)(nil)
	_ Source = (*Webhook)(nil)
)

// Receiver takes an update with its id. It returns the channel that closes
// when the update has been handled, and whether it was new.
type Receiver func(id int64, raw json.RawMessage) (handled <-chan struct{}, fresh bool)
