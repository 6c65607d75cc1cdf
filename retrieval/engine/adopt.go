package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"articlebot/retrieval"
)

// Record returns what answers now, for another engine to adopt. Its articles are
// shared and must not be changed.
func (e *Engine) Record(ctx context.Context) (*Record, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer s.release()
	r := &Record{Generation: s.generation, BuiltAt: s.builtAt, Terms: s.terms, SourceKey: e.cfg.SourceKey, Sources: s.read.Load().sources}
	r.Articles, err = s.articles(ctx)
	return r, err
}

// Has tells whether a generation can be adopted by its name alone.
func (e *Engine) Has(g retrieval.Generation) bool {
	if s := e.current.Load(); s != nil && s.generation == g {
		return true
	}
	behind := e.behind.Load()
	if behind != nil && slices.Contains(*behind, g) {
		return true
	}
	_, far := e.cfg.Backend.(retrieval.Storehouse) // it may be there
	return far
}

// Adopt answers from a generation that another engine made and checked, under its
// name: from its index where that can be opened, else from one that is built of its
// articles. What is known of that generation already is used; then r needs no more
// than its name. Nothing is checked again. The generation before stays until then,
// and where Adopt fails. back tells that what answers now is rolled back from: then
// an unattended reload does not bring its articles back.
func (e *Engine) Adopt(ctx context.Context, r *Record, back bool) (retrieval.Report, error) {
	return e.replace(ctx, nil, func(ctx context.Context, old *snapshot, note func(retrieval.Progress)) (retrieval.Report, error) {
		if old.generation == r.Generation {
			return e.place(ctx, old, note)
		}
		rejected := ""
		if back {
			rejected = old.digest
		}
		if report, ok, err := e.adoptKept(ctx, old, r.Generation, rejected); ok || err != nil {
			return report, err
		}
		if e.role == replica {
			return retrieval.Report{}, fmt.Errorf("adopt a generation: %w", ErrLocked)
		}
		return e.adopt(ctx, old, r, rejected, note)
	})
}

// adoptKept returns to a generation that answered before, if it is still there.
func (e *Engine) adoptKept(ctx context.Context, old *snapshot, g retrieval.Generation, rejected string) (retrieval.Report, bool, error) {
	if s := e.before; s != nil && s.generation == g {
		report, err := e.back(ctx, old, s, History{Live: e.history.Live, Rejected: rejected})
		return report, true, err
	}
	i := slices.Index(e.history.Live, g)
	if i < 0 || e.role != writer {
		return retrieval.Report{}, false, nil
	}
	s, _, err := e.open(ctx, g)
	if err != nil || s.generation != g { // it was made anew under another name
		if s != nil {
			s.release()
		}
		return retrieval.Report{}, false, ctx.Err()
	}
	line := History{Live: append([]retrieval.Generation{g}, slices.Delete(slices.Clone(e.history.Live), i, i+1)...), Rejected: rejected}
	if err := e.cfg.Archive.SetHistory(line); err != nil {
		s.release()
		return retrieval.Report{}, false, err
	}
	report, err := e.back(ctx, old, s, line)
	return report, true, err
}

// adopt makes a snapshot of a generation that was never here.
func (e *Engine) adopt(ctx context.Context, old *snapshot, r *Record, rejected string, note func(retrieval.Progress)) (retrieval.Report, error) {
	how := building{traffic: e.traffic, progress: note, started: e.cfg.Now()}
	s, err := e.taken(ctx, old, r, how)
	if err != nil {
		return retrieval.Report{Generation: r.Generation}, err
	}
	report := compare(old, s)
	report.Generation = s.generation
	if e.role == writer && !s.spare {
		live := slices.DeleteFunc(slices.Clone(e.history.Live), func(g retrieval.Generation) bool { return g == s.generation })
		line := History{Live: append([]retrieval.Generation{s.generation}, live...), Rejected: rejected}
		if err := e.keep(ctx, s, line, newPace(how.traffic)); err != nil {
			s.release()
			return report, err
		}
	}
	e.noteMissed(ctx, s)
	e.show(s)
	report.Switched = true
	return report, nil
}

// place answers from where the index belongs, if what answers is in memory instead
// and that is possible now. Where it is not nothing changes.
func (e *Engine) place(ctx context.Context, old *snapshot, note func(retrieval.Progress)) (retrieval.Report, error) {
	report := compare(old, old)
	report.Generation = old.generation
	if !old.spare || e.role != writer {
		return report, nil
	}
	if s, err := e.openFar(ctx, old.generation, false); err == nil {
		return report, e.placed(ctx, s)
	}
	articles, err := old.articles(ctx)
	if err != nil {
		return report, err
	}
	r := &Record{Generation: old.generation, BuiltAt: old.builtAt, Terms: old.terms, Articles: slices.Clone(articles), Sources: old.read.Load().sources}
	s := e.recorded(r, e.traffic)
	if err := s.adopt(ctx, r, building{old: old, traffic: e.traffic, progress: note, started: e.cfg.Now(), backend: e.cfg.Backend}); err != nil {
		e.cfg.Log.Debug("the index stays in memory", "error", err)
		return report, ctx.Err()
	}
	return report, e.placed(ctx, s)
}

// placed answers from a snapshot whose index is where it belongs.
func (e *Engine) placed(ctx context.Context, s *snapshot) error {
	live := slices.DeleteFunc(slices.Clone(e.history.Live), func(g retrieval.Generation) bool { return g == s.generation })
	line := History{Live: append([]retrieval.Generation{s.generation}, live...), Rejected: e.history.Rejected}
	if err := e.keep(ctx, s, line, newPace(e.traffic)); err != nil {
		s.release()
		return err
	}
	e.cfg.Log.Info("the index is where it belongs", "generation", string(s.generation))
	e.show(s)
	return nil
}

// Spare tells whether the index is in memory although there is a place for it,
// where Adopt of the same generation brings it as soon as that is possible.
func (e *Engine) Spare() bool {
	s := e.current.Load()
	return s != nil && s.spare
}

// errOtherVersion is an index of other terms than this program makes.
var errOtherVersion = errors.New("the index was made by another version of this program")

// adopt opens the index that another engine built, where it is in a place that both
// reach, or builds one.
func (s *snapshot) adopt(ctx context.Context, r *Record, how building) error {
	index, err := near(ctx, how.backend, r.Generation)
	if errors.Is(err, retrieval.ErrNoGeneration) {
		return s.build(ctx, how)
	}
	if err != nil {
		return err
	}
	s.inherit(how.old, how.backend)
	err = surviving(func() error {
		return s.analyse(ctx, nil, newPace(how.traffic), func(chunk) error { return nil })
	})()
	if err == nil && s.terms != r.Terms {
		err = errOtherVersion
	}
	if err != nil {
		return errors.Join(err, index.Close())
	}
	s.take(index)
	return nil
}

// Others are engines elsewhere that answer from the same generations, of which one
// reads the sources.
type Others interface {
	// Live returns the generation that they answer from. It waits until there is one;
	// "" means that this engine is the one to read the sources.
	Live(ctx context.Context) (retrieval.Generation, error)
	// Fetch returns what Record did where that generation was made.
	Fetch(ctx context.Context, g retrieval.Generation) (*Record, error)
}

// join begins with what others answer from. nil without an error means that there
// is nothing yet.
func (e *Engine) join(ctx context.Context) (*snapshot, error) {
	if e.cfg.Others == nil {
		return nil, nil
	}
	g, err := e.cfg.Others.Live(ctx)
	if err != nil || g == "" {
		return nil, err
	}
	s, err := e.openFar(ctx, g, false)
	if err != nil {
		r, fetchErr := e.cfg.Others.Fetch(ctx, g)
		if fetchErr != nil {
			return nil, fetchErr
		}
		s, err = e.taken(ctx, nil, r, building{progress: e.cfg.Progress, started: e.cfg.Now()})
	}
	if err == nil && e.role == writer && !s.spare {
		err = e.keep(ctx, s, History{Live: []retrieval.Generation{s.generation}}, newPace(nil))
		if err != nil && ctx.Err() == nil {
			e.cfg.Log.Error("what others answer from cannot be kept", "error", err)
			err = nil
		}
	}
	return s, err
}

// recorded catalogues what another engine made.
func (e *Engine) recorded(r *Record, t *traffic) *snapshot {
	return e.newSnapshot(r.Generation, r.BuiltAt, retrieval.Corpus{Articles: r.Articles, Sources: r.Sources}, newPace(t))
}

// taken makes a snapshot of what another engine made. Where the index is neither in
// the place where it belongs nor may be built there it is in memory: old, which
// answers meanwhile, would not become right by waiting.
func (e *Engine) taken(ctx context.Context, old *snapshot, r *Record, how building) (*snapshot, error) {
	if e.role == writer || e.role == ephemeral {
		if s, err := e.openFar(ctx, r.Generation, false); err == nil || ctx.Err() != nil {
			return s, wrapBuild(err)
		}
	}
	if len(r.Articles) == 0 {
		return nil, fmt.Errorf("adopt a generation: %w", errNothing)
	}
	s := e.recorded(r, how.traffic)
	how.old, how.backend = old, e.backend()
	if how.backend == nil {
		return nil, fmt.Errorf("build index: %w", e.cfg.Archive.Writable())
	}
	err := s.adopt(ctx, r, how)
	lasts := errors.Is(err, retrieval.ErrNotBuilder) || errors.Is(err, errOtherVersion)
	waits := old != nil && !lasts // a cluster that is away comes back
	if err == nil || waits || ctx.Err() != nil || e.cfg.Fallback == nil || e.role != writer {
		return s, wrapBuild(err)
	}
	e.cfg.Log.Warn("the index of what others answer from is in memory", "generation", string(r.Generation), "error", err)
	s = e.recorded(r, how.traffic)
	s.spare, how.backend = true, e.cfg.Fallback
	return s, wrapBuild(s.build(ctx, how))
}
