package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"

	"articlebot/retrieval"
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
	}
	x.scratch.New = func() any { return new(tally) }
	return x
}

var errClosed = errors.New("the index is closed")

// Search returns up to limit documents with any of the terms, best first.
//
// It reads the postings, bleve's or those in memory, and scores them by itself: bleve's own search
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
		before := len(t.found)
		if err := x.read(ctx, term.Text, t); err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		t.weights = append(t.weights, term.Boost*square(idf(x.stats.docs, len(t.found)-before)))
	}
	return t.best(x.members, limit), nil
}

// idf is the inverse document frequency of BM25.
func idf(docs uint64, with int) float64 {
	return math.Log(1 + (float64(docs)-float64(with)+0.5)/(float64(with)+0.5))
}

func square(f float64) float64 { return f * f }

// read finds the documents that have a term.
func (x *Index) read(ctx context.Context, term string, t *tally) error {
	mean := float64(x.stats.terms) / float64(x.stats.docs)
	for i := range x.members {
		if err := x.members[i].read(ctx, term, mean, t); err != nil {
			return err
		}
		t.ends = append(t.ends, len(t.found))
	}
	return nil
}

// read reads the postings first and looks their documents up then: what is looked up
// lies far apart, and in a loop that does nothing else the processor fetches several
// at once.
func (m *member) read(ctx context.Context, term string, mean float64, t *tally) error {
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
		t.found = append(t.found, weighed{uint32(p.doc), count * saturation / (count + norm)})
	}
	return nil
}

// postings reads where a term stands.
func (m *member) postings(ctx context.Context, term string, t *tally) (err error) {
	t.postings = t.postings[:0]
	if m.lists != nil {
		return m.lists.postings(ctx, term, t)
	}
	list, err := m.reader.TermFieldReader(ctx, []byte(term), termsField, true, false, false)
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
