package watch

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestDebounceWaitsForQuietButNotForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		events, out := make(chan struct{}), make(chan struct{}, 1)
		done := make(chan struct{})
		go func() { defer close(done); debounce(events, out, 2*time.Second, 30*time.Second) }()
		start := time.Now()
		send := func() { events <- struct{}{}; synctest.Wait() }

		send()
		time.Sleep(time.Second)
		send()
		<-out
		if got := time.Since(start); got != 3*time.Second {
			t.Errorf("signal after %v, want 2 s after the last event", got)
		}

		start = time.Now()
		for time.Since(start) < 29*time.Second {
			send()
			time.Sleep(time.Second)
		}
		<-out
		if got := time.Since(start); got != 30*time.Second {
			t.Errorf("signal after %v of unceasing events, want 30 s", got)
		}
		close(events)
		<-done
	})
}
