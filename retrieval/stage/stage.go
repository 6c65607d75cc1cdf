// Package stage tells how long the parts of a question's way take. Whoever works
// on a part times it with Begin; what one request took of each is gathered in its
// context, whoever began it. Where nobody gathers, timing costs next to nothing
// and tells nobody.
package stage

import (
	"context"
	"sync"
	"time"
)

// Name is a part of the way, as metrics and logs name it.
type Name string

// The parts, in the order in which a question passes them. They do not overlap.
const (
	Queue      Name = "queue"      // until there is a worker for it
	Read       Name = "read"       // what it means: wishes, language, words, accents
	Encode     Name = "encode"     // its vector, and those of passages that have none yet
	Candidates Name = "candidates" // the passages that the index and the vectors propose
	Rank       Name = "rank"       // their order, the confidence, the sentence and the words to mark
	Render     Name = "render"     // the reply in the platform's form
	Platform   Name = "platform"   // requests to the platform
)

// Names are all parts in their order.
func Names() []Name { return []Name{Queue, Read, Encode, Candidates, Rank, Render, Platform} }

// Observer is told how long a part took. It is called from many goroutines.
type Observer func(part Name, took time.Duration)

// Begin starts a part; the function that it returns ends it and tells. A nil
// Observer is told nothing.
func (o Observer) Begin(part Name) (end func()) {
	if o == nil {
		return func() {}
	}
	began := time.Now()
	return func() { o(part, time.Since(began)) }
}

// key is that of Times in a context.
type key struct{}

// Times are what one request took of each part so far; one that is passed twice,
// as by a question that is searched twice, counts with both. The zero Times is
// empty. It is safe for concurrent use.
type Times struct {
	mu    sync.Mutex
	spent map[Name]time.Duration
}

// Gather returns a context in which Begin adds to the times.
func Gather(ctx context.Context) (context.Context, *Times) {
	t := &Times{}
	return context.WithValue(ctx, key{}, t), t
}

// Begin starts a part of the request that ctx belongs to; the function that it
// returns ends it.
func Begin(ctx context.Context, part Name) (end func()) {
	t, _ := ctx.Value(key{}).(*Times)
	if t == nil {
		return func() {}
	}
	return Observer(t.add).Begin(part)
}

func (t *Times) add(part Name, took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.spent == nil {
		t.spent = make(map[Name]time.Duration)
	}
	t.spent[part] += took
}

// Each calls f with every part that was passed, in their order.
func (t *Times) Each(f Observer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, part := range Names() {
		if took, ok := t.spent[part]; ok {
			f(part, took)
		}
	}
}
