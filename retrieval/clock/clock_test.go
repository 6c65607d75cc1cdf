package clock_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/retrieval/clock"
)

func TestSleepEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stopped := errors.New("stopped")
		ctx, stop := context.WithCancelCause(t.Context())
		began := time.Now()
		if err := clock.Sleep(ctx, time.Minute); err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		time.AfterFunc(time.Second, func() { stop(stopped) })
		began = time.Now()
		if err := clock.Sleep(ctx, time.Hour); !errors.Is(err, stopped) || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if err := clock.Sleep(ctx, -1); !errors.Is(err, stopped) {
			t.Errorf("no pause at all after the end: %v", err)
		}
	})
}
