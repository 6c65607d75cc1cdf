package api

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"
)

// FirstPause doubles up to LastPause while the server cannot be reached.
const (
	FirstPause = 250 * time.Millisecond
	LastPause  = 5 * time.Second
)

// Retry repeats a call until it succeeds, the token turns out wrong, or the
// context ends, which is no error.
func Retry(ctx context.Context, log *slog.Logger, what string, call func() error) error {
	for n := 1; ctx.Err() == nil; n++ {
		err := call()
		if err == nil {
			return nil
		}
		e := AsError(err)
		switch e.Kind {
		case Unauthorized, Refused:
			return err
		case Canceled:
			return nil
		}
		if n == 1 || n%20 == 0 {
			log.Warn("cannot "+what+" yet", "error", err, "failures", n)
		}
		wait := Jitter(Backoff(n, FirstPause, LastPause))
		Sleep(ctx, max(wait, e.RetryAfter))
	}
	return nil
}

// Backoff is the pause after n failures.
func Backoff(n int, first, last time.Duration) time.Duration {
	if n > 16 {
		return last
	}
	return min(first<<(max(n, 1)-1), last)
}

// Jitter adds up to a quarter, so that many who wait do not return together.
func Jitter(d time.Duration) time.Duration { return d + rand.N(d/4+1) }

// Sleep waits, or until the context ends.
func Sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
