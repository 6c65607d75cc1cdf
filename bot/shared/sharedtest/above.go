package sharedtest

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"articlebot/bot/shared"
)

// above are tests of what stands on every store.
var above = map[string]func(*testing.T, shared.Store, shared.Store){
	"a lease is held until its work ends, then by another": heldOn,
	"work ends when its lease is lost":                     heldAway,
	"a generation goes live for all, and one back":         switched,
	"an answer is known to all, until it is taken away":    recalled,
	"a generation in use is not dropped":                   dropped,
	"replicas tell that they are there":                    beaten,
	"a request is done by another and answered":            asked,
}

func heldOn(t *testing.T, a, b shared.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	const ttl = 500 * time.Millisecond
	began, finish := make(chan int64), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- shared.Hold(ctx, a, "poller", "a", ttl, func(ctx context.Context, h *shared.Held) error {
			began <- h.Lease().Token
			select {
			case <-finish:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			return h.Save(ctx, []byte("7"))
		})
	}()
	first := <-began
	time.Sleep(2 * ttl) // longer than it was acquired for
	if l, held, err := b.Acquire(ctx, "poller", "b", ttl); err != nil || held || l.Token != first {
		t.Errorf("while work goes on: %+v, held %v, %v", l, held, err)
	}
	close(finish)
	must(t, <-ended)
	err := shared.Hold(ctx, b, "poller", "b", ttl, func(_ context.Context, h *shared.Held) error {
		if l := h.Lease(); !h.Valid() || l.Token <= first || string(l.Value) != "7" {
			t.Errorf("the next holder has %+v, valid %v", l, h.Valid())
		}
		return errEnd
	})
	wantErr(t, err, errEnd)
}

var errEnd = errors.New("work has ended")

// deaf is a store whose leases cannot be extended any more.
type deaf struct {
	shared.Store
	err error
}

func (d deaf) Extend(context.Context, shared.Lease, time.Duration) error { return d.err }

func heldAway(t *testing.T, a, b shared.Store) {
	for _, why := range []error{shared.ErrLost, shared.ErrUnavailable} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		ended := make(chan error, 1)
		go func() {
			defer cancel()
			ended <- shared.Hold(ctx, deaf{a, why}, "shard "+why.Error(), "a", 300*time.Millisecond, func(ctx context.Context, h *shared.Held) error {
				<-ctx.Done()
				if h.Valid() || !errors.Is(context.Cause(ctx), shared.ErrLost) {
					t.Errorf("%v: valid %v, because of %v", why, h.Valid(), context.Cause(ctx))
				}
				cancel() // else it is waited for and begun again
				return nil
			})
		}()
		<-ended
	}
	_ = b
}

func add(t *testing.T, l shared.Line, under shared.Lease, names ...string) {
	t.Helper()
	for _, name := range names {
		must(t, l.Add(t.Context(), shared.Generation{Name: name, By: "a", Note: json.RawMessage(`{"parts":3}`)}, under))
	}
}

func indexer(t *testing.T, s shared.Store) shared.Lease {
	t.Helper()
	l, _, err := s.Acquire(t.Context(), "indexer", "a", long)
	must(t, err)
	return l
}

func live(t *testing.T, s shared.Store) shared.Live {
	t.Helper()
	v, err := shared.Line{Store: s}.Live(t.Context())
	must(t, err)
	return v
}

func switched(t *testing.T, a, b shared.Store) {
	at, other := shared.Line{Store: a}, shared.Line{Store: b}
	ear := b.Listen(t.Context(), shared.TopicLive)
	under := indexer(t, a)
	add(t, at, under, "g1", "g2")
	none := live(t, b)
	wantErr(t, at.Switch(t.Context(), none, "g9", "a"), shared.ErrNoGeneration)
	must(t, at.Switch(t.Context(), none, "g1", "a"))
	wantErr(t, other.Switch(t.Context(), none, "g2", "b"), shared.ErrConflict)
	must(t, at.Switch(t.Context(), live(t, a), "g2", "a"))
	if v := live(t, b); v.Name != "g2" || v.Before != "g1" || v.By != "a" || v.Since.IsZero() {
		t.Errorf("live at the other replica: %+v", v)
	}
	until(t, "the switch is told", func() bool {
		select {
		case got := <-ear:
			return got == "g2" || got == "" // "" has it look
		default:
			return false
		}
	})
	list, err := other.All(t.Context())
	must(t, err)
	if len(list) != 2 || list[0].Name != "g2" || list[1].Name != "g1" || string(list[1].Note) != `{"parts":3}` {
		t.Errorf("the line is %+v", list)
	}
	one, err := other.Get(t.Context(), "g1")
	must(t, err)
	if one.Name != "g1" || one.By != "a" || string(one.Note) != `{"parts":3}` {
		t.Errorf("one of the line is %+v", one)
	}
	_, err = other.Get(t.Context(), "g9")
	wantErr(t, err, shared.ErrNoGeneration)
	must(t, a.Release(t.Context(), under))
	wantErr(t, at.Add(t.Context(), shared.Generation{Name: "g3"}, under), shared.ErrLost)
}

func dropped(t *testing.T, a, b shared.Store) {
	l := shared.Line{Store: a}
	under := indexer(t, a)
	add(t, l, under, "g1", "g2", "g3", "g4")
	must(t, l.Switch(t.Context(), live(t, a), "g2", "a"))
	must(t, shared.Beat(t.Context(), b, shared.Replica{ID: "b", Serves: "g1", Opens: "g3"}))
	list, err := l.All(t.Context())
	must(t, err)
	for _, g := range list[1:] {
		wantErr(t, l.Drop(t.Context(), g, under), shared.ErrInUse)
	}
	must(t, l.Switch(t.Context(), live(t, b), "g4", "b")) // after the line was read
	must(t, l.Switch(t.Context(), live(t, b), "g2", "b"))
	wantErr(t, l.Drop(t.Context(), list[0], under), shared.ErrInUse)
	must(t, shared.Leave(t.Context(), b, "b"))
	for _, g := range list[1:] {
		if g.Name != "g2" {
			must(t, l.Drop(t.Context(), g, under))
		}
	}
	rest, err := l.All(t.Context())
	must(t, err)
	if len(rest) != 2 || rest[0].Name != "g4" || rest[1].Name != "g2" {
		t.Errorf("left are %+v", rest)
	}
}

func recalled(t *testing.T, a, b shared.Store) {
	type answer struct{ Sent string }
	at := shared.Answers[answer]{Member: &shared.Member{Store: a, ID: "a"}, Kind: "answer"}
	other := shared.Answers[answer]{Member: &shared.Member{Store: b, ID: "b"}, Kind: "answer"}
	gone, cancel := context.WithCancel(t.Context())
	cancel() // what has left is told even when its work is cut off
	must(t, at.Tell(gone, "question", &answer{"m1"}))
	if got := other.Recall(t.Context(), "question"); got == nil || got.Sent != "m1" {
		t.Errorf("the other replica knows %+v", got)
	}
	if got := other.Recall(t.Context(), "another"); got != nil {
		t.Errorf("of a question that nobody answered it knows %+v", got)
	}
	must(t, other.Tell(t.Context(), "question", nil))
	if got := at.Recall(t.Context(), "question"); got != nil {
		t.Errorf("of an answer that was taken away is known %+v", got)
	}
	alone := shared.Answers[answer]{Kind: "answer"}
	must(t, alone.Tell(t.Context(), "question", &answer{"m1"}))
	if got := alone.Recall(t.Context(), "question"); got != nil {
		t.Errorf("a bot that shares nothing knows %+v", got)
	}
}

func beaten(t *testing.T, a, b shared.Store) {
	for _, r := range []shared.Replica{{ID: "b", Serves: "g1", Holds: []string{"poller"}}, {ID: "a", Serves: "g1"}, {ID: "b", Serves: "g2", Trouble: "x"}} {
		must(t, shared.Beat(t.Context(), a, r))
	}
	list, err := shared.Replicas(t.Context(), b)
	must(t, err)
	if len(list) != 2 || list[0].ID != "a" || list[1].Serves != "g2" || list[1].Trouble != "x" || list[1].Holds != nil {
		t.Errorf("%+v", list)
	}
	must(t, shared.Leave(t.Context(), a, "a"))
	if list, err := shared.Replicas(t.Context(), b); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

func asked(t *testing.T, a, b shared.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	id, err := shared.Ask(ctx, a, shared.Request{What: "reload", By: "a", Ask: json.RawMessage(`{"full":true}`)})
	must(t, err)
	list, err := shared.Pending(ctx, b)
	must(t, err)
	if len(list) != 1 || list[0].ID != id || list[0].What != "reload" || string(list[0].Ask) != `{"full":true}` || list[0].At.IsZero() {
		t.Fatalf("pending: %+v", list)
	}
	answered := make(chan string, 1)
	go func() {
		got, err := shared.Await(ctx, a, id)
		if err != nil {
			t.Error(err)
		}
		answered <- string(got)
	}()
	must(t, shared.Answer(ctx, b, list[0], json.RawMessage(`"done"`)))
	wantErr(t, shared.Answer(ctx, a, list[0], nil), shared.ErrConflict)
	if got := <-answered; got != `"done"` {
		t.Errorf("the answer is %s", got)
	}
	if list, err := shared.Pending(ctx, b); err != nil || len(list) != 0 {
		t.Errorf("still pending: %+v, %v", list, err)
	}
	_, err = shared.Await(ctx, a, "none")
	wantErr(t, err, shared.ErrNoRequest)
}
