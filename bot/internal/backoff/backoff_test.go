package backoff_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot/internal/backoff"
)

func TestPausesDoubleUpToTheLast(t *testing.T) {
	p := backoff.Policy{First: time.Second, Last: time.Minute}
	for n, want := range map[int]time.Duration{-1: time.Second, 0: time.Second, 1: time.Second, 2: 2 * time.Second, 4: 8 * time.Second, 7: time.Minute, 1 << 30: time.Minute} {
		for range 50 {
			if got := p.Pause(n); got < want || got > want+want/4 {
				t.Errorf("after %d failures %v, want %v and up to a quarter more", n, got, want)
			}
		}
	}
}

func TestSleepEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stopped := errors.New("stopped")
		ctx, stop := context.WithCancelCause(t.Context())
		began := time.Now()
		if err := backoff.Sleep(ctx, time.Minute); err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		time.AfterFunc(time.Second, func() { stop(stopped) })
		began = time.Now()
		if err := backoff.Sleep(ctx, time.Hour); !errors.Is(err, stopped) || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if err := backoff.Sleep(ctx, -1); !errors.Is(err, stopped) {
			t.Errorf("no pause at all after the end: %v", err)
		}
	})
}
