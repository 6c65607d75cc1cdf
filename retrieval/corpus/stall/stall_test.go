package stall_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/retrieval/corpus/stall"
)

func TestWorkThatMakesProgressMayTakeLong(t *testing.T) {
	g := stall.New(50 * time.Millisecond)
	v, err := stall.Do(t.Context(), g, "a", func(p *stall.Progress) (int, error) {
		for range 15 {
			time.Sleep(10 * time.Millisecond)
			p.Made()
		}
		return 7, nil
	})
	if v != 7 || err != nil {
		t.Errorf("%d, %v", v, err)
	}
}

func TestWorkThatHangsIsLeftAndNotBegunTwice(t *testing.T) {
	g, release := stall.New(20*time.Millisecond), make(chan struct{})
	var begun atomic.Int32
	hang := func(*stall.Progress) (int, error) {
		begun.Add(1)
		<-release
		return 1, nil
	}
	var stalled *stall.Error
	if _, err := stall.Do(t.Context(), g, "a", hang); !errors.As(err, &stalled) {
		t.Fatalf("%v", err)
	}
	if _, err := stall.Do(t.Context(), g, "a", hang); !errors.As(err, &stalled) || begun.Load() != 1 {
		t.Errorf("%v, begun %d times", err, begun.Load())
	}
	close(release)
	for range 100 {
		if v, err := stall.Do(t.Context(), g, "a", func(*stall.Progress) (int, error) { return 2, nil }); err == nil && v == 2 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("it is not tried again though it has ended")
}

func TestTheContextEndsTheWaitAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	time.AfterFunc(10*time.Millisecond, cancel)
	_, err := stall.Do(ctx, stall.New(time.Hour), "a", func(*stall.Progress) (int, error) { <-release; return 0, nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
