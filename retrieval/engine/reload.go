package engine

import (
	"articlebot/retrieval"
	"context"
	"fmt"
	"strings"
)

// Reload reads the sources again and answers from what they hold now, if that
// passes the checks; until then, and if it does not, the old generation answers.
// A refused reload is no error: the report says why. An error means that the
// reload could not be done; nothing has changed then either. A second reload
// while one runs is a *ReloadingError.
//
// Where another process keeps the data directory, Reload changes to the
// generation that this process made live last.
func (e *Engine) Reload(ctx context.Context, o retrieval.ReloadOptions) (retrieval.Report, error) {
	return e.replace(ctx, o.Progress, func(ctx context.Context, old *snapshot, note func(retrieval.Progress)) (retrieval.Report, error) {
		if e.role == replica {
			return e.follow(ctx, old, o)
		}
		return e.reload(ctx, old, o, note)
	})
}

// replace runs the one thing that may replace the current snapshot now, and
// remembers its report.
func (e *Engine) replace(ctx context.Context, progress func(retrieval.Progress),
	do func(context.Context, *snapshot, func(retrieval.Progress)) (retrieval.Report, error)) (r retrieval.Report, err error) {
	if !e.life.TryLock() {
		running := &retrieval.ReloadingError{}
		if p := e.reloading.Load(); p != nil {
			running.Progress = *p
		}
		return retrieval.Report{}, running
	}
	defer e.life.Unlock()
	old := e.current.Load()
	if old == nil {
		return retrieval.Report{}, ErrClosed
	}
	if err := e.lookUpRole(); err != nil {
		return retrieval.Report{}, err
	}
	defer frugal(old.counts.Passages)()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.closing, cancel)()
	started := e.cfg.Now()
	note := func(p retrieval.Progress) {
		p.Started = started
		e.reloading.Store(&p)
		if progress != nil {
			progress(p)
		}
	}
	defer e.reloading.Store(nil)
	err = surviving(func() (err error) { r, err = do(ctx, old, note); return err })()
	r.Before, r.BeforeBuilt = old.generation, old.builtAt
	r.At = e.cfg.Now()
	r.Took = r.At.Sub(started)
	if err != nil {
		r.Switched, r.Refused = false, err.Error()
	}
	e.last.Store(&r)
	e.sweep()
	return r, err
}

func (e *Engine) reload(ctx context.Context, old *snapshot, o retrieval.ReloadOptions, note func(retrieval.Progress)) (retrieval.Report, error) {
	note(retrieval.Progress{Stage: "reading"})
	if again, ok := e.cfg.Reader.(retrieval.Forgetter); ok && o.Force {
		again.Forget()
	}
	corpus, err := e.cfg.Reader.Read(ctx, e.sourceRead(note))
	if err != nil {
		return retrieval.Report{From: old.counts, Dry: o.Dry, Skipped: skips(corpus.Sources)}, fmt.Errorf("read articles: %w", err)
	}
	traffic := e.traffic
	if o.Hurry {
		traffic = nil
	}
	s := e.newSnapshot(e.nextGeneration(), e.cfg.Now(), corpus, newPace(traffic))
	r := compare(old, s)
	r.Dry = o.Dry
	if s.digest == old.digest && e.settled(old) && !o.Force {
		old.read.Store(&sourceRead{e.cfg.Now(), corpus.Sources})
		r.Generation = old.generation
		return r, nil
	}
	note(retrieval.Progress{Stage: "checking"})
	wrong := e.checks.Load().inspect(old, s)
	if e.history.Rejected == s.digest {
		wrong = append(wrong, "these are the articles that were rolled back from")
	}
	if r.Refused = strings.Join(wrong, "; "); r.Refused != "" && !o.Force {
		return r, nil
	}
	return e.index(ctx, s, r, o, building{old: old, traffic: traffic, progress: note})
}

// index builds a snapshot whose articles may be taken, of the old one where
// they are the same, probes it and switches to it.
func (e *Engine) index(ctx context.Context, s *snapshot, r retrieval.Report, o retrieval.ReloadOptions, how building) (retrieval.Report, error) {
	note := how.progress
	how.backend, how.started = e.backend(), e.cfg.Now()
	if how.backend == nil {
		return r, fmt.Errorf("build index: %w", e.cfg.Archive.Writable())
	}
	if err := s.build(ctx, how); err != nil {
		return r, wrapBuild(err)
	}
	note(retrieval.Progress{Stage: "checking", Done: s.counts.Passages, Total: s.counts.Passages})
	wrong, err := e.probe(ctx, s, how.old)
	if err != nil {
		s.release()
		return r, err
	}
	if len(wrong) > 0 {
		r.Refused = joinReasons(r.Refused, strings.Join(wrong, "; "))
	}
	if o.Dry || r.Refused != "" && !o.Force {
		s.release()
		return r, nil
	}
	note(retrieval.Progress{Stage: "switching", Done: s.counts.Passages, Total: s.counts.Passages})
	if e.role == writer {
		if err := e.keep(ctx, s, History{Live: append([]retrieval.Generation{s.generation}, e.history.Live...)}, newPace(how.traffic)); err != nil {
			s.release()
			return r, err
		}
	} else {
		e.history.Rejected = ""
	}
	e.noteMissed(ctx, s)
	e.show(s)
	r.Switched, r.Refused = true, ""
	return r, nil
}

// settled tells whether a restart would serve the snapshot, if anything.
func (e *Engine) settled(s *snapshot) bool {
	return e.role != writer || s.kept && len(e.history.Live) > 0 && e.history.Live[0] == s.generation
}
