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
	return behind != nil && slices.Contains(*behind, g)
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
			report := compare(old, old)
			report.Generation = old.generation
			return report, nil
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
	if len(r.Articles) == 0 {
		return retrieval.Report{}, fmt.Errorf("adopt a generation: %w", errNothing)
	}
	s := newSnapshot(r.Generation, r.BuiltAt, retrieval.Corpus{Articles: r.Articles, Sources: r.Sources}, newPace(e.traffic))
	report := compare(old, s)
	report.Generation = s.generation
	how := building{old: old, traffic: e.traffic, progress: note, backend: e.backend(), started: e.cfg.Now()}
	if how.backend == nil {
		return report, fmt.Errorf("build index: %w", e.cfg.Archive.Writable())
	}
	if err := s.adopt(ctx, r, how); err != nil {
		return report, wrapBuild(err)
	}
	if e.role == writer {
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

// adopt opens the index that another engine built, where it is in a place that both
// reach, or builds one.
func (s *snapshot) adopt(ctx context.Context, r *Record, how building) error {
	index, err := how.backend.Open(ctx, r.Generation)
	if errors.Is(err, retrieval.ErrNoGeneration) {
		return s.build(ctx, how)
	}
	if err != nil {
		return err
	}
	s.inherit(how.old)
	err = surviving(func() error {
		return s.analyse(ctx, func(int) bool { return false }, newPace(how.traffic), func(chunk) error { return nil })
	})()
	if err == nil && s.terms != r.Terms {
		err = errors.New("the index was made by another version of this program")
	}
	if err != nil {
		return errors.Join(err, index.Close())
	}
	s.take(index)
	return nil
}
