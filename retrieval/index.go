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
	// Articles are, where Index is a Store, the numbers in the new one of the
	// articles that it keeps, -1 of one that is not in it as it was; nil where Index
	// is none or none of them may be taken over.
	Articles []int
	// ArticleDocs is how many articles the new Store has.
	ArticleDocs int
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
	// Data is what a Store keeps with it; nil for nothing.
	Data []byte
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

// Storehouse is a Backend whose indexes are each a Store, where they were built as
// one: by a StoreBuild of which every article was added.
type Storehouse interface {
	Backend
	// Stores tells nothing: it sets a Storehouse apart.
	Stores()
}

// StoreBuild is a Build that keeps what the ranking and people need of documents,
// beside their terms. WantsArticle is as safe as Wants.
type StoreBuild interface {
	Build
	// WantsArticle tells whether an article must be added: false if it was taken
	// over.
	WantsArticle(number int) bool
	// AddArticles appends articles that are wanted.
	AddArticles(ctx context.Context, articles []Kept) error
	// Note keeps something of the generation as a whole, under a name.
	Note(name string, data []byte)
}

// Kept is data of a document or an article, by its number.
type Kept struct {
	Number int
	Data   []byte
}

// Store is an Index elsewhere that has data of its documents, and of the articles
// that these are of.
type Store interface {
	Thorough
	// Propose is Search with the data of what it finds. whole is false where parts of
	// the index did not answer in time: there may be more.
	Propose(ctx context.Context, terms []IndexTerm, limit int) (found []Kept, whole bool, err error)
	// Data returns what is kept of documents and of articles, in order of the numbers
	// given. One that is not there is an error.
	Data(ctx context.Context, documents, articles []int) (ofDocuments, ofArticles [][]byte, err error)
	// Having returns the numbers of all documents that have of each group a term, in
	// order.
	Having(ctx context.Context, groups [][]string) ([]int, error)
	// Noted returns what was kept of the generation under a name.
	Noted(ctx context.Context, name string) ([]byte, error)
}

// VectorStore is a Store that finds documents by vectors, where the engine behind it
// can: else its methods fail with ErrNoVectors. A vector is of one model, whose name
// is given with it, and cut to eight bits; its length does not count.
type VectorStore interface {
	Store
	// Near returns up to limit of the documents that have vectors, those first whose
	// angle to the one given is least.
	Near(ctx context.Context, model string, vector []int8, limit int) ([]int, error)
	// PlaceVectors gives documents their vectors. They are of one length.
	PlaceVectors(ctx context.Context, model string, documents []int, vectors [][]int8) error
	// Placed returns the documents that have vectors of a model and length, in order.
	Placed(ctx context.Context, model string, dims int) ([]int, error)
}

// ErrNoVectors means that a search engine has no vectors.
var ErrNoVectors = errors.New("the search engine has no vectors")
