package shelf

import (
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// Hand is some passages of a shelf, for one question. Its documents are numbered
// by their places in it, in the order of the passages' numbers. It is not safe for
// concurrent use where it is completed.
type Hand struct {
	*analysis.ForwardIndex
	// numbers are the passages of the documents, ascending; nil: each is its own
	// number.
	numbers []int
	passage func(doc int) *retrieval.Passage
	// gathered is what a Far knows of it, partial why not all was found.
	gathered *gathered
	partial  error
}

// Partial is why there may be more to find than was, nil if all was: then nobody may
// be told that the articles do not say.
func (h *Hand) Partial() error {
	if h == nil {
		return nil
	}
	return h.partial
}

// Number is a document's passage.
func (h *Hand) Number(doc int) int {
	if h.numbers == nil {
		return doc
	}
	return h.numbers[doc]
}

// Docs are the documents that are passages of those numbers, which the hand was
// brought with.
func (h *Hand) Docs(numbers []int) []int {
	if h.numbers == nil {
		return numbers
	}
	out := make([]int, 0, len(numbers))
	for _, n := range numbers {
		if doc, ok := slices.BinarySearch(h.numbers, n); ok {
			out = append(out, doc)
		}
	}
	return out
}

// Passage is what a document was made of. It must not be changed.
func (h *Hand) Passage(doc int) *retrieval.Passage { return h.passage(doc) }
