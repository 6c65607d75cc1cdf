package shared_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/shared/sharedtest"
)

// cut is a store that can be cut off.
type cut struct {
	shared.Store
	off atomic.Bool
}

func (c *cut) Health() error {
	if c.off.Load() {
		return shared.ErrUnavailable
	}
	return nil
}

func (c *cut) Take(ctx context.Context, key, owner string, ttl time.Duration) (shared.Claim, bool, error) {
	if c.off.Load() {
		return shared.Claim{}, false, shared.ErrUnavailable
	}
	return c.Store.Take(ctx, key, owner, ttl)
}

func (c *cut) Send(ctx context.Context, l shared.Claim, ttl time.Duration) error {
	return errors.Join(c.Health(), c.Store.Send(ctx, l, ttl))
}

func (c *cut) Finish(ctx context.Context, l shared.Claim, result []byte, keep time.Duration) error {
	if c.off.Load() {
		return shared.ErrUnavailable
	}
	return c.Store.Finish(ctx, l, result, keep)
}

func (c *cut) Acquire(ctx context.Context, name, owner string, ttl time.Duration) (shared.Lease, bool, error) {
	if c.off.Load() {
		return shared.Lease{}, false, shared.ErrUnavailable
	}
	return c.Store.Acquire(ctx, name, owner, ttl)
}

func (c *cut) Consult(ctx context.Context, d []shared.Draw, r []shared.Ref) (shared.Drawn, []shared.Document, error) {
	if c.off.Load() {
		return shared.Drawn{}, nil, shared.ErrUnavailable
	}
	return c.Store.Consult(ctx, d, r)
}

func (c *cut) Write(ctx context.Context, w ...shared.Write) ([]int64, error) {
	if c.off.Load() {
		return nil, shared.ErrUnavailable
	}
	return c.Store.Write(ctx, w...)
}

func TestAStoreWithFallbackIsAStore(t *testing.T) {
	sharedtest.Suite{New: func(t *testing.T) (a, b shared.Store) {
		s := shared.NewLocal(nil, nil)
		t.Cleanup(func() { must(t, s.Close()) })
		return shared.WithFallback(s, nil), shared.WithFallback(s, nil)
	}}.Run(t)
}

func TestClaimsGoOnInMemoryAndAreToldLater(t *testing.T) {
	ctx, behind := t.Context(), shared.NewLocal(nil, nil)
	away := &cut{Store: behind}
	var fell atomic.Int64
	a, b := shared.WithFallback(away, func(string) { fell.Add(1) }), shared.WithFallback(behind, nil)
	begun, won, err := a.Take(ctx, "u:begun", "a", time.Minute)
	must(t, err)
	away.off.Store(true)
	c, took, err := a.Take(ctx, "u:1", "a", time.Minute)
	must(t, err)
	if !won || !took || fell.Load() == 0 {
		t.Fatalf("won %v, without the store %v, counted %d", won, took, fell.Load())
	}
	if _, again, err := a.Take(ctx, "u:1", "a", time.Minute); err != nil || again {
		t.Fatalf("the same twice without the store: %v, %v", again, err)
	}
	_, _, err = a.Take(ctx, "u:under way", "a", time.Minute)
	must(t, err)
	for _, c := range []shared.Claim{c, begun} {
		must(t, a.Send(ctx, c, time.Minute))
		must(t, a.Finish(ctx, c, []byte("9"), time.Minute))
	}
	away.off.Store(false)
	if c, won, err := a.Take(ctx, "u:under way", "a", time.Minute); err != nil || won {
		t.Errorf("what is under way here was taken again when the store came back: %+v, %v", c, err)
	}
	for end := time.Now().Add(10 * time.Second); a.Owed() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the store is not told")
		}
	}
	for _, key := range []string{"u:1", "u:begun"} {
		if c, won, err := b.Take(ctx, key, "b", time.Minute); err != nil || won || c.State != shared.Sent || string(c.Result) != "9" {
			t.Errorf("%s at another replica: %+v, won %v, %v", key, c, won, err)
		}
		if c, won, err := a.Take(ctx, key, "a", time.Minute); err != nil || won || c.State != shared.Sent {
			t.Errorf("%s once more: %+v, won %v, %v", key, c, won, err)
		}
	}
}

func TestLimitsGoOnAndLeasesDoNot(t *testing.T) {
	ctx := t.Context()
	away := &cut{Store: shared.NewLocal(nil, nil)}
	s := shared.WithFallback(away, nil)
	ref := shared.Ref{Kind: "k", Key: "x"}
	_, err := s.Write(ctx, shared.Write{Ref: ref, Value: []byte("1"), If: shared.Anything})
	must(t, err)
	away.off.Store(true)
	d := []shared.Draw{{Key: "p", Burst: 1, Every: time.Hour}}
	for _, want := range []int{-1, 0} {
		got, docs, err := s.Consult(ctx, d, []shared.Ref{ref})
		if !errors.Is(err, shared.ErrUnavailable) || got.Refused != want || string(docs[0].Value) != "1" {
			t.Errorf("%+v, %+v, %v", got, docs, err)
		}
	}
	if _, held, err := s.Acquire(ctx, "poller", "a", time.Minute); held || !errors.Is(err, shared.ErrUnavailable) {
		t.Errorf("a lease without the store: held %v, %v", held, err)
	}
	if _, err := s.Write(ctx, shared.Write{Ref: ref, Value: []byte("2"), If: shared.Anything}); !errors.Is(err, shared.ErrUnavailable) {
		t.Errorf("a write without the store: %v", err)
	}
}
