package shelf

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// gathered is what a Far knows of a hand.
type gathered struct {
	*analysis.Gathered
	brought []kept       // the documents that it was brought with
	whole   map[int]bool // articles that it has all passages of
}

// hand makes one of passages, each once.
func (f *Far) hand(list []retrieval.Kept) (*Hand, error) {
	slices.SortStableFunc(list, func(a, b retrieval.Kept) int { return cmp.Compare(a.Number, b.Number) })
	list = slices.CompactFunc(list, func(a, b retrieval.Kept) bool { return a.Number == b.Number })
	numbers, read := make([]int, len(list)), make([]kept, len(list))
	for i, k := range list {
		p, err := readPassage(k.Data)
		if err != nil {
			return nil, fmt.Errorf("read passage %d: %w", k.Number, err)
		}
		numbers[i], read[i] = k.Number, p
	}
	return f.handOf(numbers, read)
}

// handOf makes a hand of passages in the order of their numbers.
func (f *Far) handOf(numbers []int, list []kept) (*Hand, error) {
	g := &gathered{Gathered: analysis.Gather(f.lexicon), brought: list, whole: make(map[int]bool)}
	h := &Hand{ForwardIndex: g.ForwardIndex, numbers: numbers, gathered: g}
	for i, p := range list {
		if _, err := g.Append(p.packed); err != nil {
			return nil, fmt.Errorf("read passage %d: %w", numbers[i], err)
		}
	}
	h.passage = func(doc int) *retrieval.Passage { return &g.brought[doc].passage }
	return h, f.check(h.numbers)
}

// kept is a passage that the hand was brought with, nil if it is none of those.
func (h *Hand) kept(number int) *kept {
	if h == nil {
		return nil
	}
	if doc, ok := slices.BinarySearch(h.numbers, number); ok {
		return &h.gathered.brought[doc]
	}
	return nil
}

// Complete reads the articles of documents, all at once, and appends their
// passages: each stands for itself there, among the others.
func (f *Far) Complete(ctx context.Context, h *Hand, docs []int) error {
	g := h.gathered
	var numbers []int
	for _, doc := range docs {
		if i := f.articleOf(h.numbers[doc]); !g.whole[i] && !slices.Contains(numbers, i) {
			numbers = append(numbers, i)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	list, err := f.read(ctx, numbers, h)
	if err != nil {
		return err
	}
	if len(g.whole) == 0 {
		g.Part()
	}
	for k, w := range list {
		if err := f.join(h, numbers[k], w); err != nil {
			return fmt.Errorf("read article %d: %w", numbers[k], err)
		}
	}
	return nil
}

// join appends an article.
func (f *Far) join(h *Hand, article int, w *whole) error {
	g := h.gathered
	from := g.Len()
	for _, packed := range w.packed {
		if _, err := g.Append(packed); err != nil {
			return err
		}
	}
	stand := make(map[int]int)
	for ordinal := range w.packed {
		if doc, ok := slices.BinarySearch(h.numbers, f.first[article]+ordinal); ok {
			stand[doc] = from + ordinal
			g.brought[doc].passage = w.article.Passages[ordinal]
		}
	}
	g.Join(from, g.Len(), stand)
	g.whole[article] = true
	return nil
}
