package engine

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
)

// start finds or makes the first snapshot.
func (e *Engine) start(ctx context.Context) error {
	why := ""
	if e.cfg.Archive != nil {
		if err := e.lookUpRole(); err != nil {
			return err
		}
		if err := e.cfg.Archive.Writable(); err != nil {
			why = "nothing can be kept: " + err.Error()
			e.cfg.Log.Warn("the data directory is only read", "error", err)
		}
		s, how, reason, err := e.restore(ctx)
		if err != nil {
			return err
		}
		if s != nil {
			e.opened = retrieval.Opened{How: how, Why: joinReasons(reason, why)}
			e.cfg.Log.Info("articles restored", "how", string(how), "generation", string(s.generation), "why", reason)
			e.noteMissed(ctx, s)
			e.show(s)
			e.sweep()
			return nil
		}
		why = joinReasons(reason, why)
	}
	s, how, err := e.begin(ctx)
	if err != nil {
		return err
	}
	e.opened = retrieval.Opened{How: how, Why: joinReasons(why, e.unkept(s))}
	e.noteMissed(ctx, s)
	e.show(s)
	e.sweep()
	return nil
}

// begin takes over what others answer from, or else reads the sources.
func (e *Engine) begin(ctx context.Context) (*snapshot, retrieval.Start, error) {
	s, err := e.join(ctx)
	if err == nil && s != nil {
		return s, retrieval.Joined, nil
	}
	if err != nil && ctx.Err() != nil {
		return nil, "", fmt.Errorf("open index: %w", ctx.Err())
	}
	if err != nil {
		e.cfg.Log.Warn("what other replicas answer from cannot be had: the sources are read", "error", err)
	}
	s, err = e.first(ctx)
	return s, retrieval.Built, err
}

func joinReasons(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// unkept says why a snapshot that should be kept is not.
func (e *Engine) unkept(s *snapshot) string {
	if s.kept || e.role != writer {
		return ""
	}
	return "the index could not be kept where it belongs, it is in memory"
}

// first reads and indexes the sources. Where the disk does not take the result
// it answers from memory: a bot without a restart is better than none.
func (e *Engine) first(ctx context.Context) (*snapshot, error) {
	corpus, err := e.cfg.Reader.Read(ctx, e.sourceRead(e.cfg.Progress))
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	now := e.cfg.Now()
	s := e.newSnapshot(e.nextGeneration(), now, corpus, newPace(nil))
	how := building{backend: e.cfg.Backend, progress: e.cfg.Progress, started: now}
	if e.role == writer {
		err := s.build(ctx, how)
		if err == nil {
			err = e.keep(ctx, s, History{Live: []retrieval.Generation{s.generation}}, newPace(nil))
		}
		if err == nil || ctx.Err() != nil || e.cfg.Fallback == nil || errors.Is(err, errNothing) || errors.Is(err, analysis.ErrFull) {
			return s, wrapBuild(err)
		}
		e.cfg.Log.Error("the index cannot be kept", "error", err)
		if s.shelf != nil {
			_ = s.shelf.Close() // it is whole, but its articles are not kept
		}
	}
	if e.role != ephemeral {
		how.backend, s.spare = e.cfg.Fallback, e.role == writer
	}
	if how.backend == nil {
		return nil, fmt.Errorf("build index: %w", e.cfg.Archive.Writable())
	}
	return s, wrapBuild(s.build(ctx, how))
}

func wrapBuild(err error) error {
	if err != nil {
		return fmt.Errorf("build index: %w", err)
	}
	return nil
}

// reading adapts a progress function to what a Reader reports.
func (e *Engine) sourceRead(progress func(retrieval.Progress)) func(done, total int) {
	if progress == nil {
		return nil
	}
	started := e.cfg.Now()
	return func(done, total int) {
		progress(retrieval.Progress{Stage: "reading", Done: done, Total: total, Started: started})
	}
}

// restore opens what answered last, or before that. Without any it returns nil
// and why; an error is of the context only.
func (e *Engine) restore(ctx context.Context) (s *snapshot, how retrieval.Start, why string, err error) {
	line, err := e.cfg.Archive.History()
	if err != nil {
		return nil, "", err.Error(), nil
	}
	e.history = line
	var reasons, others string
	for i, g := range line.Live {
		s, how, err := e.open(ctx, g)
		if ctx.Err() != nil {
			return nil, "", "", fmt.Errorf("open index: %w", ctx.Err())
		}
		if errors.Is(err, errOtherSources) {
			e.cfg.Log.Info("generation is left alone", "generation", string(g), "why", err)
			others = err.Error()
			continue
		}
		if err != nil {
			e.cfg.Log.Error("generation cannot be opened", "generation", string(g), "error", err)
			reasons = joinReasons(reasons, err.Error())
			continue
		}
		rebuilt := s.generation != g
		if how == retrieval.Reindexed {
			reasons = joinReasons(reasons, "the index of "+string(g)+" was damaged or gone")
		}
		if i > 0 {
			how = retrieval.FellBack
		}
		e.history.Live = append([]retrieval.Generation{s.generation}, line.Live[i+1:]...)
		if e.role == writer && (i > 0 || rebuilt) && s.kept {
			if err := e.cfg.Archive.SetHistory(e.history); err != nil {
				e.cfg.Log.Error("the line of generations cannot be kept", "error", err)
			}
		}
		return s, how, joinReasons(reasons, others), nil
	}
	e.history = History{}
	return nil, "", joinReasons(reasons, others), nil
}

// errOtherSources is a generation of sources that are not configured any more.
var errOtherSources = errors.New("what was kept is of other sources than are configured now")

// open makes a snapshot of an archived generation. An index that is not sound,
// or was made by another analysis, is built again of the archived articles.
func (e *Engine) open(ctx context.Context, g retrieval.Generation) (*snapshot, retrieval.Start, error) {
	if s, err := e.openFar(ctx, g, true); err == nil || errors.Is(err, errOtherSources) || ctx.Err() != nil {
		return s, retrieval.Restored, err
	}
	r, err := e.cfg.Archive.Load(ctx, g)
	if err != nil {
		return nil, "", err
	}
	if r.SourceKey != e.cfg.SourceKey {
		return nil, "", errOtherSources
	}
	s := e.newSnapshot(g, r.BuiltAt, retrieval.Corpus{Articles: r.Articles, Sources: r.Sources}, newPace(nil))
	s.kept = true
	if err := surviving(func() error { return s.recall(ctx, r) })(); err != nil {
		return nil, "", err
	}
	how := retrieval.Reindexed
	if s.terms == r.Terms {
		index, openErr := near(ctx, e.cfg.Backend, g)
		if openErr == nil {
			s.take(index)
			return s, retrieval.Restored, nil
		}
		err = openErr
		if ctx.Err() != nil {
			return nil, "", ctx.Err()
		}
	} else {
		how, err = retrieval.Updated, errors.New("it was made by another version of this program")
	}
	e.cfg.Log.Warn("index is built again of the kept articles", "generation", string(g), "why", err)
	s, err = e.reindex(ctx, r)
	return s, how, err
}

// openFar makes a snapshot of a generation whose articles stand elsewhere with their
// index, as far as it needs them here. own tells that they must be of the sources that
// are configured here: others may read them under other names.
func (e *Engine) openFar(ctx context.Context, g retrieval.Generation, own bool) (*snapshot, error) {
	if _, ok := e.cfg.Backend.(retrieval.Storehouse); !ok {
		return nil, retrieval.ErrNoGeneration
	}
	index, err := e.cfg.Backend.Open(ctx, g)
	if err != nil {
		return nil, err
	}
	store, ok := index.(retrieval.Store)
	if !ok {
		return nil, errors.Join(retrieval.ErrNoGeneration, index.Close())
	}
	s, err := e.far(ctx, g, store, own)
	if errors.Is(err, errOtherSources) {
		return nil, errors.Join(err, store.Close())
	}
	if err != nil {
		e.cfg.Log.Warn("the articles in the cluster cannot be answered from", "generation", string(g), "error", err)
		return nil, errors.Join(err, store.Close())
	}
	return s, nil
}

// far makes a snapshot of what stands in a store.
func (e *Engine) far(ctx context.Context, g retrieval.Generation, store retrieval.Store, own bool) (*snapshot, error) {
	c, err := shelf.ReadCatalogue(ctx, store)
	if err != nil {
		return nil, err
	}
	if own && c.SourceKey != e.cfg.SourceKey {
		return nil, errOtherSources
	}
	x, err := shelf.ReadLexicon(ctx, store)
	if err != nil {
		return nil, err
	}
	s := described(g, c)
	f := s.far(store, x, e.cfg.Log)
	s.shelf = f
	return s, f.Check(ctx)
}

// near opens an index whose articles are here. One that keeps them itself could
// not be used.
func near(ctx context.Context, b retrieval.Backend, g retrieval.Generation) (retrieval.Index, error) {
	index, err := b.Open(ctx, g)
	if _, far := index.(retrieval.Store); far && err == nil {
		return nil, errors.Join(errOtherVersion, index.Close())
	}
	return index, err
}

// recall fills an archived snapshot's collection: with the one that was kept,
// if that is still right, else by analysing the articles again.
func (s *snapshot) recall(ctx context.Context, r *Record) error {
	c := r.Forward
	if c == nil || c.Len() != s.counts.Passages || c.Sum() != r.Terms {
		return s.analyse(ctx, nil, newPace(nil), func(chunk) error { return nil })
	}
	if err := c.Within(s.draft.bounds); err != nil {
		return err
	}
	for i := range s.draft.articles {
		a := &s.draft.articles[i]
		for k := range a.Passages {
			divide(a, k)
		}
	}
	s.finish(c)
	return ctx.Err()
}

// reindex builds the index of archived articles again, as a new generation.
func (e *Engine) reindex(ctx context.Context, r *Record) (*snapshot, error) {
	s := e.newSnapshot(e.nextGeneration(r.Generation), r.BuiltAt, retrieval.Corpus{Articles: r.Articles, Sources: r.Sources}, newPace(nil))
	backend := e.backend()
	if backend == nil {
		return nil, fmt.Errorf("build index: %w", e.cfg.Archive.Writable())
	}
	if err := s.build(ctx, building{backend: backend, progress: e.cfg.Progress, started: e.cfg.Now()}); err != nil {
		return nil, wrapBuild(err)
	}
	if e.role != writer {
		return s, nil
	}
	if err := e.save(ctx, s, newPace(nil)); err != nil {
		s.release()
		return nil, err
	}
	return s, nil
}

// nextGeneration names a build that comes after all others.
func (e *Engine) nextGeneration(others ...retrieval.Generation) retrieval.Generation {
	others = append(others, e.history.Live...)
	if s := e.current.Load(); s != nil {
		others = append(others, s.generation)
	}
	if last := e.last.Load(); last != nil {
		others = append(others, last.Generation)
	}
	return newGeneration(e.cfg.Now(), others...)
}

// newGeneration names a build that starts now, after the others.
func newGeneration(now time.Time, others ...retrieval.Generation) retrieval.Generation {
	n := max(now.UnixMicro(), 1)
	for _, g := range others {
		if other, err := strconv.ParseInt(string(g), 36, 64); err == nil && other >= n {
			n = other + 1
		}
	}
	return retrieval.Generation(strconv.FormatInt(n, 36))
}
