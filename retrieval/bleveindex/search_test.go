package bleveindex

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/collector"
	"github.com/blevesearch/bleve/v2/search/searcher"
	"github.com/blevesearch/bleve_index_api"

	"articlebot/retrieval"
)

// zipfIndex is an index of documents whose words are as unequal as a
// newspaper's, and a function that makes searches for words of one of them.
func zipfIndex(t testing.TB, backend retrieval.Backend, size int) (x *Index, terms func(i int) []retrieval.IndexTerm) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 1))
	z := rand.NewZipf(r, 1.1, 8, 60_000)
	docs := make([]retrieval.IndexDocument, size)
	for i := range docs {
		words := make([]string, 40+r.IntN(40))
		for j := range words {
			words[j] = fmt.Sprint("w", z.Uint64())
		}
		docs[i] = retrieval.IndexDocument{Number: i, Terms: words}
	}
	build, err := backend.Begin(t.Context(), "1", nil)
	must(t, err)
	must(t, build.Add(t.Context(), docs))
	idx, err := build.Commit(t.Context())
	must(t, err)
	t.Cleanup(func() { must(t, idx.Close()) })
	return idx.(*Index), func(i int) []retrieval.IndexTerm {
		var out []retrieval.IndexTerm
		for j, w := range docs[i*37%size].Terms[:7] {
			out = append(out, retrieval.IndexTerm{Text: w, Boost: 1 + float64(j)/10})
		}
		return out
	}
}

// bleveSearch searches the only part of an index with bleve's own searchers.
func bleveSearch(t testing.TB, x *Index, terms []retrieval.IndexTerm, limit int) []int {
	t.Helper()
	ctx := context.WithValue(t.Context(), search.BM25StatsKey, &search.BM25Stats{
		DocCount: float64(x.stats.docs), FieldCardinality: map[string]int{termsField: int(x.stats.terms)},
	})
	ctx = context.WithValue(ctx, search.GetScoringModelCallbackKey, search.GetScoringModelCallbackFn(func() string { return index.BM25Scoring }))
	reader := x.members[0].reader
	var clauses []search.Searcher
	for _, term := range terms {
		s, err := searcher.NewTermSearcher(ctx, reader, term.Text, termsField, term.Boost, search.SearcherOptions{})
		must(t, err)
		clauses = append(clauses, s)
	}
	either, err := searcher.NewDisjunctionSearcher(ctx, reader, clauses, 0, search.SearcherOptions{})
	must(t, err)
	top := collector.NewTopNCollector(limit, 0, search.ParseSortOrderStrings([]string{"-_score", "_id"}))
	must(t, top.Collect(ctx, either, reader))
	must(t, either.Close())
	var out []int
	for _, hit := range top.Results() {
		n, err := docNumber(hit.ID)
		must(t, err)
		out = append(out, int(n))
	}
	return out
}

// TestTheOrderIsBlevesOwn compares places: bleve keeps lengths as the root of
// their inverse, in 32 bits, so that a few near equals change theirs.
func TestTheOrderIsBlevesOwn(t *testing.T) {
	x, terms := zipfIndex(t, Disk{Dir: t.TempDir()}, 1000)
	places, same := 0, 0
	for i := range 100 {
		got, err := x.Search(t.Context(), terms(i), 64)
		must(t, err)
		want := bleveSearch(t, x, terms(i), 64)
		if len(got) != len(want) || got[0] != want[0] {
			t.Errorf("search %v finds %d, %d first; bleve %d, %d first", terms(i), len(got), got[0], len(want), want[0])
			continue
		}
		for j := range got {
			places++
			if got[j] == want[j] {
				same++
			}
		}
	}
	if float64(same) < 0.98*float64(places) {
		t.Errorf("%d of %d places are those of bleve", same, places)
	}
	t.Logf("%d of %d places are those of bleve", same, places)
}

// TestMemoryHasThePostingsOfTheDisk compares what is read of both, of terms that one
// document has, that most have, and that none has.
func TestMemoryHasThePostingsOfTheDisk(t *testing.T) {
	const size = 5000 // several pages
	inMemory, terms := zipfIndex(t, Memory{}, size)
	onDisk, _ := zipfIndex(t, Disk{Dir: t.TempDir()}, size)
	if inMemory.stats != onDisk.stats {
		t.Fatalf("%+v in memory, %+v on the disk", inMemory.stats, onDisk.stats)
	}
	type place struct{ number, length, freq uint32 }
	read := func(x *Index, term string) (out []place) {
		var t1 tally
		must(t, x.members[0].postings(t.Context(), term, &t1))
		for i, p := range t1.postings {
			if i > 0 && p.doc <= t1.postings[i-1].doc {
				t.Fatalf("%s: document %d comes after %d", term, p.doc, t1.postings[i-1].doc)
			}
			d := x.members[0].docs[p.doc]
			out = append(out, place{d.number, d.length, uint32(p.freq)})
		}
		slices.SortFunc(out, func(a, b place) int { return int(a.number) - int(b.number) })
		return out
	}
	seen := 0
	for _, term := range []string{"", "w", "w0", "w1", "w10", "w999", "w9999", "w99999", "x", "ww"} {
		got, want := read(inMemory, term), read(onDisk, term)
		if !slices.Equal(got, want) {
			t.Errorf("%q stands in %d documents in memory, in %d on the disk", term, len(got), len(want))
		}
		seen += len(got)
	}
	if seen < size {
		t.Errorf("only %d postings were compared", seen)
	}
	for i := range 50 {
		got, err := inMemory.Search(t.Context(), terms(i), 64)
		must(t, err)
		want, err := onDisk.Search(t.Context(), terms(i), 64)
		must(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("search %v finds %v in memory, %v on the disk", terms(i), got, want)
		}
	}
}

// BenchmarkSearch searches 10,000 documents for seven terms, as we do and as
// bleve does on the same postings.
func BenchmarkSearch(b *testing.B) {
	x, terms := zipfIndex(b, Disk{Dir: b.TempDir()}, 10_000)
	var ours, theirs time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		_, err := x.Search(b.Context(), terms(i), 64)
		ours += time.Since(start)
		must(b, err)
		start = time.Now()
		bleveSearch(b, x, terms(i), 64)
		theirs += time.Since(start)
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "µs/ours")
	b.ReportMetric(float64(theirs.Microseconds())/float64(b.N), "µs/bleve")
	b.ReportMetric(float64(theirs)/float64(ours), "x/bleve")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
