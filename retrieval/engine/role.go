package engine

import (
	"articlebot/retrieval"
	"context"
	"errors"
	"fmt"
)

// role is what an engine may do with its archive.
type role int

const (
	alone    role = iota // there is no archive: generations stay in memory
	keeper               // makes generations and keeps them
	follower             // serves what another process makes
	reader               // serves what is there; what it makes stays in memory
)

// lookUpRole finds out what may be done now. A follower becomes the keeper when
// the other process has ended.
func (e *Engine) lookUpRole() error {
	if e.cfg.Archive == nil {
		return nil
	}
	err := e.cfg.Archive.Writable()
	was := e.role
	switch {
	case err == nil:
		e.role = keeper
	case errors.Is(err, ErrLocked):
		e.role = follower
	default:
		e.role = reader
	}
	if was == follower && e.role == keeper {
		e.cfg.Log.Info("the process that kept the data directory has ended; this one keeps it now")
		line, err := e.cfg.Archive.Line()
		if err != nil {
			return err
		}
		e.line = line
	}
	return nil
}

// backend is where the next index is built; nil where that cannot be.
func (e *Engine) backend() retrieval.Backend {
	if e.role == alone || e.role == keeper {
		return e.cfg.Backend
	}
	return e.cfg.Spare
}

// follow changes to the generation that another process made live.
func (e *Engine) follow(ctx context.Context, old *snapshot, o retrieval.ReloadOptions) (retrieval.Report, error) {
	line, err := e.cfg.Archive.Line()
	if err != nil {
		return retrieval.Report{}, err
	}
	if len(line.Live) == 0 || line.Live[0] == old.generation {
		r := compare(old, old)
		r.Dry = o.Dry
		return r, nil
	}
	s, _, err := e.open(ctx, line.Live[0])
	if err != nil {
		return retrieval.Report{}, fmt.Errorf("open what the other process built: %w", err)
	}
	r := compare(old, s)
	if r.Dry = o.Dry; o.Dry {
		s.release()
		return r, nil
	}
	e.line = line
	e.show(s)
	r.Switched = true
	return r, nil
}
