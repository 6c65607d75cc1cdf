// Package generations keeps the replicas of a bot on one generation of articles:
// one of them, the indexer, reads the sources; the others ask it to and take over
// what it made.
//
// A generation travels as its articles, packed and in parts, among the documents
// that replicas share; each replica indexes it for itself, what is unchanged being
// taken from the generation before, or opens the index where all reach it.
package generations

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot/shared"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// Engine is what makes generations and answers from them.
type Engine interface {
	Reload(ctx context.Context, o retrieval.ReloadOptions) (retrieval.Report, error)
	Rollback(ctx context.Context) (retrieval.Report, error)
	Status() retrieval.Status
	Record(ctx context.Context) (*engine.Record, error)
	Has(g retrieval.Generation) bool
	Spare() bool
	Adopt(ctx context.Context, r *engine.Record, back bool) (retrieval.Report, error)
}

// LeaseName is the indexer's lease.
const LeaseName = "indexer"

// leaseFor is how long an indexer that was heard of is waited for before another
// replica reads the sources. It is no wait for anybody who asks a question.
const leaseFor = 15 * time.Second

// Line is a replica's part in the line of generations.
type Line struct {
	Engine Engine
	// Opened, if set, is closed once Engine is: the line is run before that, so that
	// the engine begins with what others answer from, or is the one to read the
	// sources.
	Opened <-chan struct{}
	Member *shared.Member
	Log    *slog.Logger
	// Keep is how many generations all can go back to, the live one included.
	Keep int
	// Switched is called when this replica answers from another generation that it
	// did not make.
	Switched func()

	held    atomic.Pointer[post] // nil while another is the indexer
	opening atomic.Pointer[string]
	// steps is held while this replica takes over what is live, and where changes is
	// changed: how many of its own are under way, from before the engine has them until
	// all replicas know. Meanwhile what is live is older than what answers here.
	steps   sync.Mutex
	changes int
}

// post is the indexer's.
type post struct {
	*shared.Held
	of string // the line's name
}

func (l *Line) shared() shared.Line { return shared.Line{Store: l.Member.Store} }

// Indexes tells whether this replica reads the sources.
func (l *Line) Indexes() bool {
	h := l.held.Load()
	return h != nil && h.Valid()
}

// Lease is the indexer's while this replica is that: its token, and the name of
// what the replicas share.
func (l *Line) Lease() (token int64, of string, held bool) {
	h := l.held.Load()
	if h == nil || !h.Valid() {
		return 0, "", false
	}
	return h.Lease().Token, h.of, true
}

// Needed lists the generations that a replica answers from or may have to.
func (l *Line) Needed(ctx context.Context) ([]retrieval.Generation, error) {
	line := l.shared()
	live, err := line.Live(ctx)
	if err != nil {
		return nil, err
	}
	all, err := line.All(ctx)
	if err != nil {
		return nil, err
	}
	replicas, err := shared.Replicas(ctx, line.Store)
	if err != nil {
		return nil, err
	}
	list := []retrieval.Generation{retrieval.Generation(live.Name), retrieval.Generation(live.Before)}
	for _, g := range all {
		list = append(list, retrieval.Generation(g.Name))
	}
	for _, r := range replicas {
		list = append(list, retrieval.Generation(r.Serves), retrieval.Generation(r.Opens))
	}
	return list, nil
}

// change notes that this replica makes a generation live, until end.
func (l *Line) change() (end func()) {
	add := func(n int) {
		l.steps.Lock()
		defer l.steps.Unlock()
		l.changes += n
	}
	add(1)
	return func() { add(-1) }
}

// opened waits for the engine.
func (l *Line) opened(ctx context.Context) error {
	if l.Opened == nil {
		return nil
	}
	select {
	case <-l.Opened:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Opening is the generation that this replica is about to answer from, "" if none.
func (l *Line) Opening() string {
	if name := l.opening.Load(); name != nil {
		return *name
	}
	return ""
}

// Run follows the line and waits to be the indexer, until ctx ends.
func (l *Line) Run(ctx context.Context) {
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		l.follow(ctx)
	}()
	err := shared.Hold(ctx, l.Member.Store, LeaseName, l.Member.ID, leaseFor, l.index)
	if ctx.Err() == nil {
		l.Log.Error("this replica will not read the sources any more", "err", err)
	}
	<-followed
}
