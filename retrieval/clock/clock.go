// Package clock waits. Every wait of the program that is no more than that stands
// here, so that all of them end with their context.
package clock

import (
	"context"
	"time"
)

// Sleep waits, or returns why the context ended before. It does not wait for a
// length of time that is none.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return context.Cause(ctx)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
