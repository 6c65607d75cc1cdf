package engine

import (
	"articlebot/retrieval"
	"context"
	"errors"
	"fmt"
)

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
