package shelf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
)

// recent is a copy of some articles in this process, of the newest: what is asked
// most is answered from it while the store is away. It is immutable.
type recent struct {
	articles map[int]*whole
	hand     *Hand // all their passages
}

// ErrRecent is why a hand of articles that are copied here may lack what would have
// been found: there are others elsewhere.
var ErrRecent = errors.New("the search cluster does not answer, and these are the newest articles only")

const (
	// DefaultRecent is how much memory the copies take, in bytes, about.
	DefaultRecent = 24 << 20
	// recentAtOnce is how many articles are read by one call: more than are
	// remembered with what was used last.
	recentAtOnce = 2 * manyArticles
)

// Remember copies articles, in the order given, until they take so many bytes. Those
// that another shelf had copied and that did not change are taken from there: was
// tells their numbers in it, -1 of the others.
func (f *Far) Remember(ctx context.Context, order []int, room int, before *Far, was func(article int) int) error {
	var known map[int]*whole
	if r := before.copied(); r != nil {
		known = r.articles
	}
	got := make(map[int]*whole)
	for part := range slices.Chunk(order, recentAtOnce) {
		var missing []int
		for _, n := range part {
			if w := known[was(n)]; w != nil {
				got[n] = w.from(f.origin(n))
			} else {
				missing = append(missing, n)
			}
		}
		list, err := f.read(ctx, missing, nil)
		if err != nil {
			return err
		}
		for i, n := range missing {
			got[n] = list[i].compact()
		}
		for i, n := range part {
			if room -= got[n].memory(); room < 0 {
				for _, over := range part[i:] {
					delete(got, over)
				}
				return f.keep(got)
			}
		}
	}
	return f.keep(got)
}

// copied is what a shelf has copied, nil if that is nothing.
func (f *Far) copied() *recent {
	if f == nil {
		return nil
	}
	return f.recent.Load()
}

// keep makes copies those that are used.
func (f *Far) keep(articles map[int]*whole) error {
	r := &recent{articles: articles}
	g := &gathered{Gathered: analysis.Gather(f.lexicon), whole: make(map[int]bool)}
	r.hand = &Hand{ForwardIndex: g.ForwardIndex, numbers: []int{}, gathered: g, partial: ErrRecent}
	for _, n := range slices.Sorted(maps.Keys(articles)) {
		w, from := articles[n], g.Len()
		for i, packed := range w.packed {
			if _, err := g.Append(packed); err != nil {
				return fmt.Errorf("copy article %d: %w", n, err)
			}
			r.hand.numbers = append(r.hand.numbers, f.first[n]+i)
			g.brought = append(g.brought, kept{w.article.Passages[i], packed})
		}
		if g.Len() > from {
			g.Join(from, g.Len(), nil)
		}
		g.whole[n] = true
	}
	r.hand.passage = func(doc int) *retrieval.Passage { return &g.brought[doc].passage }
	f.recent.Store(r)
	return nil
}

// Remembered is how many articles are copied.
func (f *Far) Remembered() int {
	if r := f.copied(); r != nil {
		return len(r.articles)
	}
	return 0
}

// Again returns what was found last for a search, if that is remembered.
func (f *Far) Again(terms []retrieval.IndexTerm, limit int) ([]int, *Hand, bool) {
	before, ok := f.found.get(keyOf(terms, limit))
	if !ok {
		return nil, nil, false
	}
	h, err := f.hand(slices.Clone(before))
	if err != nil {
		return nil, nil, false
	}
	numbers := make([]int, len(before))
	for i, k := range before {
		numbers[i] = k.Number
	}
	return h.Docs(numbers), h, true
}

// LookThrough looks at the articles that are copied here.
func (f *Far) LookThrough(ctx context.Context, q *analysis.Query, limit int) ([]int, *Hand, error) {
	r := f.copied()
	if r == nil || len(r.articles) == 0 {
		return nil, nil, ErrElsewhere
	}
	found, err := rank.LookThrough(ctx, r.hand.ForwardIndex, q, limit)
	return found, r.hand, err
}

// passages are what is kept of passages that are all copied here.
func (r *recent) passages(numbers []int) ([]kept, bool) {
	if r == nil {
		return nil, false
	}
	out := make([]kept, len(numbers))
	for i, n := range numbers {
		k := r.hand.kept(n)
		if k == nil {
			return nil, false
		}
		out[i] = *k
	}
	return out, true
}

// at is an article that is copied, nil if it is not.
func (r *recent) at(article int) *whole {
	if r == nil {
		return nil
	}
	return r.articles[article]
}

// compact is an article that holds nothing of what it was read from.
func (w *whole) compact() *whole {
	out := *w
	out.packed = make([][]byte, len(w.packed))
	for i, p := range w.packed {
		out.packed[i] = bytes.Clone(p)
	}
	return &out
}

// from is an article that was read elsewhere by now.
func (w *whole) from(origin retrieval.Origin) *whole {
	if w.article.Origin == origin {
		return w
	}
	out := *w
	out.article.Origin = origin
	return &out
}

// Of a copy in memory: what an article and a passage take beside their bytes, and how
// much larger the columns of words are than the packed ones.
const (
	articleMemory, passageMemory, columnsGrow = 1000, 300, 1
)

// memory is how many bytes a copy takes, about.
func (w *whole) memory() int {
	n := articleMemory
	for i := range w.packed {
		p := &w.article.Passages[i]
		n += passageMemory + len(p.Text) + (1+columnsGrow)*len(w.packed[i]) + 16*len(p.Sentences)
	}
	return n
}
