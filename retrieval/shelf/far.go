package shelf

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// Far is a shelf elsewhere: articles, passages and what the analysis made of them
// stand in a Store. In this process are the lexicon, and what was used last.
type Far struct {
	store   retrieval.Store
	lexicon *analysis.Lexicon
	first   []int // the number of each article's first passage, and of one after the last
	origin  func(article int) retrieval.Origin
	log     *slog.Logger
	// articles are those used last, by their number, found what was proposed last.
	articles *cache[int, *whole]
	found    *cache[string, []retrieval.Kept]
	recent   atomic.Pointer[recent] // nil until articles are copied
}

var _ Shelf = (*Far)(nil)

// Bounds of what is remembered, in bytes as they are kept elsewhere: in memory it is
// about as much.
const (
	articlesRoom = 16 << 20
	foundRoom    = 4 << 20
)

// ErrElsewhere means that what was to be looked through is not in this process.
var ErrElsewhere = errors.New("the passages are not in memory")

// errOtherAnalysis is a shelf that another version of the program filled.
var errOtherAnalysis = errors.New("the passages were analysed by another version of this program")

// FarConfig is what a Far needs.
type FarConfig struct {
	Store   retrieval.Store
	Lexicon *analysis.Lexicon
	// First is the number of each article's first passage, and of one after the last.
	First []int
	// Origin tells where an article was read: the store does not know.
	Origin func(article int) retrieval.Origin
	// Log receives what operators should know.
	Log *slog.Logger
}

// NewFar returns a shelf of what stands in a store. It closes the store.
func NewFar(c FarConfig) *Far {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Far{
		store: c.Store, lexicon: c.Lexicon, first: c.First, origin: c.Origin, log: c.Log,
		articles: newCache[int, *whole](articlesRoom), found: newCache[string, []retrieval.Kept](foundRoom),
	}
}

// sampled is how many articles are analysed again to see whether this program
// makes of them what is kept.
const sampled = 16

// Check fails if another version of the program filled the shelf.
func (f *Far) Check(ctx context.Context) error {
	var numbers []int
	n := len(f.first) - 1
	for i := range min(sampled, n) {
		numbers = append(numbers, i*n/min(sampled, n))
	}
	list, err := f.read(ctx, numbers, nil)
	if err != nil {
		return err
	}
	for _, w := range list {
		if !w.analysedAlike() {
			return errOtherAnalysis
		}
	}
	return nil
}

// Lexicon is what is known of all words.
func (f *Far) Lexicon() *analysis.Lexicon { return f.lexicon }

// Store is where everything else is.
func (f *Far) Store() retrieval.Store { return f.store }

// articleOf is the number of a passage's article.
func (f *Far) articleOf(passage int) int { return sort.SearchInts(f.first, passage+1) - 1 }

// Find asks the store for passages that it proposes, and beside that for the
// others: without those there is still an answer.
func (f *Far) Find(ctx context.Context, terms []retrieval.IndexTerm, limit int, also []int) ([]int, *Hand, error) {
	var rest []retrieval.Kept
	var missed error
	var asked sync.WaitGroup
	if len(also) > 0 {
		asked.Go(func() {
			if rest, missed = f.documents(ctx, also); missed != nil && ctx.Err() == nil {
				f.log.Warn("a search of the cluster is partial", "error", missed)
			}
		})
	}
	found, whole, err := f.propose(ctx, terms, limit)
	asked.Wait()
	if err != nil {
		return nil, nil, err
	}
	h, err := f.hand(slices.Concat(found, rest))
	if err != nil {
		return nil, nil, err
	}
	if h.partial = missed; !whole {
		h.partial = errPartial
	}
	numbers := make([]int, len(found))
	for i, k := range found {
		numbers[i] = k.Number
	}
	return h.Docs(numbers), h, nil
}

// errPartial is why a hand may lack what would have been found.
var errPartial = errors.New("parts of the index did not answer in time")

// propose asks the store; where it does not answer what it proposed last is as good.
func (f *Far) propose(ctx context.Context, terms []retrieval.IndexTerm, limit int) (found []retrieval.Kept, whole bool, err error) {
	key := keyOf(terms, limit)
	found, whole, err = f.store.Propose(ctx, terms, limit)
	if err != nil || !whole {
		if before, ok := f.found.get(key); ok && ctx.Err() == nil {
			f.log.Warn("a search of the cluster fails, and is answered from what it found before", "error", err)
			return before, true, nil
		}
		return found, whole, err
	}
	if len(found) > 0 {
		size := 0
		for _, k := range found {
			size += len(k.Data)
		}
		f.found.put(key, found, size)
	}
	return found, true, nil
}

// keyOf names a search.
func keyOf(terms []retrieval.IndexTerm, limit int) string {
	var b strings.Builder
	for _, t := range terms {
		fmt.Fprintf(&b, "%s %g ", t.Text, t.Boost)
	}
	fmt.Fprint(&b, limit)
	return b.String()
}

// documents reads passages by their numbers.
func (f *Far) documents(ctx context.Context, numbers []int) ([]retrieval.Kept, error) {
	if err := f.check(numbers); err != nil {
		return nil, err
	}
	data, _, err := f.store.Data(ctx, numbers, nil)
	if err != nil {
		return nil, err
	}
	out := make([]retrieval.Kept, len(numbers))
	for i, n := range numbers {
		out[i] = retrieval.Kept{Number: n, Data: data[i]}
	}
	return out, nil
}

// check fails where there are no passages of such numbers.
func (f *Far) check(numbers []int) error {
	for _, n := range numbers {
		if all := f.first[len(f.first)-1]; n < 0 || n >= all {
			return fmt.Errorf("index names passage %d of %d", n, all)
		}
	}
	return nil
}

// Bring returns a hand of passages.
func (f *Far) Bring(ctx context.Context, numbers []int) (*Hand, error) {
	sorted := slices.Compact(slices.Sorted(slices.Values(numbers)))
	if list, ok := f.copied().passages(sorted); ok && len(sorted) > 0 {
		return f.handOf(sorted, list)
	}
	list, err := f.documents(ctx, numbers)
	if err != nil {
		return nil, err
	}
	return f.hand(list)
}

// manyArticles is up to how many articles that are read at once are remembered.
const manyArticles = 64

// read returns articles by their numbers, from what is remembered where they are;
// passages that a hand has are not asked for again.
func (f *Far) read(ctx context.Context, numbers []int, h *Hand) ([]*whole, error) {
	out := make([]*whole, len(numbers))
	var missing, at, passages []int
	for i, n := range numbers {
		if n < 0 || n >= len(f.first)-1 {
			return nil, fmt.Errorf("there is no article %d of %d", n, len(f.first)-1)
		}
		if out[i] = f.copied().at(n); out[i] != nil {
			continue
		}
		var ok bool
		if out[i], ok = f.articles.get(n); ok {
			continue
		}
		missing, at = append(missing, n), append(at, i)
		for p := f.first[n]; p < f.first[n+1]; p++ {
			if h.kept(p) == nil {
				passages = append(passages, p)
			}
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	texts, articles, err := f.store.Data(ctx, passages, missing)
	if err != nil {
		return nil, err
	}
	for i, n := range missing {
		var list []kept
		for p := f.first[n]; p < f.first[n+1]; p++ {
			if k := h.kept(p); k != nil {
				list = append(list, *k)
				continue
			}
			k, err := readPassage(texts[0])
			if err != nil {
				return nil, fmt.Errorf("read passage %d: %w", p, err)
			}
			list, texts = append(list, k), texts[1:]
		}
		w, err := newWhole(articles[i], list, f.origin(n))
		if err != nil {
			return nil, fmt.Errorf("read article %d: %w", n, err)
		}
		if out[at[i]] = w; len(numbers) <= manyArticles {
			f.articles.put(n, w, w.size)
		}
	}
	return out, nil
}

// Articles returns articles.
func (f *Far) Articles(ctx context.Context, numbers []int) ([]*retrieval.Article, error) {
	list, err := f.read(ctx, numbers, nil)
	if err != nil {
		return nil, err
	}
	out := make([]*retrieval.Article, len(list))
	for i, w := range list {
		out[i] = &w.article
	}
	return out, nil
}

const (
	// passageTime is how long Passage waits.
	passageTime = 5 * time.Second
	// neighbours is how many articles it reads at once: who asks for one passage
	// after the other asks for all.
	neighbours = 32
)

// Passage reads a passage's article, and those beside it; nil where it cannot be
// read now.
func (f *Far) Passage(number int) *retrieval.Passage {
	ctx, cancel := context.WithTimeout(context.Background(), passageTime)
	defer cancel()
	i := f.articleOf(number)
	w := f.copied().at(i)
	if w == nil {
		w, _ = f.articles.get(i)
	}
	if w == nil {
		from := i / neighbours * neighbours
		var numbers []int
		for n := from; n < min(from+neighbours, len(f.first)-1); n++ {
			numbers = append(numbers, n)
		}
		list, err := f.read(ctx, numbers, nil)
		if err != nil {
			f.log.Debug("a passage cannot be read", "passage", number, "error", err)
			return nil
		}
		w = list[i-from]
	}
	return &w.article.Passages[number-f.first[i]]
}

// Having asks the store.
func (f *Far) Having(ctx context.Context, q *analysis.Query) ([]int, error) {
	groups := f.lexicon.Groups(q)
	if len(groups) == 0 {
		return nil, ctx.Err()
	}
	passages, err := f.store.Having(ctx, groups)
	if err == nil {
		err = f.check(passages)
	}
	if err != nil {
		return nil, err
	}
	var articles []int
	for _, n := range passages {
		if i := f.articleOf(n); len(articles) == 0 || articles[len(articles)-1] != i {
			articles = append(articles, i)
		}
	}
	return articles, nil
}

// Vectors is where passages are found by their vectors, nil where they are not.
func (f *Far) Vectors() retrieval.VectorStore {
	v, _ := f.store.(retrieval.VectorStore)
	return v
}

// Proposals is what the store says.
func (f *Far) Proposals() int { return f.store.Proposals() }

// Close closes the store.
func (f *Far) Close() error { return f.store.Close() }
