package shelf

import (
	"context"
	"fmt"
	"sort"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
)

// Memory is a shelf in this process: its hands are the whole of it, so that
// taking one costs nothing.
type Memory struct {
	articles []retrieval.Article
	first    []int // the number of each article's first passage, and of one after the last
	index    retrieval.Index
	hand     Hand
}

var _ Shelf = (*Memory)(nil)

// NewMemory returns a shelf of articles whose passages were analysed and indexed
// in their order. It closes the index.
func NewMemory(articles []retrieval.Article, forward *analysis.ForwardIndex, index retrieval.Index) *Memory {
	m := &Memory{articles: articles, first: make([]int, len(articles)+1), index: index}
	for i := range articles {
		m.first[i+1] = m.first[i] + len(articles[i].Passages)
	}
	m.hand = Hand{ForwardIndex: forward, passage: m.Passage}
	return m
}

// Lexicon is what is known of all words.
func (m *Memory) Lexicon() *analysis.Lexicon { return m.hand.ForwardIndex.Lexicon }

// Forward is the analysis of all passages.
func (m *Memory) Forward() *analysis.ForwardIndex { return m.hand.ForwardIndex }

// Index is the index.
func (m *Memory) Index() retrieval.Index { return m.index }

// Article returns an article by its number. It must not be changed.
func (m *Memory) Article(number int) *retrieval.Article { return &m.articles[number] }

// Passage returns a passage by its number. It must not be changed.
func (m *Memory) Passage(number int) *retrieval.Passage {
	i := sort.SearchInts(m.first, number+1) - 1
	return &m.articles[i].Passages[number-m.first[i]]
}

// Find asks the index.
func (m *Memory) Find(ctx context.Context, terms []retrieval.IndexTerm, limit int, also []int) ([]int, *Hand, error) {
	found, err := m.index.Search(ctx, terms, limit)
	if err == nil {
		err = m.check(found)
	}
	if err == nil {
		err = m.check(also)
	}
	return found, &m.hand, err
}

// check fails where there are no passages of such numbers.
func (m *Memory) check(numbers []int) error {
	for _, n := range numbers {
		if n < 0 || n >= m.hand.Len() {
			return fmt.Errorf("index names passage %d of %d", n, m.hand.Len())
		}
	}
	return nil
}

// Bring returns the whole.
func (m *Memory) Bring(_ context.Context, numbers []int) (*Hand, error) {
	return &m.hand, m.check(numbers)
}

// Complete does nothing.
func (m *Memory) Complete(context.Context, *Hand, []int) error { return nil }

// Articles returns articles.
func (m *Memory) Articles(_ context.Context, numbers []int) ([]*retrieval.Article, error) {
	out := make([]*retrieval.Article, len(numbers))
	for i, n := range numbers {
		out[i] = &m.articles[n]
	}
	return out, nil
}

// Having looks at all passages.
func (m *Memory) Having(ctx context.Context, q *analysis.Query) ([]int, error) {
	return m.hand.Having(q), ctx.Err()
}

// Again remembers nothing: LookThrough has all.
func (m *Memory) Again([]retrieval.IndexTerm, int) ([]int, *Hand, bool) { return nil, nil, false }

// LookThrough looks at all passages.
func (m *Memory) LookThrough(ctx context.Context, q *analysis.Query, limit int) ([]int, *Hand, error) {
	found, err := rank.LookThrough(ctx, m.hand.ForwardIndex, q, limit)
	return found, &m.hand, err
}

// Proposals is what the index says.
func (m *Memory) Proposals() int {
	if far, ok := m.index.(retrieval.Thorough); ok {
		return far.Proposals()
	}
	return 0
}

// Close closes the index.
func (m *Memory) Close() error { return m.index.Close() }
