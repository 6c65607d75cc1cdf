package engine

import (
	"articlebot/retrieval"
	"context"
	"slices"
)

const (
	// minKeep is the least number of generations kept: the live one and the one
	// before.
	minKeep = 2
	// maxRemembered is the size, in passages, up to which the generation before
	// stays in memory for a rollback where there is no archive.
	maxRemembered = 50_000
)

// save archives a snapshot without making it the live one.
func (e *Engine) save(ctx context.Context, s *snapshot, pace *pace) error {
	err := e.cfg.Archive.Save(ctx, &Record{
		Generation: s.generation, BuiltAt: s.builtAt, Terms: s.terms, SourceKey: e.cfg.SourceKey,
		Articles: s.articles, Sources: s.read.Load().sources, Forward: s.forward, Pause: pace.rest,
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
	old := e.current.Swap(s)
	switch {
	case old == nil:
	case !old.kept && !s.kept && len(old.passages) <= maxRemembered && e.before != s:
		e.forget()
		e.before = old
	default:
		if e.before == s {
			e.before = nil
		}
		old.release()
	}
	e.tellBehind(s)
	e.fillVectors(s, old)
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
