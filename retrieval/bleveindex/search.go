package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"articlebot/retrieval"

	"github.com/blevesearch/bleve_index_api"
)

// Parameters of BM25, as everybody sets them.
const (
	saturation = 1.2  // k1: how soon more of the same term counts no more
	lengthBias = 0.75 // b: how much long documents are held back
)

// checkEvery is after how many postings a search looks whether it is still
// wanted.
const checkEvery = 1 << 13

// Index is a committed index.
type Index struct {
	members []member
	stats   stats
	room    int // numbers are below

	mu      sync.RWMutex // held for reading by searches, for writing by Close
	closed  bool
	scratch sync.Pool // of *tally
}

var _ retrieval.Index = (*Index)(nil)

// newIndex takes the members' parts over.
func newIndex(members []member) *Index {
	x := &Index{members: members}
	for i := range members {
		s := members[i].live()
		x.stats.docs += s.docs
		x.stats.terms += s.terms
		for _, d := range members[i].docs {
			if d.number != gone {
				x.room = max(x.room, int(d.number)+1)
			}
		}
	}
	x.scratch.New = func() any { return newTally(x.room) }
	return x
}

var errClosed = errors.New("the index is closed")

// Search returns up to limit documents with any of the terms, best first.
//
// It reads the postings from bleve and scores them by itself: bleve's own search
// takes three times as long for the same order, counts what is gone from a part, and
// knows the documents that have a term only for each part by itself. The score
// is the one bleve would give: BM25 over the root of the count, with the inverse
// document frequency squared, times the share of the terms that are there.
func (x *Index) Search(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]int, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return nil, errClosed
	}
	if len(terms) == 0 || limit <= 0 {
		return nil, nil
	}
	t := x.scratch.Get().(*tally)
	defer x.scratch.Put(t)
	defer t.clear()
	for _, term := range terms {
		if err := x.read(ctx, term.Text, t); err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		t.count(term.Boost * square(idf(x.stats.docs, len(t.found))))
	}
	return t.best(limit, len(terms)), nil
}

// idf is the inverse document frequency of BM25.
func idf(docs uint64, with int) float64 {
	return math.Log(1 + (float64(docs)-float64(with)+0.5)/(float64(with)+0.5))
}

func square(f float64) float64 { return f * f }

// read finds the documents that have a term.
func (x *Index) read(ctx context.Context, term string, t *tally) error {
	t.found = t.found[:0]
	mean := float64(x.stats.terms) / float64(x.stats.docs)
	for i := range x.members {
		if err := x.members[i].read(ctx, []byte(term), mean, t); err != nil {
			return err
		}
	}
	return nil
}

// read reads the postings first and looks their documents up then: what is looked up
// lies far apart, and in a loop that does nothing else the processor fetches several
// at once.
func (m *member) read(ctx context.Context, term []byte, mean float64, t *tally) error {
	if err := m.postings(ctx, term, t); err != nil {
		return err
	}
	perWord := saturation * lengthBias / mean
	for _, p := range t.postings {
		d := m.docs[p.doc]
		if d.number == gone {
			continue
		}
		count := 1.0
		if p.freq > 1 {
			count = math.Sqrt(float64(p.freq))
		}
		norm := saturation*(1-lengthBias) + perWord*float64(d.length)
		t.found = append(t.found, weighed{d.number, count * saturation / (count + norm)})
	}
	return nil
}

// postings reads where a term stands.
func (m *member) postings(ctx context.Context, term []byte, t *tally) (err error) {
	t.postings = t.postings[:0]
	list, err := m.reader.TermFieldReader(ctx, term, termsField, true, false, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, list.Close()) }()
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p, err := list.Next(&t.posting)
		if p == nil || err != nil {
			return err
		}
		t.postings = append(t.postings, posting{p.ID.Value(), p.Freq})
	}
}

// Close releases the index once searches under way have ended.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	var failed []error
	for _, m := range x.members {
		failed = append(failed, m.release())
	}
	return errors.Join(failed...)
}

// posting is a document of a part and how often it has a term.
type posting struct{ doc, freq uint64 }

// weighed is a document and how much it has of a term.
type weighed struct {
	number uint32
	weight float64
}

// tally adds up the scores of one search.
type tally struct {
	posting  index.TermFieldDoc // one for all postings
	postings []posting          // of the present term in one part
	found    []weighed          // of the present term
	// scores are by number, zero but for those in touched.
	scores  []score
	touched []uint32
	top     []weighed
}

// score is what a document has of all terms so far, and of how many. Both stand side
// by side: where they are looked up is nowhere near.
type score struct {
	sum     float64
	matched int
}

func newTally(room int) *tally { return &tally{scores: make([]score, room)} }

// count adds the present term.
func (t *tally) count(weight float64) {
	for _, f := range t.found {
		s := &t.scores[f.number]
		if s.matched == 0 {
			t.touched = append(t.touched, f.number)
		}
		s.sum += weight * f.weight
		s.matched++
	}
}

// best returns the highest scores, equals in order of their numbers.
func (t *tally) best(limit, terms int) []int {
	t.top = t.top[:0]
	for _, n := range t.touched {
		w := weighed{n, t.scores[n].sum * float64(t.scores[n].matched) / float64(terms)}
		if len(t.top) < limit || w.weight >= t.top[0].weight { // most are worse than the worst
			t.offer(w, limit)
		}
	}
	slices.SortFunc(t.top, better)
	out := make([]int, len(t.top))
	for i, w := range t.top {
		out[i] = int(w.number)
	}
	return out
}

// better sorts the higher score first.
func better(a, b weighed) int {
	switch {
	case a.weight > b.weight:
		return -1
	case a.weight < b.weight:
		return 1
	}
	return int(a.number) - int(b.number)
}

// offer keeps top a heap of the best, the worst of them at its root.
func (t *tally) offer(w weighed, limit int) {
	if len(t.top) < limit {
		t.top = append(t.top, w)
		for i := len(t.top) - 1; i > 0; {
			up := (i - 1) / 2
			if better(t.top[up], t.top[i]) > 0 {
				return
			}
			t.top[up], t.top[i] = t.top[i], t.top[up]
			i = up
		}
		return
	}
	if better(w, t.top[0]) > 0 {
		return
	}
	t.top[0] = w
	for i := 0; ; {
		worst := i
		for down := 2*i + 1; down <= 2*i+2 && down < len(t.top); down++ {
			if better(t.top[down], t.top[worst]) > 0 {
				worst = down
			}
		}
		if worst == i {
			return
		}
		t.top[i], t.top[worst] = t.top[worst], t.top[i]
		i = worst
	}
}

// clear makes the tally ready for the next search.
func (t *tally) clear() {
	for _, n := range t.touched {
		t.scores[n] = score{}
	}
	t.touched = t.touched[:0]
}
