package backoff_test

import (
	"testing"
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
