package api

import (
	"context"
	"log/slog"
	"time"

	"articlebot/bot/internal/backoff"
	"articlebot/retrieval/clock"
)

// FirstPause is the wait after a first failure.
const FirstPause = 250 * time.Millisecond

// Pauses are the waits while the server cannot be reached.
var Pauses = backoff.Policy{First: FirstPause, Last: 5 * time.Second}

// UnauthorizedTries is how often in a row the token must be refused before that is
// believed: Telegram has been seen to refuse one that was right.
const UnauthorizedTries = 6

// UnauthorizedPauses are the waits between those tries, half a minute in all.
var UnauthorizedPauses = backoff.Policy{First: time.Second, Last: time.Minute}

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
		_ = clock.Sleep(ctx, max(Pauses.Pause(n), e.RetryAfter)) // the loop looks at the context
	}
	return nil
}
