package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"articlebot/retrieval"
)

const (
	// minKeep is the least number of generations kept: the live one and the one
	// before.
	minKeep = 2
	// maxRemembered is the size, in passages, up to which the generation before
	// stays in memory for a rollback where there is no archive.
	maxRemembered = 50_000
)

// save archives a snapshot without making it the live one. What was opened elsewhere
// is kept there.
func (e *Engine) save(ctx context.Context, s *snapshot, pace *pace) error {
	if s.draft == nil {
		return nil
	}
	err := e.cfg.Archive.Save(ctx, &Record{
		Generation: s.generation, BuiltAt: s.builtAt, Terms: s.terms, SourceKey: e.cfg.SourceKey,
		Articles: s.draft.articles, Sources: s.read.Load().sources, Forward: s.draft.forward, Pause: pace.rest,
	})
	s.kept = err == nil
	return err
}

// keep archives a snapshot and makes it the first of the line: from then on a
// restart serves it. Where that fails the snapshot is closed.
func (e *Engine) keep(ctx context.Context, s *snapshot, line History, pace *pace) error {
	err := e.save(ctx, s, pace)
	if err == nil {
		line.Live = line.Live[:min(len(line.Live), e.cfg.Keep)]
		err = e.cfg.Archive.SetHistory(line)
	}
	if err != nil {
		s.kept = false
		return err
	}
	e.history = line
	return nil
}

// show lets a snapshot answer from now on. Without an archive the one before
// it is remembered.
func (e *Engine) show(s *snapshot) {
	old := e.current.Load()
	e.giveVectors(s, old)
	e.stopCopying()
	s.draft = nil
	e.current.Store(s)
	e.copyNewest(s, old)
	switch {
	case old == nil:
	case !old.kept && !s.kept && old.counts.Passages <= maxRemembered && e.before != s:
		e.forget()
		e.before = old
	default:
		if e.before == s {
			e.before = nil
		}
		old.release()
	}
	e.tellBehind(s)
	e.makeVectors(s)
}

// forget gives up the remembered generation.
func (e *Engine) forget() {
	if e.before != nil {
		e.before.release()
		e.before = nil
	}
}

// tellBehind lists the generations that Rollback can return to.
func (e *Engine) tellBehind(s *snapshot) {
	var behind []retrieval.Generation
	if e.before != nil {
		behind = append(behind, e.before.generation)
	}
	for _, g := range e.history.Live {
		if g != s.generation && e.role != replica {
			behind = append(behind, g)
		}
	}
	e.behind.Store(&behind)
}

// sweep removes what no line needs any more: old generations, refused ones, and
// what crashed builds left. What cannot be removed now is removed next time.
// While nothing is kept nothing is removed: what could not be opened may have
// been out of reach only for a moment.
func (e *Engine) sweep() {
	if e.role != writer || len(e.history.Live) == 0 {
		return
	}
	keep := slices.Clone(e.history.Live)
	if err := e.cfg.Archive.Retain(keep); err != nil {
		e.cfg.Log.Warn("old generations stay", "error", err)
	}
	if err := e.cfg.Backend.Retain(keep); err != nil {
		e.cfg.Log.Warn("old generations stay", "error", err)
	}
}

// Rollback returns to the generation before. The articles that it leaves are
// not taken again by a reload without Force.
func (e *Engine) Rollback(ctx context.Context) (retrieval.Report, error) {
	return e.replace(ctx, nil, func(ctx context.Context, old *snapshot, note func(retrieval.Progress)) (retrieval.Report, error) {
		note(retrieval.Progress{Stage: "switching", Started: e.cfg.Now()})
		return e.rollback(ctx, old)
	})
}

func (e *Engine) rollback(ctx context.Context, old *snapshot) (retrieval.Report, error) {
	if e.role == replica {
		return retrieval.Report{}, fmt.Errorf("roll back: %w", ErrLocked)
	}
	if s := e.before; s != nil {
		return e.back(ctx, old, s, History{Live: e.history.Live, Rejected: old.digest})
	}
	var failed []error
	for i, g := range e.history.Live {
		if g == old.generation {
			continue
		}
		s, _, err := e.open(ctx, g)
		if ctx.Err() != nil {
			return retrieval.Report{}, fmt.Errorf("roll back: %w", ctx.Err())
		}
		if err != nil {
			failed = append(failed, err)
			continue
		}
		line := History{Live: append([]retrieval.Generation{s.generation}, e.history.Live[i+1:]...), Rejected: old.digest}
		if e.role == writer && s.kept {
			if err := e.cfg.Archive.SetHistory(line); err != nil {
				s.release()
				return retrieval.Report{}, err
			}
		}
		return e.back(ctx, old, s, line)
	}
	return retrieval.Report{}, errors.Join(append([]error{retrieval.ErrNoPrevious}, failed...)...)
}

func (e *Engine) back(ctx context.Context, old, s *snapshot, line History) (retrieval.Report, error) {
	r := compare(old, s)
	e.history = line
	e.noteMissed(ctx, s)
	e.show(s)
	r.Switched = true
	return r, nil
}
