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
	ephemeral role = iota // there is no archive: generations stay in memory
	writer                // makes generations and keeps them
	replica               // serves what another process makes
	reader                // serves what is there; what it makes stays in memory
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
		e.role = writer
	case errors.Is(err, ErrLocked):
		e.role = replica
	default:
		e.role = reader
	}
	if was == replica && e.role == writer {
		e.cfg.Log.Info("the process that kept the data directory has ended; this one keeps it now")
		line, err := e.cfg.Archive.History()
		if err != nil {
			return err
		}
		e.history = line
	}
	return nil
}

// backend is where the next index is built; nil where that cannot be.
func (e *Engine) backend() retrieval.Backend {
	if e.role == ephemeral || e.role == writer {
		return e.cfg.Backend
	}
	return e.cfg.Fallback
}

// follow changes to the generation that another process made live.
func (e *Engine) follow(ctx context.Context, old *snapshot, o retrieval.ReloadOptions) (retrieval.Report, error) {
	line, err := e.cfg.Archive.History()
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
	e.history = line
	e.show(s)
	r.Switched = true
	return r, nil
}
