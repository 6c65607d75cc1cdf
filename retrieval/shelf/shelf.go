// Package shelf is where the articles of a generation stand while questions are
// asked: their texts, and what the analysis made of their passages.
//
// The engine takes passages from a Shelf by the handful, with what the ranking
// needs of them, and articles as a whole; where they come from is the shelf's own
// matter. A shelf judges nothing and orders nothing but what an index proposes.
package shelf

import (
	"context"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// Shelf has the articles of one generation and the index of their passages,
// which are numbered from 0 in the order of the articles. It is immutable and
// safe for concurrent use.
type Shelf interface {
	// Lexicon is what is known of the words of all passages.
	Lexicon() *analysis.Lexicon
	// Find has the index propose up to limit passages with any of the terms. It
	// returns them, best first, as documents of a hand, which has the passages
	// numbered also too.
	Find(ctx context.Context, terms []retrieval.IndexTerm, limit int, also []int) (found []int, h *Hand, err error)
	// Bring returns a hand of the passages of those numbers.
	Bring(ctx context.Context, numbers []int) (*Hand, error)
	// Complete sees to it that the hand has all passages of the articles that
	// some of its documents are of: Decide, Mark and Explain look at those. The
	// documents stay what they are.
	Complete(ctx context.Context, h *Hand, docs []int) error
	// Articles returns articles by their numbers; they must not be changed.
	Articles(ctx context.Context, numbers []int) ([]*retrieval.Article, error)
	// Passage returns a passage by its number, nil where it cannot be read now. It
	// must not be changed.
	Passage(number int) *retrieval.Passage
	// Having returns the numbers of the articles of which a passage has every word
	// of a question that carries topic, in order.
	Having(ctx context.Context, q *analysis.Query) ([]int, error)
	// Again returns what Find found last for the same, where the index is elsewhere
	// and that is remembered.
	Again(terms []retrieval.IndexTerm, limit int) (found []int, h *Hand, ok bool)
	// LookThrough is Find without an index: it looks at the passages that are in
	// memory, and returns those that have most of the question. Where these are not
	// all, Partial says so (ErrRecent); without any it fails (ErrElsewhere).
	LookThrough(ctx context.Context, q *analysis.Query, limit int) (found []int, h *Hand, err error)
	// Proposals is how many passages an index elsewhere is best asked for, by all
	// terms of a question; 0 for one in this process, where common terms cost most.
	Proposals() int
	// Close releases what it holds once nobody asks any more. Closing twice is no
	// error.
	Close() error
}
