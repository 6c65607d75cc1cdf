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
	Member *shared.Member
	Log    *slog.Logger
	// Keep is how many generations all can go back to, the live one included.
	Keep int
	// Switched is called when this replica answers from another generation that it
	// did not make.
	Switched func()

	held    atomic.Pointer[shared.Held] // nil while another is the indexer
	opening atomic.Pointer[string]
}

func (l *Line) shared() shared.Line { return shared.Line{Store: l.Member.Store} }

// Indexes tells whether this replica reads the sources.
func (l *Line) Indexes() bool {
	h := l.held.Load()
	return h != nil && h.Valid()
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
