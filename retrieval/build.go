package retrieval

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// errNothing means that the articles hold no passage.
var errNothing = errors.New("the articles hold no text")

// addChunk is how many passages go to the index at a time.
const addChunk = 1000

// newSnapshot catalogues a corpus as a generation that is not indexed yet. Its
// articles are numbered and divided into sentences in place.
func newSnapshot(g Generation, builtAt time.Time, c Corpus) *snapshot {
	s := &snapshot{generation: g, builtAt: builtAt, articles: c.Articles}
	s.hurried = runtime.GOMAXPROCS(0) >= manyProcessors
	s.users.Store(1)
	s.read.Store(&reading{builtAt, c.Sources})
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
	s.hash()
	return s
}

// build makes the snapshot's index. On an error nothing is left of it.
func (s *snapshot) build(ctx context.Context, backend Backend, progress func(Progress), started time.Time) error {
	if len(s.passages) == 0 {
		return errNothing
	}
	b, err := backend.Begin(ctx, s.generation, nil)
	if err != nil {
		return err
	}
	if err := s.fill(ctx, b, progress, started); err != nil {
		return errors.Join(err, b.Abort())
	}
	if s.index, err = b.Commit(ctx); err != nil {
		return errors.Join(err, b.Abort())
	}
	return nil
}

// fill analyses the articles and indexes them.
func (s *snapshot) fill(ctx context.Context, b Build, progress func(Progress), started time.Time) error {
	done := 0
	add := func(ctx context.Context, docs []IndexDocument) error {
		if err := b.Add(ctx, docs); err != nil {
			return err
		}
		done += len(docs)
		if progress != nil {
			progress(Progress{Stage: "indexing", Done: done, Total: len(s.passages), Started: started})
		}
		return nil
	}
	if s.hurried {
		return s.fillBySide(ctx, add)
	}
	return surviving(func() error {
		return s.analyseAll(ctx, func(docs []IndexDocument) error { return add(ctx, docs) })
	})()
}

// fillBySide analyses in one goroutine and indexes in another, as both cost
// about the same.
func (s *snapshot) fillBySide(ctx context.Context, add func(context.Context, []IndexDocument) error) error {
	group, ctx := errgroup.WithContext(ctx)
	chunks := make(chan []IndexDocument, 1)
	group.Go(surviving(func() error {
		defer close(chunks)
		return s.analyseAll(ctx, func(docs []IndexDocument) error {
			select {
			case chunks <- docs:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}))
	group.Go(surviving(func() error {
		for docs := range chunks {
			if err := add(ctx, docs); err != nil {
				return err
			}
		}
		return nil
	}))
	return group.Wait()
}

// manyProcessors is from how many on a build may take two of them while people
// are being answered.
const manyProcessors = 4

// surviving makes an error of a panic: an article that the analysis cannot
// stand must not end the answering of questions.
func surviving(f func() error) func() error {
	return func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("build index: panic: %v", r)
			}
		}()
		return f()
	}
}

// analyseAll makes the collection for the ranking, and hands to emit, in
// chunks, what an index needs; emit may be nil.
func (s *snapshot) analyseAll(ctx context.Context, emit func([]IndexDocument) error) error {
	ranker := rank.NewBuilder()
	sum := newTermSum()
	var chunk []IndexDocument
	pace := newPace(s.hurried)
	for number, ref := range s.passages {
		pace.rest()
		a := &s.articles[ref.article]
		p := &a.Passages[ref.ordinal]
		p.ID, p.ArticleID, p.Ordinal = NewPassageID(a.ID, int(ref.ordinal)), a.ID, int(ref.ordinal)
		p.Sentences = sentences(p.Text)
		terms := ranker.Add(document(int(ref.article), a, p))
		sum.add(terms)
		if emit != nil {
			chunk = append(chunk, IndexDocument{number, terms})
		}
		if number%addChunk != addChunk-1 && number != len(s.passages)-1 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if emit != nil {
			if err := emit(chunk); err != nil {
				return err
			}
			chunk = make([]IndexDocument, 0, addChunk)
		}
	}
	s.collection = ranker.Build()
	s.terms = uint64(sum)
	return nil
}

// termSum sums up terms by FNV-1a, each ended by a byte that no term has.
type termSum uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func newTermSum() termSum { return fnvOffset }

func (t *termSum) add(terms []string) {
	h := uint64(*t)
	for _, term := range terms {
		for i := range len(term) {
			h = (h ^ uint64(term[i])) * fnvPrime
		}
		h = (h ^ 0xff) * fnvPrime
	}
	*t = termSum((h ^ 0xfe) * fnvPrime)
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
