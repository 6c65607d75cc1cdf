package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
	"articlebot/retrieval/text"
)

// errNothing means that the articles hold no passage.
var errNothing = errors.New("the articles hold no text")

// addChunk is how many passages are looked at between two reports of progress.
const addChunk = 250

// manyProcessors is from how many on a build may take two of them while people
// are being answered.
const manyProcessors = 4

// building is how a snapshot is built.
type building struct {
	backend retrieval.Backend
	// old, if set, is a snapshot that may hold the same passages.
	old *snapshot
	// traffic are the questions to give way to; nil: nobody is being answered.
	traffic  *traffic
	progress func(retrieval.Progress)
	started  time.Time
}

// build makes the snapshot's index and shelf. On an error nothing is left of them.
func (s *snapshot) build(ctx context.Context, how building) error {
	if s.counts.Passages == 0 {
		return errNothing
	}
	defer frugal(s.counts.Passages)()
	b, err := how.backend.Begin(ctx, s.generation, s.inherit(how.old, how.backend))
	if err != nil {
		return err
	}
	if _, ok := how.backend.(retrieval.Storehouse); !ok {
		b = struct{ retrieval.Build }{b} // which keeps nothing
	}
	err = s.fill(ctx, b, how)
	if keeps, ok := b.(retrieval.StoreBuild); ok && err == nil {
		err = s.describe().Keep(keeps, s.draft.forward.Lexicon)
	}
	if err != nil {
		return errors.Join(err, b.Abort())
	}
	index, err := b.Commit(ctx)
	if err != nil {
		return errors.Join(err, b.Abort())
	}
	s.take(index)
	return nil
}

// take puts the articles that were analysed on a shelf with their index: in memory,
// unless the index keeps them.
func (s *snapshot) take(index retrieval.Index) {
	if store, ok := index.(retrieval.Store); ok {
		for i := range s.heads { // they are parts of what articles were read from
			s.heads[i].Summary = cloned(s.heads[i].Summary)
		}
		s.byID = nil
		s.catalogue()
		s.shelf = s.far(store, s.draft.forward.Lexicon, s.draft.log)
		return
	}
	s.shelf = shelf.NewMemory(s.draft.articles, s.draft.forward, index)
}

// inherit takes over the articles that did not change, and says where the
// passages of the old snapshot are now, if the backend can have them from there.
func (s *snapshot) inherit(old *snapshot, to retrieval.Backend) *retrieval.Base {
	if old == nil {
		return nil
	}
	_, keeps := to.(retrieval.Storehouse)
	switch before := old.shelf.(type) {
	case *shelf.Memory:
		base := s.inheritMemory(old, before)
		if keeps { // it keeps nothing of them
			return nil
		}
		return base
	case *shelf.Far:
		if keeps {
			return s.inheritFar(old, before)
		}
	}
	return nil
}

// none is a list of numbers that are none.
func none(n int) []int { return slices.Repeat([]int{-1}, n) }

// inheritFar says what stands where in the store of the old snapshot.
func (s *snapshot) inheritFar(old *snapshot, before *shelf.Far) *retrieval.Base {
	base := &retrieval.Base{
		Index: before.Store(), Moved: none(old.counts.Passages), Docs: s.counts.Passages, Articles: none(len(old.heads)), ArticleDocs: len(s.heads),
	}
	for i := range s.heads {
		j, ok := s.unchanged(i, old)
		if !ok {
			continue
		}
		base.Articles[j] = i
		for k := range s.heads[i].passages {
			base.Moved[old.first[j]+k] = s.first[i] + k
		}
	}
	return base
}

func (s *snapshot) inheritMemory(old *snapshot, before *shelf.Memory) *retrieval.Base {
	base := &retrieval.Base{Index: before.Index(), Moved: none(old.counts.Passages), Docs: s.counts.Passages}
	s.draft.old, s.draft.was = before.Forward(), none(s.counts.Passages)
	for i := range s.heads {
		j, ok := s.unchanged(i, old)
		if !ok {
			continue
		}
		a := &s.draft.articles[i]
		origin := a.Origin
		*a = *before.Article(j) // one copy in memory is enough, and it is divided already
		a.Origin = origin
		for k := range a.Passages {
			from, to := old.first[j]+k, s.first[i]+k
			s.draft.was[to], base.Moved[from] = from, to
		}
	}
	return base
}

// chunk are passages that were analysed, up to number done, and those of them
// that the index wants.
type chunk struct {
	docs     []retrieval.IndexDocument
	articles []retrieval.Kept
	done     int
}

// fill analyses the articles and indexes them.
func (s *snapshot) fill(ctx context.Context, b retrieval.Build, how building) error {
	keeps, _ := b.(retrieval.StoreBuild)
	add := func(ctx context.Context, c chunk) error {
		if len(c.docs) > 0 {
			if err := b.Add(ctx, c.docs); err != nil {
				return err
			}
		}
		if len(c.articles) > 0 {
			if err := keeps.AddArticles(ctx, c.articles); err != nil {
				return err
			}
		}
		if how.progress != nil {
			how.progress(retrieval.Progress{Stage: "indexing", Done: c.done, Total: s.counts.Passages, Started: how.started})
		}
		return nil
	}
	if how.traffic == nil || runtime.GOMAXPROCS(0) >= manyProcessors {
		return s.fillBySide(ctx, b, add)
	}
	return surviving(func() error {
		return s.analyse(ctx, b, newPace(how.traffic), func(c chunk) error { return add(ctx, c) })
	})()
}

// fillBySide analyses in one goroutine and indexes in another, as both cost
// about the same.
func (s *snapshot) fillBySide(ctx context.Context, b retrieval.Build, add func(context.Context, chunk) error) error {
	group, ctx := errgroup.WithContext(ctx)
	chunks := make(chan chunk, 1)
	group.Go(surviving(func() error {
		defer close(chunks)
		return s.analyse(ctx, b, newPace(nil), func(c chunk) error {
			select {
			case chunks <- c:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}))
	group.Go(surviving(func() error {
		for c := range chunks {
			if err := add(ctx, c); err != nil {
				return err
			}
		}
		return nil
	}))
	return group.Wait()
}

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

// analyse makes the collection for the ranking, and hands to emit what the build
// wants of it; nil wants nothing.
func (s *snapshot) analyse(ctx context.Context, b retrieval.Build, pace *pace, emit func(chunk) error) error {
	d := s.draft
	ranker := analysis.NewBuilder(d.old)
	ranker.Expect(s.counts.Passages)
	w := wanted{build: b}
	w.keeps, _ = b.(retrieval.StoreBuild)
	for i := range d.articles {
		a := &d.articles[i]
		if cap(a.Passages) > len(a.Passages) { // what a reader left room for is not filled any more
			a.Passages = append(make([]retrieval.Passage, 0, len(a.Passages)), a.Passages...)
		}
		w.begin(i, a)
		for k := range a.Passages {
			pace.rest()
			number := s.first[i] + k
			if was := d.wasNumber(number); was >= 0 {
				ranker.Take(d.old, was, i)
			} else {
				divide(a, k)
				ranker.Add(document(i, a, &a.Passages[k]))
			}
			if err := ranker.Full(d.bounds); err != nil {
				return err
			}
			w.add(number, k, ranker)
			if number%addChunk != addChunk-1 && number != s.counts.Passages-1 {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := emit(w.chunk(number + 1)); err != nil {
				return err
			}
		}
	}
	s.finish(ranker.Build(pace.rest))
	return nil
}

// wanted gathers what a build wants.
type wanted struct {
	build   retrieval.Build      // nil wants nothing
	keeps   retrieval.StoreBuild // nil keeps nothing
	next    chunk
	article *retrieval.Article // the present one
}

// begin goes on to an article.
func (w *wanted) begin(number int, a *retrieval.Article) {
	w.article = a
	if w.keeps != nil && w.keeps.WantsArticle(number) {
		w.next.articles = append(w.next.articles, retrieval.Kept{Number: number, Data: shelf.KeepArticle(a)})
	}
}

// add takes the passage that was analysed last, of the present article.
func (w *wanted) add(number, ordinal int, ranker *analysis.Builder) {
	if w.build == nil || !w.build.Wants(number) {
		return
	}
	doc := retrieval.IndexDocument{Number: number, Terms: ranker.Terms()}
	if w.keeps != nil {
		doc.Data = shelf.KeepPassage(&w.article.Passages[ordinal], ranker.Pack())
	}
	w.next.docs = append(w.next.docs, doc)
}

// chunk is what was gathered.
func (w *wanted) chunk(done int) chunk {
	c := w.next
	c.done, w.next = done, chunk{}
	return c
}

// wasNumber is where the old collection has a passage, -1 if nowhere.
func (d *draft) wasNumber(number int) int {
	if d.was == nil {
		return -1
	}
	return d.was[number]
}

// finish takes the collection and lets go of what was needed to make it.
func (s *snapshot) finish(c *analysis.ForwardIndex) {
	s.draft.forward, s.terms = c, c.Sum()
	s.draft.old, s.draft.was = nil, nil
}

// divide fills what is made of a passage's text and place.
func divide(a *retrieval.Article, ordinal int) {
	p := &a.Passages[ordinal]
	p.ID, p.ArticleID, p.Ordinal = retrieval.NewPassageID(a.ID, ordinal), a.ID, ordinal
	p.Sentences = sentences(p.Text)
}

func document(number int, a *retrieval.Article, p *retrieval.Passage) analysis.Document {
	d := analysis.Document{Text: p.Text, Kind: p.Kind, Language: a.Language, Article: number, Title: a.Title}
	for _, s := range p.Sentences {
		d.Sentences = append(d.Sentences, [2]int{s.Start, s.End})
	}
	return d
}

func sentences(s string) []retrieval.Span {
	ranges := text.Sentences(s)
	out := make([]retrieval.Span, len(ranges))
	for i, r := range ranges {
		out[i] = retrieval.Span{Start: r[0], End: r[1]}
	}
	return out
}
