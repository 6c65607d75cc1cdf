package retrieval

import "context"

// Corpus is what the configured sources hold now.
type Corpus struct {
	Articles []Article // those of the first source first, and so on
	Sources  []SourceStatus
}

// Reader reads the configured sources, all of them anew or only what changed.
type Reader interface {
	// Read returns the articles in a fixed order. Sources and files that cannot
	// be read are named in the corpus with their reason; an error means that
	// nothing is left. progress may be nil; total is 0 while unknown.
	Read(ctx context.Context, progress func(done, total int)) (Corpus, error)
}

// Forgetter is a Reader that leaves out what did harm when it was read last.
type Forgetter interface {
	// Forget makes the next Read try that again.
	Forget()
}
