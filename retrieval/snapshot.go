package retrieval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// snapshot is everything that answers questions, of one generation. It is
// immutable; its index is closed when the last user releases it.
type snapshot struct {
	generation Generation
	builtAt    time.Time
	articles   []Article
	byID       map[string]int // by ArticleID and by ArticleID.Key
	passages   []passageRef
	first      []int // the number of each article's first passage
	collection *rank.Collection
	index      Index
	list       []Summary
	counts     Counts
	newest     time.Time
	sources    []SourceStatus
	users      atomic.Int64
}

// passageRef finds a passage by its number in the index.
type passageRef struct{ article, ordinal int32 }

// errNothing means that the articles hold no passage.
var errNothing = errors.New("the articles hold no text")

// addChunk is how many passages go to the index at a time.
const addChunk = 1000

// build analyses a corpus and indexes it as a new generation.
func build(ctx context.Context, cfg Config, corpus Corpus, progress func(Progress)) (*snapshot, error) {
	now := cfg.Now()
	s := &snapshot{generation: newGeneration(now), builtAt: now, articles: corpus.Articles, sources: corpus.Sources}
	s.users.Store(1)
	b, err := cfg.Backend.Begin(ctx, s.generation)
	if err != nil {
		return nil, err
	}
	defer b.Abort()
	if err := s.fill(ctx, b, progress); err != nil {
		return nil, err
	}
	if s.index, err = b.Commit(ctx); err != nil {
		return nil, err
	}
	s.catalogue()
	return s, nil
}

// newGeneration names a build by its time, to the microsecond.
func newGeneration(t time.Time) Generation {
	return Generation(strconv.FormatInt(t.UnixMicro(), 36))
}

func (s *snapshot) fill(ctx context.Context, b Build, progress func(Progress)) error {
	total := 0
	for i := range s.articles {
		total += len(s.articles[i].Passages)
	}
	if total == 0 {
		return errNothing
	}
	ranker := rank.NewBuilder()
	chunk := make([]IndexDocument, 0, addChunk)
	started := s.builtAt
	for i := range s.articles {
		a := &s.articles[i]
		s.first = append(s.first, len(s.passages))
		for j := range a.Passages {
			p := &a.Passages[j]
			p.ID, p.ArticleID, p.Ordinal = NewPassageID(a.ID, j), a.ID, j
			p.Sentences = sentences(p.Text)
			number := len(s.passages)
			s.passages = append(s.passages, passageRef{int32(i), int32(j)})
			chunk = append(chunk, IndexDocument{number, ranker.Add(document(i, a, p))})
		}
		if len(chunk) >= addChunk || i == len(s.articles)-1 {
			if err := b.Add(ctx, chunk); err != nil {
				return err
			}
			chunk = chunk[:0]
			if progress != nil {
				progress(Progress{Stage: "indexing", Done: len(s.passages), Total: total, Started: started})
			}
		}
	}
	s.collection = ranker.Build()
	return nil
}

func document(number int, a *Article, p *Passage) rank.Document {
	d := rank.Document{Text: p.Text, Language: a.Language, Article: number, Title: a.Title}
	for _, s := range p.Sentences {
		d.Sentences = append(d.Sentences, [2]int{s.Start, s.End})
	}
	switch p.Kind {
	case Caption:
		d.Kind = rank.Caption
	case Brief:
		d.Kind = rank.Brief
	}
	return d
}

func sentences(s string) []Span {
	ranges := text.Sentences(s)
	out := make([]Span, len(ranges))
	for i, r := range ranges {
		out[i] = Span{r[0], r[1]}
	}
	return out
}

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
	slices.SortStableFunc(s.list, func(x, y Summary) int {
		switch {
		case x.Brief != y.Brief && y.Brief:
			return -1
		case x.Brief != y.Brief:
			return 1
		}
		return y.Published.Compare(x.Published)
	})
}

func (s *snapshot) article(idOrKey string) (*Article, bool) {
	i, ok := s.byID[idOrKey]
	if !ok {
		return nil, false
	}
	return &s.articles[i], true
}

func (s *snapshot) passage(number int) (*Article, *Passage, error) {
	if number < 0 || number >= len(s.passages) {
		return nil, nil, fmt.Errorf("index names passage %d of %d", number, len(s.passages))
	}
	ref := s.passages[number]
	a := &s.articles[ref.article]
	return a, &a.Passages[ref.ordinal], nil
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
