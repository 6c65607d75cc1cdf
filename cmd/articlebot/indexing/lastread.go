package indexing

import (
	"context"

	"articlebot/retrieval"
)

// lastRead is a reader that remembers what it read last, also where the engine
// does not take it.
type lastRead struct {
	retrieval.Reader
	corpus retrieval.Corpus
	done   bool // it was read
}

var _ retrieval.Forgetter = (*lastRead)(nil)

// Read implements retrieval.Reader.
func (l *lastRead) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	c, err := l.Reader.Read(ctx, progress)
	l.corpus, l.done = c, true
	return c, err
}

// Forget implements retrieval.Forgetter.
func (l *lastRead) Forget() {
	if f, ok := l.Reader.(retrieval.Forgetter); ok {
		f.Forget()
	}
}
