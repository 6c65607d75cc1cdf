package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/shelf"
)

const (
	// fillAtOnce is up to how many passages kept vectors are taken before the
	// first question is answered.
	fillAtOnce = 2000
	// dimsTime is how long an opening or a reload waits for an encoder that has to
	// be asked how long its vectors are.
	dimsTime = time.Second
)

// giveVectors gives a snapshot that nobody asks yet what is known of its passages'
// vectors, from the snapshot before it and, where there are few, from what is kept,
// and ends the making of the one before. The caller holds life.
func (e *Engine) giveVectors(s, old *snapshot) {
	if e.cfg.Meaning == nil {
		return
	}
	e.stopFilling()
	if s.vectors == nil {
		s.vectors = vectors.NewSet(s.counts.Passages, s.shelf.Passage)
		if old != nil && old.vectors != nil {
			s.vectors.Inherit(old.vectors, s.unchangedSince(old))
		}
	}
	if s.counts.Passages > fillAtOnce {
		return
	}
	patient, enough := context.WithTimeout(e.closing, dimsTime)
	defer enough()
	if err := e.cfg.Meaning.Vectors.Take(patient, s.vectors, s.newestPassages()); err != nil {
		e.cfg.Log.Debug("kept vectors are not taken", "error", err)
	}
}

// makeVectors begins to make the vectors that a snapshot's passages lack, those of
// the newest articles first. The caller holds life.
func (e *Engine) makeVectors(s *snapshot) {
	if e.cfg.Meaning == nil {
		return
	}
	ctx, cancel := context.WithCancel(e.closing)
	filled, done := make(chan struct{}), make(chan struct{})
	e.filling = func() { cancel(); <-done }
	e.filled.Store(&filled)
	go func() {
		defer close(done)
		e.fill(ctx, s, filled)
		if !e.cfg.Meaning.Lazy {
			e.cfg.Meaning.Vectors.Share(ctx, s.vectors, s.newestPassages())
			e.placeVectors(ctx, s)
		}
	}()
}

// fill makes what is missing and tells by filled that it has ended.
func (e *Engine) fill(ctx context.Context, s *snapshot, filled chan<- struct{}) {
	defer close(filled)
	if s.vectors.Done() == s.vectors.Len() || e.cfg.Meaning.Lazy {
		return
	}
	if err := e.cfg.Meaning.Vectors.Fill(ctx, s.vectors, s.newestPassages()); err != nil && ctx.Err() == nil {
		e.cfg.Log.Warn("passages have no vectors", "error", err)
	}
}

// copyNewest begins to copy the newest articles of a snapshot that stand elsewhere, for
// when nobody reaches them: once it answers, as no question needs them before. The
// caller holds life.
func (e *Engine) copyNewest(s, old *snapshot) {
	far, ok := s.shelf.(*shelf.Far)
	if !ok || e.cfg.Recent < 0 {
		return
	}
	var before *shelf.Far
	was := func(int) int { return -1 }
	if old != nil {
		before, _ = old.shelf.(*shelf.Far)
		was = func(i int) int {
			if j, same := s.unchanged(i, old); same {
				return j
			}
			return -1
		}
	}
	ctx, cancel := context.WithCancel(e.closing)
	done := make(chan struct{})
	e.copying = func() { cancel(); <-done }
	go func() {
		defer close(done)
		for {
			err := far.Remember(ctx, s.byDate, cmp.Or(e.cfg.Recent, shelf.DefaultRecent), before, was)
			if err == nil || ctx.Err() != nil {
				return
			}
			e.cfg.Log.Debug("the newest articles are not in memory", "error", err)
			if clock.Sleep(ctx, copyPause) != nil {
				return
			}
		}
	}()
}

// copyPause is between two tries to copy articles from where nobody reaches them.
const copyPause = 5 * time.Second

// stopCopying ends the copying in the background. The caller holds life.
func (e *Engine) stopCopying() {
	if e.copying != nil {
		e.copying()
		e.copying = nil
	}
}

const (
	// awaitStep is how often somebody who waits for vectors is told how far it is.
	awaitStep = 200 * time.Millisecond
	// awaitPatience is for how long an encoder may fail before nobody waits for it
	// any more: two pauses of an endpoint that is asked too often.
	awaitPatience = 15 * time.Second
)

// ErrNoVectors is the cause where an encoder fails.
var ErrNoVectors = errors.New("the encoder gives no vectors")

// AwaitVectors waits until the passages of the live generation have their
// vectors, as far as the encoder gives them, and tells how far that is. Where the
// encoder fails and no vector has come for a while, the error is ErrNoVectors
// with its reason; the making goes on.
func (e *Engine) AwaitVectors(ctx context.Context, progress func(retrieval.Progress)) error {
	filled, started := e.filled.Load(), e.cfg.Now()
	if filled == nil {
		return nil
	}
	for last, since := 0, time.Now(); ; {
		select {
		case <-*filled:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(awaitStep):
			done, total := e.VectorsDone()
			progress(retrieval.Progress{Stage: "embedding", Done: done, Total: total, Started: started})
			if done > last {
				last, since = done, time.Now()
			}
			if at := e.Status().Embedded; at != nil && at.Err != nil && time.Since(since) > awaitPatience {
				return fmt.Errorf("%w: %w", ErrNoVectors, at.Err)
			}
		}
	}
}

// VectorsDone is how many passages of the live generation have their vectors, of
// how many; both 0 without an encoder.
func (e *Engine) VectorsDone() (done, total int) {
	s, err := e.acquire()
	if err != nil {
		return 0, 0
	}
	defer s.release()
	if s.vectors == nil {
		return 0, 0
	}
	return s.vectors.Done(), s.vectors.Len()
}

// stopFilling ends the work in the background. The caller holds life.
func (e *Engine) stopFilling() {
	if e.filling != nil {
		e.filling()
		e.filling = nil
	}
}

// unchangedSince is the number in old of each passage whose article did not
// change, -1 of the others.
func (s *snapshot) unchangedSince(old *snapshot) []int {
	was := make([]int, s.counts.Passages)
	for i := range s.heads {
		j, same := s.unchanged(i, old)
		for k := range s.heads[i].passages {
			if was[s.first[i]+k] = -1; same {
				was[s.first[i]+k] = old.first[j] + k
			}
		}
	}
	return was
}

// newestPassages are all passages, those of the newest articles first.
func (s *snapshot) newestPassages() []int {
	out := make([]int, 0, s.counts.Passages)
	for _, i := range s.byDate {
		for k := range s.heads[i].passages {
			out = append(out, s.first[i]+k)
		}
	}
	return out
}
