package engine

import (
	"context"
	"log/slog"
	"slices"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
)

// snapshot is everything that answers questions, of one generation. It is
// immutable; its shelf is closed when the last user releases it.
type snapshot struct {
	generation retrieval.Generation
	builtAt    time.Time
	heads      []head         // of all articles, in their order
	byID       map[string]int // by ArticleID and by ArticleID.Key
	first      []int          // the number of each article's first passage, and of one after the last
	shelf      shelf.Shelf
	vectors    *vectors.Set // nil without an encoder
	order      []int        // articles as lists show them: full ones before briefs, the newest first
	byDate     []int        // articles, the newest first, those without a date last
	counts     retrieval.Counts
	textSize   int // the length of all passages, in bytes
	newest     time.Time
	digest     string // sums up the articles and what else a generation is made of
	terms      uint64 // the sum of what the index was given
	kept       bool   // whether it outlives the process
	spare      bool   // its index is in memory until it can be where it belongs
	read       atomic.Pointer[sourceRead]
	users      atomic.Int64
	draft      *draft // what it is built of; nil once it is
}

// head is what is always known of an article.
type head struct {
	retrieval.Summary
	kind     string // of its origin
	passages int
	opening  int         // the first passage that is no caption
	hash     articleHash // tells whether the article changed
}

// draft is a snapshot's articles while it is built, and what is taken over.
type draft struct {
	articles  []retrieval.Article
	sourceKey string
	log       *slog.Logger
	forward   *analysis.ForwardIndex
	// old has the passages that did not change, passage i as number was[i], -1:
	// it changed.
	old *analysis.ForwardIndex
	was []int
	// bounds are how much there may be.
	bounds analysis.Bounds
}

// newSnapshot catalogues a corpus as a generation that is not indexed yet.
func (e *Engine) newSnapshot(g retrieval.Generation, builtAt time.Time, c retrieval.Corpus, pace *pace) *snapshot {
	s := &snapshot{generation: g, builtAt: builtAt, draft: &draft{articles: c.Articles, sourceKey: e.cfg.SourceKey, log: e.cfg.Log, bounds: e.cfg.Bounds}}
	s.users.Store(1)
	s.read.Store(&sourceRead{builtAt, c.Sources})
	s.heads = make([]head, len(c.Articles))
	for i := range c.Articles {
		a := &c.Articles[i]
		s.heads[i] = head{Summary: a.Summary(), kind: a.Origin.Kind, passages: len(a.Passages), opening: opening(a)}
		for k := range a.Passages {
			s.textSize += len(a.Passages[k].Text)
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

// catalogue fills what lists and look-ups need.
func (s *snapshot) catalogue() {
	s.counts = retrieval.Counts{}
	s.byID = make(map[string]int, 2*len(s.heads))
	s.first = make([]int, len(s.heads)+1)
	s.order, s.byDate = make([]int, len(s.heads)), make([]int, len(s.heads))
	for i := range s.heads {
		a := &s.heads[i]
		s.byID[string(a.ID)] = i
		s.byID[a.ID.Key()] = i
		s.first[i+1] = s.first[i] + a.passages
		s.order[i], s.byDate[i] = i, i
		if a.Brief {
			s.counts.Briefs++
		} else {
			s.counts.Articles++
		}
		if a.Published.After(s.newest) {
			s.newest = a.Published
		}
	}
	s.counts.Passages = s.first[len(s.heads)]
	slices.SortStableFunc(s.byDate, func(i, j int) int { return s.heads[j].Published.Compare(s.heads[i].Published) })
	slices.SortStableFunc(s.order, func(i, j int) int {
		x, y := &s.heads[i], &s.heads[j]
		switch {
		case x.Brief != y.Brief && y.Brief:
			return -1
		case x.Brief != y.Brief:
			return 1
		}
		return y.Published.Compare(x.Published)
	})
}

// describe is what another process needs to answer from it, beside its articles.
func (s *snapshot) describe() *shelf.Catalogue {
	c := &shelf.Catalogue{
		BuiltAt: s.builtAt, SourceKey: s.draft.sourceKey, Sources: s.read.Load().sources, Digest: s.digest, Terms: s.terms, TextSize: s.textSize,
		Entries: make([]shelf.Entry, len(s.heads)),
	}
	for i := range s.heads {
		h := &s.heads[i]
		c.Entries[i] = shelf.Entry{Summary: h.Summary, Kind: h.kind, Passages: h.passages, Opening: h.opening, Hash: h.hash}
	}
	return c
}

// described is the opposite of describe.
func described(g retrieval.Generation, c *shelf.Catalogue) *snapshot {
	s := &snapshot{generation: g, builtAt: c.BuiltAt, digest: c.Digest, terms: c.Terms, textSize: c.TextSize, heads: make([]head, len(c.Entries)), kept: true}
	s.users.Store(1)
	s.read.Store(&sourceRead{c.BuiltAt, c.Sources})
	for i, e := range c.Entries {
		s.heads[i] = head{Summary: e.Summary, kind: e.Kind, passages: e.Passages, opening: e.Opening, hash: e.Hash}
	}
	s.catalogue()
	return s
}

// far is a shelf of what stands in a store.
func (s *snapshot) far(store retrieval.Store, x *analysis.Lexicon, log *slog.Logger) *shelf.Far {
	return shelf.NewFar(shelf.FarConfig{Store: store, Lexicon: x, First: s.first, Log: log, Origin: func(i int) retrieval.Origin {
		return retrieval.Origin{File: s.heads[i].File, Kind: s.heads[i].kind}
	}})
}

// cloned is a summary that shares no memory with its article.
func cloned(a retrieval.Summary) retrieval.Summary {
	a.ID, a.Title, a.Section = retrieval.ArticleID(strings.Clone(string(a.ID))), strings.Clone(a.Title), strings.Clone(a.Section)
	a.URL, a.File = strings.Clone(a.URL), strings.Clone(a.File)
	return a
}

// opening is the first paragraph that is no caption.
func opening(a *retrieval.Article) int {
	return max(0, slices.IndexFunc(a.Passages, func(p retrieval.Passage) bool { return p.Kind != retrieval.Caption }))
}

// article reads an article from the shelf.
func (s *snapshot) article(ctx context.Context, idOrKey string) (*retrieval.Article, bool, error) {
	i, ok := s.byID[idOrKey]
	if !ok {
		return nil, false, nil
	}
	list, err := s.shelf.Articles(ctx, []int{i})
	if err != nil {
		return nil, false, err
	}
	return list[0], true, nil
}

// articles reads all of them.
func (s *snapshot) articles(ctx context.Context) ([]retrieval.Article, error) {
	numbers := make([]int, len(s.heads))
	for i := range numbers {
		numbers[i] = i
	}
	list, err := s.shelf.Articles(ctx, numbers)
	if err != nil {
		return nil, err
	}
	out := make([]retrieval.Article, len(list))
	for i, a := range list {
		out[i] = *a
	}
	return out, nil
}

// articleOf is the number of a passage's article.
func (s *snapshot) articleOf(passage int) int {
	return sort.SearchInts(s.first, passage+1) - 1
}

// published is the date of a passage's article, zero if it has none.
func (s *snapshot) published(passage int) time.Time {
	return s.heads[s.articleOf(passage)].Published
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

// release gives up one part; the last one closes the shelf.
func (s *snapshot) release() {
	if s.users.Add(-1) == 0 && s.shelf != nil {
		s.shelf.Close() //nolint:errcheck // nobody is left who could act on it
	}
}
