// Package sharedtest is the suite of tests that every shared.Store passes, so
// that a bot may stand on any of them.
package sharedtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"articlebot/bot/shared"
)

// Suite tests one kind of store.
type Suite struct {
	// New returns two replicas' views of an empty store of its own for each test.
	// They are the same where only one process can use it.
	New func(t *testing.T) (a, b shared.Store)
}

// Run runs the suite.
func (s Suite) Run(t *testing.T) {
	for _, tests := range []map[string]func(*testing.T, shared.Store, shared.Store){stores, above} {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				a, b := s.New(t)
				test(t, a, b)
			})
		}
	}
}

// stores are tests of a store itself.
var stores = map[string]func(*testing.T, shared.Store, shared.Store){
	"a claim has one winner, and the loser learns who":       claimed,
	"of many racers one wins each claim":                     raced,
	"a claim that has run out passes on":                     passedOn,
	"a claim that ran out amid its sending says so":          brokenOff,
	"work given up is free":                                  givenUp,
	"what is done is remembered with its result":             finished,
	"a lease has one holder until it runs out":               leased,
	"a released lease keeps its value":                       released,
	"leases are listed by their beginning":                   listedLeases,
	"documents are written, read and deleted":                written,
	"a write expects a version":                              compared,
	"of many who write one version one does":                 racedWrites,
	"all changes are done or none":                           allOrNone,
	"a write under a lease that passed on is refused":        fenced,
	"documents run out":                                      ranOut,
	"documents are listed by key, in parts":                  listed,
	"a document is born once":                                born,
	"all documents with a beginning are deleted":             deletedAll,
	"a bucket has a burst and then a token at a time":        drawn,
	"who is refused is told first once":                      toldOnce,
	"a bucket behind an empty one is not touched":            untouched,
	"buckets are drawn from by all":                          drawnByAll,
	"one trip draws and reads":                               consulted,
	"turns come in the order asked for":                      inOrder,
	"who stops waiting for a turn holds nobody up":           leftQueue,
	"notices reach all who listen":                           noticed,
	"a notice that is too long is refused":                   tooLong,
	"strange keys and values come back as they were written": strange,
}

// Times that are long enough for a busy machine, and short enough to wait for.
const (
	long  = time.Minute
	short = 40 * time.Millisecond
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, want %v", err, want)
	}
}

func take(t *testing.T, s shared.Store, key, owner string, ttl time.Duration) (shared.Claim, bool) {
	t.Helper()
	c, won, err := s.Take(t.Context(), key, owner, ttl)
	must(t, err)
	return c, won
}

func claimed(t *testing.T, a, b shared.Store) {
	first, won := take(t, a, "u:1", "a", long)
	if !won || first.State != shared.Taken || first.Owner != "a" {
		t.Fatalf("first: %+v, won %v", first, won)
	}
	second, won := take(t, b, "u:1", "b", long)
	if won || second.Owner != "a" || second.State != shared.Taken || second.Token != first.Token {
		t.Errorf("the loser is told %+v, won %v", second, won)
	}
	if _, won := take(t, a, "u:1", "a", long); won {
		t.Error("who has it takes it again")
	}
	must(t, a.Renew(t.Context(), first, long))
	must(t, a.Send(t.Context(), first, long))
	if c, won := take(t, b, "u:1", "b", long); won || c.State != shared.Sending {
		t.Errorf("while it is sent: %+v, won %v", c, won)
	}
	if _, won := take(t, b, "u:2", "b", long); !won {
		t.Error("other work is not free")
	}
}

func raced(t *testing.T, a, b shared.Store) {
	const keys = 50
	var mu sync.Mutex
	wins := map[string]int{}
	var wait sync.WaitGroup
	for i, s := range []shared.Store{a, b, a, b} {
		wait.Go(func() {
			for k := range keys {
				key := fmt.Sprint("u:", k)
				_, won, err := s.Take(t.Context(), key, fmt.Sprint(i), long)
				if err != nil {
					t.Error(err)
				}
				if won {
					mu.Lock()
					wins[key]++
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	for k := range keys {
		if n := wins[fmt.Sprint("u:", k)]; n != 1 {
			t.Errorf("claim %d has %d winners", k, n)
		}
	}
}

// until waits until something is so.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

func passedOn(t *testing.T, a, b shared.Store) {
	old, _ := take(t, a, "u:1", "a", short)
	var c shared.Claim
	until(t, "the claim passes on", func() bool {
		var won bool
		c, won = take(t, b, "u:1", "b", long)
		return won
	})
	if c.State != shared.Taken || c.Owner != "b" || c.Token <= old.Token {
		t.Errorf("it passed on as %+v, before it was %+v", c, old)
	}
	for what, err := range map[string]error{
		"renew": a.Renew(t.Context(), old, long), "send": a.Send(t.Context(), old, long),
		"finish": a.Finish(t.Context(), old, nil, long), "give up": a.GiveUp(t.Context(), old),
	} {
		if !errors.Is(err, shared.ErrLost) {
			t.Errorf("%s by the one before: %v", what, err)
		}
	}
	must(t, b.Renew(t.Context(), c, long))
}

func brokenOff(t *testing.T, a, b shared.Store) {
	c, _ := take(t, a, "u:1", "a", long)
	must(t, a.Send(t.Context(), c, short))
	until(t, "the claim passes on", func() bool {
		c, won := take(t, b, "u:1", "b", long)
		if won && c.State != shared.Sending {
			t.Fatalf("the next owner is told %v", c.State)
		}
		return won
	})
}

func givenUp(t *testing.T, a, b shared.Store) {
	c, _ := take(t, a, "u:1", "a", long)
	must(t, a.GiveUp(t.Context(), c))
	if c, won := take(t, b, "u:1", "b", long); !won || c.State != shared.Taken {
		t.Errorf("after giving up: %+v, won %v", c, won)
	}
}

func finished(t *testing.T, a, b shared.Store) {
	c, _ := take(t, a, "u:1", "a", long)
	must(t, a.Send(t.Context(), c, long))
	must(t, a.Finish(t.Context(), c, []byte("41,42"), long))
	done, won := take(t, b, "u:1", "b", long)
	if won || done.State != shared.Sent || string(done.Result) != "41,42" || done.Owner != "a" {
		t.Errorf("when done: %+v, won %v", done, won)
	}
	wantErr(t, a.Renew(t.Context(), c, long), shared.ErrLost)
	wantErr(t, a.GiveUp(t.Context(), c), shared.ErrLost)
	other, _ := take(t, a, "u:2", "a", long)
	must(t, a.Finish(t.Context(), other, nil, short))
	until(t, "what was done is forgotten", func() bool {
		c, won := take(t, b, "u:2", "b", long)
		if won && (c.State != shared.Taken || c.Result != nil) {
			t.Fatalf("forgotten, and %+v", c)
		}
		return won
	})
}

func leased(t *testing.T, a, b shared.Store) {
	l, held, err := a.Acquire(t.Context(), "poller", "a", time.Second)
	must(t, err)
	if !held || l.Value != nil {
		t.Fatalf("%+v, held %v", l, held)
	}
	l.Value = []byte("offset 7")
	must(t, a.Extend(t.Context(), l, 10*short))
	if other, held, err := b.Acquire(t.Context(), "poller", "b", long); err != nil || held || other.Owner != "a" || other.Token != l.Token {
		t.Fatalf("while it is held: %+v, held %v, %v", other, held, err)
	}
	var next shared.Lease
	until(t, "the lease runs out", func() bool {
		var held bool
		next, held, err = b.Acquire(t.Context(), "poller", "b", long)
		must(t, err)
		return held
	})
	if next.Token <= l.Token || string(next.Value) != "offset 7" {
		t.Errorf("taken over as %+v after %+v", next, l)
	}
	l.Value = []byte("offset of a ghost")
	wantErr(t, a.Extend(t.Context(), l, long), shared.ErrLost)
	must(t, a.Release(t.Context(), l))
	if _, held, err := a.Acquire(t.Context(), "poller", "a", long); err != nil || held {
		t.Errorf("the ghost has released what is another's: held %v, %v", held, err)
	}
}

func released(t *testing.T, a, b shared.Store) {
	l, _, err := a.Acquire(t.Context(), "shard:0", "a", long)
	must(t, err)
	l.Value = []byte("session")
	must(t, a.Release(t.Context(), l))
	wantErr(t, a.Extend(t.Context(), l, long), shared.ErrLost)
	next, held, err := b.Acquire(t.Context(), "shard:0", "b", long)
	must(t, err)
	if !held || string(next.Value) != "session" || next.Token <= l.Token {
		t.Errorf("%+v, held %v", next, held)
	}
}

func listedLeases(t *testing.T, a, b shared.Store) {
	for _, name := range []string{"shard:1", "shard:0", "indexer"} {
		_, _, err := a.Acquire(t.Context(), name, "a", long)
		must(t, err)
	}
	list, err := b.Held(t.Context(), "shard:")
	must(t, err)
	if len(list) != 2 || list[0].Name != "shard:0" || list[1].Name != "shard:1" || list[0].Owner != "a" {
		t.Errorf("%+v", list)
	}
}

func at(kind, key string) shared.Ref { return shared.Ref{Kind: kind, Key: key} }

func put(t *testing.T, s shared.Store, kind, key, value string) int64 {
	t.Helper()
	v, err := s.Write(t.Context(), shared.Write{Ref: at(kind, key), Value: []byte(value), If: shared.Anything})
	must(t, err)
	return v[0]
}

func read(t *testing.T, s shared.Store, refs ...shared.Ref) []shared.Document {
	t.Helper()
	docs, err := s.Read(t.Context(), refs...)
	must(t, err)
	return docs
}

func written(t *testing.T, a, b shared.Store) {
	v := put(t, a, "k", "x", `"one"`)
	put(t, a, "k2", "x", `"other kind"`)
	docs := read(t, b, at("k", "none"), at("k", "x"), at("k2", "x"))
	if docs[0].Value != nil || docs[0].Version != 0 || docs[0].Key != "none" {
		t.Errorf("what is not there is %+v", docs[0])
	}
	if string(docs[1].Value) != `"one"` || docs[1].Version != v || string(docs[2].Value) != `"other kind"` {
		t.Errorf("%+v", docs[1:])
	}
	brief := shared.Write{Ref: at("k", "brief"), Value: []byte("1"), If: shared.Nothing, TTL: long, Brief: true}
	_, err := b.Write(t.Context(), brief, shared.Write{Ref: at("k", "brief 2"), Value: []byte("2"), If: shared.Anything, Brief: true})
	must(t, err)
	if docs := read(t, a, at("k", "brief"), at("k", "brief 2")); string(docs[0].Value) != "1" || string(docs[1].Value) != "2" {
		t.Errorf("brief ones are %+v", docs)
	}
	_, err = a.Write(t.Context(), brief)
	wantErr(t, err, shared.ErrConflict)
	if w := put(t, b, "k", "x", `"two"`); w <= v {
		t.Errorf("version %d after %d", w, v)
	}
	if d := read(t, a, at("k", "x"))[0]; string(d.Value) != `"two"` {
		t.Errorf("%q", d.Value)
	}
	_, err = a.Write(t.Context(), shared.Write{Ref: at("k", "x"), If: shared.Anything})
	must(t, err)
	if d := read(t, b, at("k", "x"))[0]; d.Value != nil {
		t.Errorf("deleted, and %q", d.Value)
	}
	_, err = a.Write(t.Context(), shared.Write{Ref: at("k", "x"), If: shared.Anything})
	must(t, err)
}

func compared(t *testing.T, a, b shared.Store) {
	x := at("k", "x")
	first := shared.Write{Ref: x, Value: []byte("1"), If: shared.Nothing}
	v, err := a.Write(t.Context(), first)
	must(t, err)
	_, err = b.Write(t.Context(), first)
	wantErr(t, err, shared.ErrConflict)
	v2, err := b.Write(t.Context(), shared.Write{Ref: x, Value: []byte("2"), If: shared.Condition(v[0])})
	must(t, err)
	_, err = a.Write(t.Context(), shared.Write{Ref: x, Value: []byte("3"), If: shared.Condition(v[0])})
	wantErr(t, err, shared.ErrConflict)
	_, err = a.Write(t.Context(), shared.Write{Ref: x, If: shared.Condition(v[0])})
	wantErr(t, err, shared.ErrConflict)
	if d := read(t, a, x)[0]; string(d.Value) != "2" {
		t.Errorf("%q", d.Value)
	}
	_, err = a.Write(t.Context(), shared.Write{Ref: x, If: shared.Condition(v2[0])})
	must(t, err)
	_, err = a.Write(t.Context(), shared.Write{Ref: x, Value: []byte("4"), If: shared.Condition(v2[0])})
	wantErr(t, err, shared.ErrConflict)
}

func racedWrites(t *testing.T, a, b shared.Store) {
	x := at("k", "x")
	for _, expected := range []shared.Condition{shared.Nothing, 1} {
		if expected != shared.Nothing {
			expected = shared.Condition(read(t, a, x)[0].Version)
		}
		var mu sync.Mutex
		done := 0
		var wait sync.WaitGroup
		for _, s := range []shared.Store{a, b, a, b} {
			wait.Go(func() {
				_, err := s.Write(t.Context(), shared.Write{Ref: x, Value: []byte("1"), If: expected})
				if err != nil && !errors.Is(err, shared.ErrConflict) {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				}
			})
		}
		wait.Wait()
		if done != 1 {
			t.Errorf("%d of 4 wrote version %d", done, expected)
		}
	}
}

func allOrNone(t *testing.T, a, b shared.Store) {
	put(t, a, "k", "there", "1")
	_, err := b.Write(t.Context(),
		shared.Write{Ref: at("k", "a"), Value: []byte("1"), If: shared.Anything},
		shared.Write{Ref: at("k", "there"), Value: []byte("2"), If: shared.Nothing},
		shared.Write{Ref: at("k", "z"), Value: []byte("1"), If: shared.Anything})
	wantErr(t, err, shared.ErrConflict)
	for _, d := range read(t, a, at("k", "a"), at("k", "z")) {
		if d.Value != nil {
			t.Errorf("%s was written", d.Key)
		}
	}
	v, err := b.Write(t.Context(),
		shared.Write{Ref: at("k", "z"), Value: []byte("1"), If: shared.Nothing},
		shared.Write{Ref: at("k", "there"), If: shared.Anything})
	must(t, err)
	if d := read(t, a, at("k", "z"))[0]; d.Version != v[0] || v[1] != 0 {
		t.Errorf("versions %v, and it is %d", v, d.Version)
	}
}

func fenced(t *testing.T, a, b shared.Store) {
	l, _, err := a.Acquire(t.Context(), "indexer", "a", long)
	must(t, err)
	write := func(s shared.Store, l shared.Lease) error {
		_, err := s.Write(t.Context(), shared.Write{Ref: at("k", "x"), Value: []byte(l.Owner), If: shared.Anything, Under: &l})
		return err
	}
	must(t, write(a, l))
	must(t, a.Release(t.Context(), l))
	wantErr(t, write(a, l), shared.ErrLost)
	next, held, err := b.Acquire(t.Context(), "indexer", "b", long)
	must(t, err)
	if !held {
		t.Fatal("it was released")
	}
	must(t, write(b, next))
	wantErr(t, write(a, l), shared.ErrLost)
	if d := read(t, a, at("k", "x"))[0]; string(d.Value) != "b" {
		t.Errorf("%q", d.Value)
	}
}

func ranOut(t *testing.T, a, b shared.Store) {
	x := at("k", "x")
	v, err := a.Write(t.Context(), shared.Write{Ref: x, Value: []byte("1"), If: shared.Anything, TTL: short})
	must(t, err)
	until(t, "it runs out", func() bool { return read(t, b, x)[0].Value == nil })
	if list, err := b.List(t.Context(), "k", "", "", 10); err != nil || len(list) > 0 {
		t.Errorf("listed %v, %v", list, err)
	}
	_, err = b.Write(t.Context(), shared.Write{Ref: x, Value: []byte("2"), If: shared.Condition(v[0])})
	wantErr(t, err, shared.ErrConflict)
	_, err = b.Write(t.Context(), shared.Write{Ref: x, Value: []byte("2"), If: shared.Nothing})
	must(t, err)
	if d := read(t, a, x)[0]; string(d.Value) != "2" {
		t.Errorf("%q", d.Value)
	}
}

func listed(t *testing.T, a, b shared.Store) {
	for _, key := range []string{"p:b", "p:a", "q:a", "p:c", "p", "P:d"} {
		put(t, a, "k", key, "1")
	}
	put(t, a, "other", "p:z", "1")
	keys := func(prefix, after string, limit int) []string {
		list, err := b.List(t.Context(), "k", prefix, after, limit)
		must(t, err)
		var out []string
		for _, d := range list {
			if string(d.Value) != "1" || d.Kind != "k" || d.Version == 0 {
				t.Errorf("%+v", d)
			}
			out = append(out, d.Key)
		}
		return out
	}
	if got := keys("p:", "", 2); !slices.Equal(got, []string{"p:a", "p:b"}) {
		t.Errorf("first part %v", got)
	}
	if got := keys("p:", "p:b", 2); !slices.Equal(got, []string{"p:c"}) {
		t.Errorf("second part %v", got)
	}
	if got := keys("", "", 10); !slices.Equal(got, []string{"P:d", "p", "p:a", "p:b", "p:c", "q:a"}) {
		t.Errorf("all %v", got)
	}
}

func born(t *testing.T, a, b shared.Store) {
	put(t, a, "k", "z", "1")
	put(t, a, "k", "a", "1")
	put(t, b, "k", "z", "2")
	docs := read(t, a, at("k", "z"), at("k", "a"))
	if z, a := docs[0], docs[1]; z.Born >= a.Born || z.Version <= a.Version || z.Born == 0 {
		t.Errorf("born %d before %d, version %d after %d", z.Born, a.Born, z.Version, a.Version)
	}
}

func deletedAll(t *testing.T, a, b shared.Store) {
	for _, key := range []string{"u1\nc1", "u1\nc2", "u11\nc1"} {
		put(t, a, "k", key, "1")
	}
	for _, want := range []int{2, 0} {
		if n, err := b.DeleteAll(t.Context(), "k", "u1\n"); err != nil || n != want {
			t.Errorf("%d were deleted, want %d: %v", n, want, err)
		}
	}
	if d := read(t, a, at("k", "u11\nc1"))[0]; d.Value == nil {
		t.Error("another's is gone")
	}
}

func draw(t *testing.T, s shared.Store, draws ...shared.Draw) shared.Drawn {
	t.Helper()
	d, err := s.Draw(t.Context(), draws...)
	must(t, err)
	return d
}

func drawn(t *testing.T, a, b shared.Store) {
	d := shared.Draw{Key: "x", Burst: 2, Every: 200 * time.Millisecond}
	for i, s := range []shared.Store{a, b} {
		if got := draw(t, s, d); got.Refused != -1 {
			t.Fatalf("draw %d: %+v", i, got)
		}
	}
	got := draw(t, a, d)
	if got.Refused != 0 || !got.First || got.Wait <= 0 || got.Wait > d.Every {
		t.Fatalf("the third: %+v", got)
	}
	until(t, "a token comes back", func() bool { return draw(t, b, d).Refused == -1 })
	if got := draw(t, a, shared.Draw{Key: "x", Burst: -1}); got.Refused != -1 {
		t.Errorf("without a limit: %+v", got)
	}
	if got := draw(t, a); got.Refused != -1 {
		t.Errorf("nothing drawn: %+v", got)
	}
}

func toldOnce(t *testing.T, a, b shared.Store) {
	d := shared.Draw{Key: "x", Burst: 1, Every: time.Hour}
	draw(t, a, d)
	if got := draw(t, b, d); got.Refused != 0 || !got.First {
		t.Errorf("first refusal: %+v", got)
	}
	if got := draw(t, a, d); got.Refused != 0 || got.First {
		t.Errorf("second refusal: %+v", got)
	}
}

func untouched(t *testing.T, a, b shared.Store) {
	person := shared.Draw{Key: "person", Burst: 1, Every: time.Hour}
	chat := shared.Draw{Key: "chat", Burst: 2, Every: time.Hour}
	for i, want := range []int{-1, 0, 0} {
		if got := draw(t, a, person, chat); got.Refused != want {
			t.Errorf("draw %d: %+v", i, got)
		}
	}
	other := shared.Draw{Key: "other", Burst: 5, Every: time.Hour}
	none := shared.Draw{Key: "none", Burst: -1}
	for i, want := range []int{-1, 2} {
		if got := draw(t, b, other, none, chat); got.Refused != want {
			t.Errorf("another person's draw %d: %+v", i, got)
		}
	}
}

func drawnByAll(t *testing.T, a, b shared.Store) {
	d := shared.Draw{Key: "x", Burst: 10, Every: time.Hour}
	var mu sync.Mutex
	passed := 0
	var wait sync.WaitGroup
	for _, s := range []shared.Store{a, b, a, b} {
		wait.Go(func() {
			for range 10 {
				got, err := s.Draw(t.Context(), d)
				if err != nil {
					t.Error(err)
				}
				if err == nil && got.Refused == -1 {
					mu.Lock()
					passed++
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	if passed != 10 {
		t.Errorf("%d of 40 passed, want 10", passed)
	}
}

func consulted(t *testing.T, a, b shared.Store) {
	put(t, a, "k", "x", "1")
	d := shared.Draw{Key: "x", Burst: 1, Every: time.Hour}
	for _, want := range []int{-1, 0} {
		got, docs, err := b.Consult(t.Context(), []shared.Draw{d}, []shared.Ref{at("k", "y"), at("k", "x")})
		must(t, err)
		if got.Refused != want || len(docs) != 2 || docs[0].Value != nil || string(docs[1].Value) != "1" {
			t.Errorf("%+v, %+v", got, docs)
		}
	}
	if got, docs, err := a.Consult(t.Context(), nil, nil); err != nil || got.Refused != -1 || len(docs) != 0 {
		t.Errorf("of nothing: %+v, %v, %v", got, docs, err)
	}
}

func inOrder(t *testing.T, a, b shared.Store) {
	done, err := a.Turn(t.Context(), "chat", "a", long)
	must(t, err)
	ended, err := b.Turn(t.Context(), "another chat", "b", long)
	must(t, err)
	ended()
	var mu sync.Mutex
	var order []int
	var wait sync.WaitGroup
	for i, s := range []shared.Store{b, a, b} {
		wait.Go(func() {
			done, err := s.Turn(t.Context(), "chat", "x", long)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			order = append(order, i)
			mu.Unlock()
			done()
		})
		time.Sleep(short) // so that they ask in this order
	}
	mu.Lock()
	if len(order) > 0 {
		t.Errorf("%v did not wait", order)
	}
	mu.Unlock()
	done()
	done() // which does nothing
	wait.Wait()
	if !slices.Equal(order, []int{0, 1, 2}) {
		t.Errorf("they came in the order %v", order)
	}
}

func leftQueue(t *testing.T, a, b shared.Store) {
	done, err := a.Turn(t.Context(), "chat", "a", long)
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), short)
	defer cancel()
	_, err = b.Turn(ctx, "chat", "b", long)
	wantErr(t, err, context.DeadlineExceeded)
	done()
	next, err := a.Turn(t.Context(), "chat", "a", long)
	must(t, err)
	next()
}

func noticed(t *testing.T, a, b shared.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	ears := []<-chan string{a.Listen(ctx, "line"), b.Listen(ctx, "line"), b.Listen(ctx, "other")}
	heard := func(ear <-chan string, want string) bool {
		select {
		case got := <-ear:
			return got == want
		default:
			return false
		}
	}
	for i, ear := range ears[:2] {
		until(t, fmt.Sprint("ear ", i, " hears"), func() bool {
			must(t, b.Notify(ctx, "line", "g2\nand more"))
			return heard(ear, "g2\nand more")
		})
	}
	if heard(ears[2], "g2\nand more") {
		t.Error("it was heard on another topic")
	}
	cancel()
	for _, ear := range ears {
		until(t, "the end of listening closes", func() bool {
			select {
			case _, open := <-ear:
				return !open
			default:
				return false
			}
		})
	}
}

func tooLong(t *testing.T, a, _ shared.Store) {
	must(t, a.Notify(t.Context(), "line", string(bytes.Repeat([]byte("x"), shared.MaxNotice))))
	wantErr(t, a.Notify(t.Context(), "line", string(bytes.Repeat([]byte("x"), shared.MaxNotice+1))), shared.ErrNoticeTooLong)
}

func strange(t *testing.T, a, b shared.Store) {
	value := string([]byte{0, 1, 0xff, '\n', '\''})
	for _, key := range []string{"", "Đồng chí", "a'b\"c\\d", "%_", "two\nlines"} {
		put(t, a, "k", key, value)
		if d := read(t, b, at("k", key))[0]; string(d.Value) != value || d.Key != key {
			t.Errorf("%q: %+v", key, d)
		}
	}
	if list, err := b.List(t.Context(), "k", "%", "", 10); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}
