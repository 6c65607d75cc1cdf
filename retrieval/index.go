package retrieval

import (
	"context"
	"errors"
)

// Backend keeps search indexes, one for each generation. Everything after the
// candidates is the engine's own, so backends differ in speed and place only.
type Backend interface {
	// Begin starts a new index beside the others. It may take documents over
	// from base, which stays open until Commit or Abort; nil: from none.
	Begin(ctx context.Context, g Generation, base *Base) (Build, error)
	// Open returns a committed index. ErrNoGeneration means that there is none,
	// or none that is sound: build it again.
	Open(ctx context.Context, g Generation) (Index, error)
	// Retain removes all indexes but those kept, and what unfinished builds
	// left. One that is still open answers until it is closed.
	Retain(keep []Generation) error
}

// ErrNoGeneration means that a backend has no sound index of that name.
var ErrNoGeneration = errors.New("generation cannot be used")

// ErrNotBuilder means that another process is the one that builds indexes.
var ErrNotBuilder = errors.New("another replica is the one that builds the index")

// Base is an index of before, most of whose documents did not change.
type Base struct {
	Index Index
	// Moved is the number in the new index of each document of Index, -1 of one
	// that is not in it as it was.
	Moved []int
	// Docs is how many documents the new index has; their numbers are below.
	Docs int
}

// Build is an index being made. It is not safe for concurrent use, but for
// Wants.
type Build interface {
	// Wants tells whether a document must be added: false if it was taken over.
	Wants(number int) bool
	// Add appends documents that are wanted; a number is added once.
	Add(ctx context.Context, docs []IndexDocument) error
	// Commit makes the index whole and opens it: all of it or nothing.
	Commit(ctx context.Context) (Index, error)
	// Abort drops it. After Commit it does nothing.
	Abort() error
}

// IndexDocument is a passage as the index sees it: a number and the analysed
// terms of its text and title, free of white space.
type IndexDocument struct {
	Number int
	Terms  []string
}

// Index finds candidates. It is immutable and safe for concurrent use.
type Index interface {
	// Search returns up to limit documents with any of the terms, best first,
	// equals in order of their numbers.
	Search(ctx context.Context, terms []IndexTerm, limit int) ([]int, error)
	// Close releases the index once searches under way have ended. Closing
	// twice is no error.
	Close() error
}

// Thorough is an Index elsewhere: to read all terms of a question, however
// common, costs less than to ask at all, and each document that is returned costs
// more.
type Thorough interface {
	Index
	// Proposals is how many documents to ask for.
	Proposals() int
}

// IndexTerm is a term to search for and how much it counts.
type IndexTerm struct {
	Text  string
	Boost float64
}
