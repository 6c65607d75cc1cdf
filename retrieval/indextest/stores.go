package indextest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
)

// paper is a generation of a Storehouse: each word of it an article of two passages.
func paper(words ...string) (docs []retrieval.IndexDocument, articles []retrieval.Kept) {
	for i, w := range words {
		articles = append(articles, retrieval.Kept{Number: i, Data: []byte("article of " + w)})
		for k := range 2 {
			d := Doc(2*i+k, w+fmt.Sprintf(" part%d", k))
			d.Data = fmt.Appendf(nil, "passage %d of %s\x00\xff", k, w)
			docs = append(docs, d)
		}
	}
	return docs, articles
}

// keep makes a generation of a paper, and tells how many documents and articles
// were added.
func keep(t *testing.T, b retrieval.Backend, g retrieval.Generation, base *retrieval.Base, words ...string) (s retrieval.Store, added int) {
	t.Helper()
	build, err := b.Begin(t.Context(), g, base)
	must(t, err)
	x, ok := build.(retrieval.StoreBuild)
	if !ok {
		t.Fatalf("%T keeps nothing", build)
	}
	docs, articles := paper(words...)
	for _, d := range docs {
		if x.Wants(d.Number) {
			must(t, x.Add(t.Context(), []retrieval.IndexDocument{d}))
			added++
		}
	}
	for _, a := range articles {
		if x.WantsArticle(a.Number) {
			must(t, x.AddArticles(t.Context(), []retrieval.Kept{a}))
			added++
		}
	}
	x.Note("names", fmt.Append(nil, words))
	idx, err := x.Commit(t.Context())
	must(t, err)
	t.Cleanup(func() { _ = idx.Close() })
	if s, ok = idx.(retrieval.Store); !ok {
		t.Fatalf("%T is no store", idx)
	}
	return s, added
}

// holds looks for all that a store should have.
func holds(t *testing.T, s retrieval.Store, words ...string) {
	t.Helper()
	docs, articles := paper(words...)
	numbers, of := make([]int, len(docs)), make([]int, len(articles))
	var wantDocs, wantArticles [][]byte
	for i := range docs {
		numbers[i] = len(docs) - 1 - i
		wantDocs = append(wantDocs, docs[numbers[i]].Data)
	}
	for i := range articles {
		of[i] = i
		wantArticles = append(wantArticles, articles[i].Data)
	}
	gotDocs, gotArticles, err := s.Data(t.Context(), numbers, of)
	must(t, err)
	if diff := cmp.Diff(wantDocs, gotDocs) + cmp.Diff(wantArticles, gotArticles); diff != "" {
		t.Errorf("what is kept (-want +got):\n%s", diff)
	}
	for i, w := range words {
		found, whole, err := s.Propose(t.Context(), Terms(w), 10)
		must(t, err)
		if !whole {
			t.Errorf("the search for %q is partial", w)
		}
		want := []retrieval.Kept{{Number: 2 * i, Data: docs[2*i].Data}, {Number: 2*i + 1, Data: docs[2*i+1].Data}}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("proposed for %q (-want +got):\n%s", w, diff)
		}
		having, err := s.Having(t.Context(), [][]string{{w, "elsewhere"}, {"part1"}})
		must(t, err)
		if diff := cmp.Diff([]int{2*i + 1}, having); diff != "" {
			t.Errorf("passages with %q and part1 (-want +got):\n%s", w, diff)
		}
	}
	note, err := s.Noted(t.Context(), "names")
	must(t, err)
	if string(note) != fmt.Sprint(words) {
		t.Errorf("noted is %q", note)
	}
	if _, err := s.Noted(t.Context(), "nothing"); err == nil {
		t.Error("what was not noted is read")
	}
}

// near tests a store that finds vectors, which are those of its six documents and of
// the next generation, that has the last four as its first.
func near(t *testing.T, b retrieval.Backend, s retrieval.Store) {
	t.Helper()
	v, ok := s.(retrieval.VectorStore)
	if !ok {
		return
	}
	circle := [][]int8{{120, 10, 0}, {60, 100, 0}, {-60, 100, 0}, {-120, 0, 0}, {-60, -100, 0}, {50, -70, 0}}
	const model = "a model"
	err := v.PlaceVectors(t.Context(), model, []int{5, 0, 2, 3, 4}, [][]int8{circle[5], circle[0], circle[2], circle[3], circle[4]})
	if errors.Is(err, retrieval.ErrNoVectors) {
		if _, err := v.Near(t.Context(), model, circle[0], 3); !errors.Is(err, retrieval.ErrNoVectors) {
			t.Errorf("near where there are no vectors: %v", err)
		}
		t.Log("there are no vectors")
		return
	}
	must(t, err)
	nearest(t, v, []int8{100, 0, 0}, 0, 5)
	nearest(t, v, []int8{-10, 1, 0}, 3, 2)
	if _, err := v.Near(t.Context(), "another model", circle[0], 3); err != nil && !errors.Is(err, retrieval.ErrNoVectors) {
		t.Errorf("near in the field of another model: %v", err)
	}
	holds(t, s, "coffee", "rice", "bridge") // they are what they were
	next, added := keep(t, b, "4", &retrieval.Base{Index: s, Moved: []int{-1, -1, 0, 1, 2, 3}, Docs: 6, Articles: []int{-1, 0, 1}, ArticleDocs: 3}, "rice", "bridge", "tea")
	if added != 3 {
		t.Errorf("a build of documents that have vectors adds %d, want 3", added)
	}
	after, ok := next.(retrieval.VectorStore)
	if !ok {
		t.Fatalf("%T has no vectors", next)
	}
	nearest(t, after, []int8{100, 0, 0}, 3, 0, 2, 1) // equals in the order of their numbers
	placed, err := after.Placed(t.Context(), model, 3)
	must(t, err)
	if diff := cmp.Diff([]int{0, 1, 2, 3}, placed); diff != "" {
		t.Errorf("documents with vectors (-want +got):\n%s", diff)
	}
	nearest(t, v, []int8{100, 0, 0}, 0, 5)
}

func nearest(t *testing.T, v retrieval.VectorStore, to []int8, want ...int) {
	t.Helper()
	got, err := v.Near(t.Context(), "a model", to, len(want))
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("near %v (-want +got):\n%s", to, diff)
	}
}

// stores tests a Storehouse: what is kept stays with its numbers, whatever of it is
// taken over, by who builds and by who opens.
func (s Suite) stores(t *testing.T) {
	b := s.New(t)
	first, n := keep(t, b, "1", nil, "coffee", "rice", "road")
	holds(t, first, "coffee", "rice", "road")
	if n != 9 {
		t.Errorf("the first build adds %d documents and articles, want 9", n)
	}
	moved := &retrieval.Base{Index: first, Moved: []int{4, 5, -1, -1, 2, 3}, Docs: 6, Articles: []int{2, -1, 1}, ArticleDocs: 3}
	second, n := keep(t, b, "2", moved, "flood", "road", "coffee")
	if n != 3 {
		t.Errorf("a build of which two articles stay adds %d documents and articles, want 3", n)
	}
	holds(t, second, "flood", "road", "coffee")
	holds(t, first, "coffee", "rice", "road")
	back := &retrieval.Base{Index: first, Moved: []int{0, 1, 2, 3, -1, -1}, Docs: 6, Articles: []int{0, 1, -1}, ArticleDocs: 3}
	third, n := keep(t, b, "3", back, "coffee", "rice", "bridge")
	if s.Again != nil && n != 6 {
		t.Errorf("a build after a rollback adds %d documents and articles, want 6: the new ones, and those that had died", n)
	}
	holds(t, third, "coffee", "rice", "bridge")
	near(t, b, third)
	if s.Again == nil {
		return
	}
	opened, err := s.Again(t).Open(t.Context(), "2")
	must(t, err)
	t.Cleanup(func() { _ = opened.Close() })
	again, ok := opened.(retrieval.Store)
	if !ok {
		t.Fatalf("%T is no store", opened)
	}
	holds(t, again, "flood", "road", "coffee")
}
