package engine

import (
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/rank"
)

// snapshot is everything that answers questions, of one generation. It is
// immutable; its index is closed when the last user releases it.
type snapshot struct {
	generation retrieval.Generation
	builtAt    time.Time
	articles   []retrieval.Article
	byID       map[string]int // by ArticleID and by ArticleID.Key
	passages   []passageRef
	first      []int // the number of each article's first passage
	forward    *rank.ForwardIndex
	index      retrieval.Index
	vectors    *vectors.Set // nil without an encoder
	list       []retrieval.Summary
	byDate     []int // articles, the newest first, those without a date last
	counts     retrieval.Counts
	newest     time.Time
	// hashes tell whether an article changed, in the order of articles; digest
	// sums up all of them and what else a generation is made of.
	hashes []articleHash
	digest string
	terms  uint64 // the sum of what the index was given
	kept   bool   // whether it outlives the process
	read   atomic.Pointer[sourceRead]
	users  atomic.Int64
	// old has the passages that did not change, passage i as number was[i], -1:
	// it changed. They are set while the snapshot is built.
	old *rank.ForwardIndex
	was []int
}

// newSnapshot catalogues a corpus as a generation that is not indexed yet.
func newSnapshot(g retrieval.Generation, builtAt time.Time, c retrieval.Corpus, pace *pace) *snapshot {
	s := &snapshot{generation: g, builtAt: builtAt, articles: c.Articles}
	s.users.Store(1)
	s.read.Store(&sourceRead{builtAt, c.Sources})
	s.first = make([]int, len(s.articles))
	total := 0
	for i := range s.articles {
		s.first[i] = total
		total += len(s.articles[i].Passages)
	}
	s.passages = make([]passageRef, 0, total)
	for i := range s.articles {
		for j := range s.articles[i].Passages {
			s.passages = append(s.passages, passageRef{int32(i), int32(j)})
		}
	}
	s.catalogue()
	s.hash(pace)
	return s
}

// reading is when and how the sources were last read.
type sourceRead struct {
	at      time.Time
	sources []retrieval.SourceStatus
}

// since is when all that the sources gave was read: what was taken over of one
// that could not be read is as old as it is.
func (r *sourceRead) since() time.Time {
	at := r.at
	for i := range r.sources {
		if taken := r.sources[i].ReadAt; !taken.IsZero() && taken.Before(at) {
			at = taken
		}
	}
	return at
}

// passageRef finds a passage by its number in the index.
type passageRef struct{ article, ordinal int32 }

// catalogue fills what lists and look-ups need.
func (s *snapshot) catalogue() {
	s.byID = make(map[string]int, 2*len(s.articles))
	for i := range s.articles {
		a := &s.articles[i]
		s.byID[string(a.ID)] = i
		s.byID[a.ID.Key()] = i
		s.list = append(s.list, a.Summary())
		if a.Brief {
			s.counts.Briefs++
		} else {
			s.counts.Articles++
		}
		if a.Published.After(s.newest) {
			s.newest = a.Published
		}
	}
	s.counts.Passages = len(s.passages)
	s.byDate = make([]int, len(s.articles))
	for i := range s.byDate {
		s.byDate[i] = i
	}
	slices.SortStableFunc(s.byDate, func(i, j int) int { return s.articles[j].Published.Compare(s.articles[i].Published) })
	slices.SortStableFunc(s.list, func(x, y retrieval.Summary) int {
		switch {
		case x.Brief != y.Brief && y.Brief:
			return -1
		case x.Brief != y.Brief:
			return 1
		}
		return y.Published.Compare(x.Published)
	})
}

func (s *snapshot) article(idOrKey string) (*retrieval.Article, bool) {
	i, ok := s.byID[idOrKey]
	if !ok {
		return nil, false
	}
	return &s.articles[i], true
}

func (s *snapshot) passage(number int) (*retrieval.Article, *retrieval.Passage, error) {
	if number < 0 || number >= len(s.passages) {
		return nil, nil, fmt.Errorf("index names passage %d of %d", number, len(s.passages))
	}
	ref := s.passages[number]
	a := &s.articles[ref.article]
	return a, &a.Passages[ref.ordinal], nil
}

// published is the date of a passage's article, zero if it has none.
func (s *snapshot) published(number int) time.Time {
	return s.articles[s.passages[number].article].Published
}

// retain takes part in the snapshot; false once it has been closed.
func (s *snapshot) retain() bool {
	for {
		n := s.users.Load()
		if n == 0 {
			return false
		}
		if s.users.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// release gives up one part; the last one closes the index.
func (s *snapshot) release() {
	if s.users.Add(-1) == 0 {
		s.index.Close() //nolint:errcheck // nobody is left who could act on it
	}
}
