// Package engine answers questions from one immutable snapshot of the corpus at
// a time, and replaces that snapshot when the articles change.
//
// It promises that an answer comes from one generation of the index, and that
// the old one answers until a new one is whole and checked. It ranks by package
// rank, asks a retrieval.Backend for candidates and knows nothing of chat.
package engine

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
)

// Config is what an engine needs. Reader and Backend are required.
type Config struct {
	Reader  retrieval.Reader
	Backend retrieval.Backend
	// Archive keeps the articles across restarts, beside Backend's indexes; nil
	// keeps nothing. The engine closes it.
	Archive Archive
	// Spare builds the index where Archive cannot be written: the disk is full
	// or read-only. nil fails instead.
	Fallback retrieval.Backend
	// SourceKey names what Reader reads. What was kept under another key is not
	// served.
	SourceKey string
	// Checks are what a reload must pass; SetChecks changes them.
	Checks Checks
	// Keep is how many generations stay in Archive, the live one included. The
	// live one and the one before always do.
	Keep int
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Log receives what operators should know; nil discards it.
	Log *slog.Logger
	// Progress, if set, is told how far the first build is.
	Progress func(retrieval.Progress)
	// Meaning finds what is said in other words; nil: words alone.
	Meaning *Meaning
	// Others, if set, are engines that answer from the same generations: the first is
	// taken over from them where Archive has none. See Adopt.
	Others Others
	// Bounds, if set, are how much may be indexed; more is analysis.ErrFull.
	Bounds analysis.Bounds
	// Recent is how many bytes the newest articles may take in memory, about, where they
	// stand elsewhere: from them people are answered while nobody reaches the others.
	// 0: shelf.DefaultRecent; below 0 none are kept.
	Recent int
	// Models replace the fitted ones, for experiments.
	Models *rank.Models
}

// Engine answers questions. All methods are safe for concurrent use.
type Engine struct {
	cfg     Config
	models  rank.Models
	checks  atomic.Pointer[Checks]
	current atomic.Pointer[snapshot]
	traffic *traffic

	// life is held by the one that replaces the current snapshot.
	life sync.Mutex
	// role is what may be done with Archive now, line what it holds; before is
	// what memory keeps where nothing is archived. All are guarded by life.
	role    role
	history History
	before  *snapshot
	// opened says how the first snapshot came to be; fixed after Open.
	opened retrieval.Opened

	behind     atomic.Pointer[[]retrieval.Generation]
	reloading  atomic.Pointer[retrieval.Progress]
	last       atomic.Pointer[retrieval.Report]
	missing    atomic.Pointer[[]retrieval.Probe]
	copying    func()                        // ends the copying of articles; guarded by life
	filling    func()                        // ends the making of vectors; guarded by life
	filled     atomic.Pointer[chan struct{}] // closed when they are made
	mute       atomic.Pointer[muteness]      // why the last question had no vector, nil if it had
	vectorless atomic.Int64                  // until when, in Unix nanoseconds, the search cluster is not asked for vectors: it has none
	lately     directions                    // of what was asked
	unreached  atomic.Pointer[silence]       // why the index elsewhere does not answer, nil if it does
	closing    context.Context
	close      context.CancelFunc
}

// ErrClosed is returned for questions after Close.
var ErrClosed = errors.New("engine is closed")

// Open returns an engine that answers: from what Archive holds if that is
// sound, else from the articles, read and indexed now. It fails if there is
// neither.
func Open(ctx context.Context, cfg Config) (*Engine, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	cfg.Keep = max(cfg.Keep, minKeep)
	e := &Engine{cfg: cfg, traffic: newTraffic()}
	e.SetChecks(cfg.Checks)
	if err := e.loadModels(); err != nil {
		return nil, err
	}
	e.closing, e.close = context.WithCancel(context.Background())
	e.life.Lock()
	defer e.life.Unlock()
	if err := e.start(ctx); err != nil {
		e.close()
		return nil, errors.Join(err, e.closeArchive())
	}
	return e, nil
}

// SetChecks changes what a reload must pass, from the next check on.
func (e *Engine) SetChecks(c Checks) { e.checks.Store(&c) }

// Close stops a reload and releases the index once the questions under way are
// answered.
func (e *Engine) Close() error {
	e.close()
	e.life.Lock()
	defer e.life.Unlock()
	e.stopFilling()
	e.stopCopying()
	if s := e.current.Swap(nil); s != nil {
		s.release()
	}
	e.forget()
	return errors.Join(e.closeArchive(), e.closeVectors())
}

func (e *Engine) closeVectors() error {
	if e.cfg.Meaning == nil {
		return nil
	}
	return e.cfg.Meaning.Vectors.Close()
}

// loadModels takes the models that were fitted for the encoder.
func (e *Engine) loadModels() (err error) {
	if e.cfg.Models != nil {
		e.models = *e.cfg.Models
		return nil
	}
	fit := ""
	if e.cfg.Meaning != nil {
		fit = e.cfg.Meaning.Encoder.Fit()
	}
	e.models, err = rank.DefaultModels(fit)
	return err
}

func (e *Engine) closeArchive() error {
	if e.cfg.Archive == nil {
		return nil
	}
	return e.cfg.Archive.Close()
}

// acquire returns the current snapshot, which stays whole until released.
func (e *Engine) acquire() (*snapshot, error) {
	for {
		s := e.current.Load()
		if s == nil {
			return nil, ErrClosed
		}
		if s.retain() {
			return s, nil
		}
	}
}

// Article returns the article with that ArticleID or ArticleID.Key.
func (e *Engine) Article(idOrKey string) (*retrieval.Article, bool) {
	s, err := e.acquire()
	if err != nil {
		return nil, false
	}
	defer s.release()
	a, ok, err := s.article(e.closing, idOrKey)
	if err != nil {
		e.cfg.Log.Error("an article cannot be read", "error", err)
	}
	return a, ok
}

// Articles returns the list of all, full articles before briefs, newest first
// where dates are known.
func (e *Engine) Articles() []retrieval.Summary {
	s, err := e.acquire()
	if err != nil {
		return nil
	}
	defer s.release()
	out := make([]retrieval.Summary, len(s.order))
	for k, i := range s.order {
		out[k] = s.heads[i].Summary
	}
	return out
}

// Status tells an admin about the snapshot that answers now.
func (e *Engine) Status() retrieval.Status {
	s, err := e.acquire()
	if err != nil {
		return retrieval.Status{}
	}
	defer s.release()
	read := s.read.Load()
	status := retrieval.Status{
		Generation: s.generation, BuiltAt: s.builtAt, ReadAt: read.since(), Counts: s.counts, Newest: s.newest, Sources: read.sources,
		Reloading: e.reloading.Load(), LastReload: e.last.Load(), Opened: e.opened, Kept: s.kept,
	}
	if s.vectors != nil {
		at := e.cfg.Meaning.Vectors.Status(s.vectors)
		status.Embedded = &retrieval.Embedded{Done: at.Done, Total: at.Total, Err: at.Err}
		if mute := e.mute.Load(); mute != nil && at.Err == nil {
			status.Embedded.Err = mute.err
		}
	}
	if silent := e.unreached.Load(); silent != nil {
		status.Unreached = silent.err
	}
	status.Remembered, status.RememberedSince = s.remembered()
	if behind := e.behind.Load(); behind != nil {
		status.Previous = *behind
	}
	if missed := e.missing.Load(); missed != nil {
		status.Missed = *missed
	}
	return status
}
