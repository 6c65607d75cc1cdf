// Package retrieval answers questions with passages of a newspaper's articles.
// It holds the nouns (Article, Passage, Question, Answer) and the Engine, which
// searches one immutable snapshot of the corpus at a time.
//
// It promises that every word of an answer stands in an article, that an
// answer comes from one generation of the index, and that the old one answers
// until a new one is whole. It knows nothing of chat.
package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"articlebot/retrieval/rank"
)

// Config is what an engine needs. Reader and Backend are required.
type Config struct {
	Reader  Reader
	Backend Backend
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Log receives what operators should know; nil discards it.
	Log *slog.Logger
	// Progress, if set, is told how far the first build is.
	Progress func(Progress)
	// Weights and Confidence replace the fitted ones, for experiments.
	Weights    *rank.Weights
	Confidence *rank.Confidence
}

// Engine answers questions. All methods are safe for concurrent use.
type Engine struct {
	cfg     Config
	weights rank.Weights
	sure    rank.Confidence
	current atomic.Pointer[snapshot]
}

// ErrClosed is returned for questions after Close.
var ErrClosed = errors.New("engine is closed")

// Open reads the articles, builds their index and returns an engine that
// answers. It fails if no article can be read.
func Open(ctx context.Context, cfg Config) (*Engine, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	e := &Engine{cfg: cfg, weights: rank.DefaultWeights(), sure: rank.DefaultConfidence()}
	if cfg.Weights != nil {
		e.weights = *cfg.Weights
	}
	if cfg.Confidence != nil {
		e.sure = *cfg.Confidence
	}
	corpus, err := cfg.Reader.Read(ctx, e.reading(cfg.Progress))
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	s, err := build(ctx, cfg, corpus, cfg.Progress)
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	e.current.Store(s)
	return e, nil
}

// reading adapts a progress function to what a Reader reports.
func (e *Engine) reading(progress func(Progress)) func(done, total int) {
	if progress == nil {
		return nil
	}
	started := e.cfg.Now()
	return func(done, total int) {
		progress(Progress{Stage: "reading", Done: done, Total: total, Started: started})
	}
}

// Close releases the index once the questions under way are answered.
func (e *Engine) Close() error {
	if s := e.current.Swap(nil); s != nil {
		s.release()
	}
	return nil
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
func (e *Engine) Article(idOrKey string) (*Article, bool) {
	s, err := e.acquire()
	if err != nil {
		return nil, false
	}
	defer s.release()
	return s.article(idOrKey)
}

// Articles returns the list of all, full articles before briefs, newest first
// where dates are known.
func (e *Engine) Articles() []Summary {
	s, err := e.acquire()
	if err != nil {
		return nil
	}
	defer s.release()
	return append([]Summary(nil), s.list...)
}

// Status tells an admin about the snapshot that answers now.
func (e *Engine) Status() Status {
	s, err := e.acquire()
	if err != nil {
		return Status{}
	}
	defer s.release()
	return Status{Generation: s.generation, BuiltAt: s.builtAt, Counts: s.counts, Newest: s.newest, Sources: s.sources}
}
