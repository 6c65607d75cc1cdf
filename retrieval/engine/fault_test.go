package engine_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// faults counts the steps that touch the disk, before and after each, and lets
// something happen at one of them.
type faults struct {
	step atomic.Int64
	at   int64
	act  func() error
}

func (f *faults) pass() error {
	if f.step.Add(1) == f.at {
		return f.act()
	}
	return nil
}

// around does a step with a fault before or after it.
func (f *faults) around(do func() error) error {
	if err := f.pass(); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return f.pass()
}

// inject puts the faults between an engine and its disk.
func (f *faults) inject(cfg engine.Config) engine.Config {
	cfg.Backend = faultyBackend{cfg.Backend, f}
	cfg.Archive = faultyArchive{cfg.Archive, f}
	return cfg
}

type faultyBackend struct {
	retrieval.Backend
	*faults
}

func (b faultyBackend) Begin(ctx context.Context, g retrieval.Generation, base *retrieval.Base) (build retrieval.Build, err error) {
	err = b.around(func() (err error) { build, err = b.Backend.Begin(ctx, g, base); return err })
	if err != nil && build != nil {
		err = errors.Join(err, build.Abort())
	}
	return faultyBuild{build, b.faults}, err
}

func (b faultyBackend) Retain(keep []retrieval.Generation) error {
	return b.around(func() error { return b.Backend.Retain(keep) })
}

type faultyBuild struct {
	retrieval.Build
	*faults
}

func (b faultyBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	return b.around(func() error { return b.Build.Add(ctx, docs) })
}

func (b faultyBuild) Commit(ctx context.Context) (idx retrieval.Index, err error) {
	err = b.around(func() (err error) { idx, err = b.Build.Commit(ctx); return err })
	if err != nil && idx != nil {
		err = errors.Join(err, idx.Close())
	}
	return idx, err
}

type faultyArchive struct {
	engine.Archive
	*faults
}

func (a faultyArchive) Save(ctx context.Context, r *engine.Record) error {
	return a.around(func() error { return a.Archive.Save(ctx, r) })
}

func (a faultyArchive) SetHistory(l engine.History) error {
	return a.around(func() error { return a.Archive.SetHistory(l) })
}

func (a faultyArchive) Retain(keep []retrieval.Generation) error {
	return a.around(func() error { return a.Archive.Retain(keep) })
}

// TestADiskThatFailsAtAnyStepLosesNothing lets each step of a reload fail once,
// as where the disk is full, then reloads again, then restarts.
func TestADiskThatFailsAtAnyStepLosesNothing(t *testing.T) {
	t.Parallel()
	n := &newsroom{}
	for step := int64(1); ; step++ {
		p := onDisk(t)
		f := &faults{act: func() error { return syscall.ENOSPC }}
		n.publish(issue("E1", 6)...)
		e := open(t, f.inject(p.config(n)))
		n.publish(issue("E2", 6)...)
		f.at = f.step.Load() + step
		r, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
		if f.step.Load() < f.at {
			if step < 10 {
				t.Fatalf("a reload has only %d steps", step)
			}
			return
		}
		if err != nil && (!errors.Is(err, syscall.ENOSPC) || r.Switched || edition(t, e) != "E1") {
			t.Errorf("step %d: error %v, switched %v, edition %s", step, err, r.Switched, edition(t, e))
		}
		if err == nil && (!r.Switched || edition(t, e) != "E2") {
			t.Errorf("step %d: report %+v, edition %s", step, r, edition(t, e))
		}
		n.publish(issue("E3", 6)...)
		if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched || edition(t, e) != "E3" {
			t.Errorf("step %d: then %+v, edition %s", step, r, edition(t, e))
		}
		must(t, e.Close())
		again := p.open(t, n)
		if s := again.Status(); s.Opened.How != retrieval.Restored || edition(t, again) != "E3" {
			t.Errorf("step %d: restarted %+v, edition %s", step, s.Opened, edition(t, again))
		}
	}
}

func TestADiskThatIsFullFromTheStartIsAnsweredFromMemory(t *testing.T) {
	n := &newsroom{}
	n.publish(issue("E1", 6)...)
	for step := int64(1); step <= 8; step++ {
		t.Run(fmt.Sprint("step ", step), func(t *testing.T) {
			f := &faults{at: step, act: func() error { return syscall.ENOSPC }}
			e := open(t, f.inject(onDisk(t).config(n)))
			s := e.Status()
			if edition(t, e) != "E1" || s.Opened.How != retrieval.Built || s.Opened.Why == "" || s.Kept {
				t.Errorf("edition %s, status %+v", edition(t, e), s)
			}
			if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched || !e.Status().Kept {
				t.Errorf("when there is room again: %+v", r)
			}
		})
	}
}
