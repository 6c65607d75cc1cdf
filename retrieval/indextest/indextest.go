// Package indextest is the suite of tests that every retrieval.Backend passes,
// so that the engine may stand on any of them.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"articlebot/retrieval"
)

// Suite tests one kind of backend.
type Suite struct {
	// New returns an empty backend of its own for each test.
	New func(t *testing.T) retrieval.Backend
	// Again, if set, returns a second backend on the same place as the last one
	// that New made, as another process would.
	Again func(t *testing.T) retrieval.Backend
	// Drifts tells that scores count what is gone until it is swept: an index made
	// from another finds the same as one made anew, perhaps in another order.
	Drifts bool
}

// Run runs the suite.
func (s Suite) Run(t *testing.T) {
	for name, test := range map[string]func(*testing.T){
		"finds documents with any of the terms, the better first": s.finds,
		"equals come in the order of their numbers":               s.ties,
		"a search of nothing finds nothing":                       s.nothing,
		"the limit holds":                                         s.limit,
		"the order does not depend on how documents were added":   s.chunks,
		"an index in use is whole until it is closed":             s.inUse,
		"closing twice is no error, searching after it is":        s.closed,
		"an aborted build leaves nothing":                         s.aborted,
		"a cancelled build fails and leaves nothing":              s.cancelled,
		"an unknown generation is ErrNoGeneration":                s.unknown,
		"searches run side by side":                               s.parallel,
		"an index made from another is as one made anew":          s.taken,
		"what an index was made from stays as it was":             s.shared,
	} {
		t.Run(name, test)
	}
	if _, ok := s.New(t).(retrieval.Storehouse); ok {
		t.Run("what is kept beside the terms stays with its number", s.stores)
	}
	if s.Again == nil {
		return
	}
	t.Run("what is kept is opened again, the rest is removed", s.retained)
	t.Run("another process sees whole generations only", s.atomic)
}

// Doc makes a document of words.
func Doc(number int, words string) retrieval.IndexDocument {
	return retrieval.IndexDocument{Number: number, Terms: strings.Fields(words)}
}

// Terms makes terms of equal weight.
func Terms(words string) []retrieval.IndexTerm {
	var out []retrieval.IndexTerm
	for _, w := range strings.Fields(words) {
		out = append(out, retrieval.IndexTerm{Text: w, Boost: 1})
	}
	return out
}

// Build makes an index of documents, in chunks of the given size.
func Build(t *testing.T, b retrieval.Backend, g retrieval.Generation, docs []retrieval.IndexDocument, chunk int) retrieval.Index {
	t.Helper()
	idx, _ := buildFrom(t, b, g, nil, docs, chunk)
	return idx
}

// buildFrom makes an index that may take documents over, and tells how many
// had to be added.
func buildFrom(t *testing.T, b retrieval.Backend, g retrieval.Generation, base *retrieval.Base, docs []retrieval.IndexDocument,
	chunk int) (retrieval.Index, int) {
	t.Helper()
	build, err := b.Begin(t.Context(), g, base)
	must(t, err)
	var wanted []retrieval.IndexDocument
	for _, d := range docs {
		if build.Wants(d.Number) {
			wanted = append(wanted, d)
		}
	}
	for part := range slices.Chunk(wanted, chunk) {
		must(t, build.Add(t.Context(), part))
	}
	idx, err := build.Commit(t.Context())
	must(t, err)
	must(t, build.Abort()) // after Commit it does nothing
	t.Cleanup(func() { _ = idx.Close() })
	return idx, len(wanted)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func search(t *testing.T, idx retrieval.Index, words string, limit int) []int {
	t.Helper()
	got, err := idx.Search(t.Context(), Terms(words), limit)
	must(t, err)
	return got
}

func expect(t *testing.T, idx retrieval.Index, words string, want ...int) {
	t.Helper()
	if diff := cmp.Diff(want, search(t, idx, words, 10), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("search %q (-want +got):\n%s", words, diff)
	}
}

var harvest = []retrieval.IndexDocument{
	Doc(0, "coffee grow hill province"), Doc(1, "coffee coffee price rise"), Doc(2, "rice harvest late hill"), Doc(3, "điện biên đường"),
	Doc(4, "rain fall road close"),
}

func (s Suite) finds(t *testing.T) {
	idx := Build(t, s.New(t), "1", harvest, 2)
	expect(t, idx, "coffee", 1, 0)
	expect(t, idx, "hill harvest", 2, 0)
	expect(t, idx, "đường nothing", 3)
	expect(t, idx, "coffe")
}

func (s Suite) ties(t *testing.T) {
	var docs []retrieval.IndexDocument
	for i := range 300 {
		docs = append(docs, Doc(i, "same words here"))
	}
	idx := Build(t, s.New(t), "1", docs, 7)
	expect(t, idx, "words", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
}

func (s Suite) nothing(t *testing.T) {
	idx := Build(t, s.New(t), "1", harvest, 5)
	if got := search(t, idx, "", 10); len(got) != 0 {
		t.Errorf("no terms find %v", got)
	}
	if got := search(t, idx, "coffee", 0); len(got) != 0 {
		t.Errorf("limit 0 finds %v", got)
	}
}

func (s Suite) limit(t *testing.T) {
	idx := Build(t, s.New(t), "1", harvest, 5)
	if got := search(t, idx, "coffee hill", 2); len(got) != 2 {
		t.Errorf("limit 2 finds %v", got)
	}
}

// chunks compares orders of a collection that spans several batches.
func (s Suite) chunks(t *testing.T) {
	docs := random(3000, 1)
	whole := Build(t, s.New(t), "1", docs, len(docs))
	parts := Build(t, s.New(t), "1", docs, 117)
	for i := range 50 {
		words := strings.Join(docs[i*31].Terms[:4], " ")
		if diff := cmp.Diff(search(t, whole, words, 20), search(t, parts, words, 20)); diff != "" {
			t.Fatalf("search %q, in one piece and in many:\n%s", words, diff)
		}
	}
}

// random makes documents of words from a long-tailed vocabulary.
func random(n int, seed uint64) []retrieval.IndexDocument {
	r := rand.New(rand.NewPCG(seed, seed))
	z := rand.NewZipf(r, 1.2, 5, 5000)
	docs := make([]retrieval.IndexDocument, n)
	for i := range docs {
		terms := make([]string, 20+r.IntN(40))
		for j := range terms {
			terms[j] = fmt.Sprint("w", z.Uint64())
		}
		docs[i] = retrieval.IndexDocument{Number: i, Terms: terms}
	}
	return docs
}

func (s Suite) inUse(t *testing.T) {
	b := s.New(t)
	old := Build(t, b, "1", harvest, 5)
	fresh := Build(t, b, "2", harvest[:1], 5)
	must(t, b.Retain([]retrieval.Generation{"2"}))
	expect(t, old, "coffee", 1, 0)
	expect(t, fresh, "coffee", 0)
}

func (s Suite) closed(t *testing.T) {
	idx := Build(t, s.New(t), "1", harvest, 5)
	must(t, idx.Close())
	must(t, idx.Close())
	if _, err := idx.Search(t.Context(), Terms("coffee"), 1); err == nil {
		t.Error("a closed index answers")
	}
}

func (s Suite) aborted(t *testing.T) {
	b := s.New(t)
	build, err := b.Begin(t.Context(), "1", nil)
	must(t, err)
	must(t, build.Add(t.Context(), harvest))
	must(t, build.Abort())
	must(t, build.Abort())
	s.absent(t, b, "1")
}

func (s Suite) cancelled(t *testing.T) {
	b := s.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	build, err := b.Begin(ctx, "1", nil)
	must(t, err)
	must(t, build.Add(ctx, harvest))
	cancel()
	if err := build.Add(ctx, harvest); !errors.Is(err, context.Canceled) {
		t.Errorf("add after cancel: %v", err)
	}
	if _, err := build.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("commit after cancel: %v", err)
	}
	must(t, build.Abort())
	s.absent(t, b, "1")
}

func (s Suite) absent(t *testing.T, b retrieval.Backend, g retrieval.Generation) {
	t.Helper()
	if idx, err := b.Open(t.Context(), g); !errors.Is(err, retrieval.ErrNoGeneration) {
		if err == nil {
			_ = idx.Close()
		}
		t.Errorf("open %s: error %v, want ErrNoGeneration", g, err)
	}
}

func (s Suite) unknown(t *testing.T) { s.absent(t, s.New(t), "1") }

func (s Suite) parallel(t *testing.T) {
	idx := Build(t, s.New(t), "1", random(500, 2), 100)
	want := search(t, idx, "w1 w7 w9", 20)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				got, err := idx.Search(t.Context(), Terms("w1 w7 w9"), 20)
				if err != nil || !slices.Equal(got, want) {
					t.Errorf("side by side: %v, %v; alone: %v", got, err, want)
				}
			}
		})
	}
	group.Wait()
}

// edition is the documents of a day, by what they are about.
type edition struct {
	names []int // a document's number is its place
	docs  map[int]retrieval.IndexDocument
}

// next removes, changes and adds documents, and tells where those of before
// that did not change are now.
func (e *edition) next(r *rand.Rand, remove, change, add float64) (moved []int) {
	var names []int
	moved = make([]int, len(e.names))
	for i, name := range e.names {
		moved[i] = -1
		switch {
		case r.Float64() < remove:
			delete(e.docs, name)
			continue
		case r.Float64() < change:
			e.docs[name] = random(1, r.Uint64())[0]
		default:
			moved[i] = len(names)
		}
		names = append(names, name)
		for r.Float64() < add { // between others, so that numbers move
			fresh := len(moved) + r.IntN(1<<30)
			e.docs[fresh] = random(1, r.Uint64())[0]
			names = append(names, fresh)
		}
	}
	e.names = names
	return moved
}

func (e *edition) list() []retrieval.IndexDocument {
	out := make([]retrieval.IndexDocument, len(e.names))
	for i, name := range e.names {
		out[i] = e.docs[name]
		out[i].Number = i
	}
	return out
}

// taken follows an index through editions, some little and some much different
// from the one before.
func (s Suite) taken(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	b, anew := s.New(t), s.New(t)
	e := edition{docs: make(map[int]retrieval.IndexDocument)}
	for i, d := range random(400, 5) {
		e.names, e.docs[i] = append(e.names, i), d
	}
	docs := e.list()
	idx, _ := buildFrom(t, b, "0", nil, docs, 100)
	saved := false
	for day := 1; day <= 25; day++ {
		share := []float64{0, 0.003, 0.02, 0.3}[day%4]
		base := &retrieval.Base{Index: idx, Moved: e.next(r, share, share, share)}
		docs = e.list()
		base.Docs = len(docs)
		g := retrieval.Generation(fmt.Sprint(day))
		next, added := buildFrom(t, b, g, base, docs, 50)
		saved = saved || added < len(docs)
		want := Build(t, anew, g, docs, 100)
		for i := range 20 {
			words := strings.Join(docs[(i*37)%len(docs)].Terms[:5], " ")
			if diff := cmp.Diff(s.found(t, want, words), s.found(t, next, words)); diff != "" {
				t.Fatalf("day %d, search %q, anew (-) and from the one before (+):\n%s", day, words, diff)
			}
		}
		must(t, idx.Close())
		must(t, want.Close())
		idx = next
	}
	t.Logf("something was taken over: %v", saved)
}

// found is what must be the same of an index made anew and one made of another:
// the first documents in order, or all.
func (s Suite) found(t *testing.T, idx retrieval.Index, words string) []int {
	t.Helper()
	if !s.Drifts {
		return search(t, idx, words, 30)
	}
	all := search(t, idx, words, 10_000)
	slices.Sort(all)
	return all
}

func (s Suite) shared(t *testing.T) {
	b := s.New(t)
	old := Build(t, b, "1", harvest, 5)
	base := &retrieval.Base{Index: old, Moved: []int{-1, 0, 1, 2, 3}, Docs: 4}
	docs := []retrieval.IndexDocument{harvest[1], harvest[2], harvest[3], harvest[4]}
	for i := range docs {
		docs[i].Number = i
	}
	fresh, _ := buildFrom(t, b, "2", base, docs, 5)
	expect(t, fresh, "coffee", 0)
	expect(t, old, "coffee", 1, 0)
	must(t, b.Retain([]retrieval.Generation{"2"}))
	must(t, old.Close())
	expect(t, fresh, "hill", 1)

	aborted, err := b.Begin(t.Context(), "3", &retrieval.Base{Index: fresh, Moved: []int{0, 1, 2, 3}, Docs: 4})
	must(t, err)
	must(t, aborted.Abort())
	expect(t, fresh, "hill", 1)
}

func (s Suite) retained(t *testing.T) {
	b := s.New(t)
	for i, g := range []retrieval.Generation{"1", "2", "3"} {
		must(t, Build(t, b, g, harvest[:i+2], 5).Close())
	}
	must(t, b.Retain([]retrieval.Generation{"2", "3"}))
	again := s.Again(t)
	s.absent(t, again, "1")
	for _, g := range []retrieval.Generation{"2", "3"} {
		idx, err := again.Open(t.Context(), g)
		must(t, err)
		expect(t, idx, "coffee", 1, 0)
		must(t, idx.Close())
	}
}

func (s Suite) atomic(t *testing.T) {
	b := s.New(t)
	build, err := b.Begin(t.Context(), "1", nil)
	must(t, err)
	must(t, build.Add(t.Context(), random(1500, 3)))
	s.absent(t, s.Again(t), "1")
	idx, err := build.Commit(t.Context())
	must(t, err)
	defer idx.Close() //nolint:errcheck // it is only read
	other, err := s.Again(t).Open(t.Context(), "1")
	must(t, err)
	want, got := search(t, idx, "w1 w2", 20), search(t, other, "w1 w2", 20)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("two processes differ:\n%s", diff)
	}
	must(t, other.Close())
}
