package engine

import (
	"context"
	"errors"
	"math"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
)

const (
	// mostLookedThrough is how many passages in memory are looked through for one
	// question where the index elsewhere does not answer.
	mostLookedThrough = 300_000
	// reachPause is between two looks whether it answers again.
	reachPause = time.Second
)

// propose asks the index for passages by words and keeps the best of them, as
// documents of a hand that has the passages numbered also too. Where one elsewhere
// does not answer, those in memory are looked through.
func (e *Engine) propose(ctx context.Context, s *snapshot, q *analysis.Query, terms []analysis.SearchTerm, meant bool, count int, also []int) ([]int, *shelf.Hand, error) {
	budget, proposals := postingBudget, proposalCount
	if meant {
		budget, proposals = meaningBudget, meaningProposals
	}
	far := s.shelf.Proposals()
	if far > 0 {
		budget, proposals = math.MaxInt, far
	}
	inMemory := far > 0 && s.counts.Passages <= mostLookedThrough
	if inMemory && e.unreached.Load() != nil {
		if found, h, err := s.shelf.LookThrough(ctx, q, count); !errors.Is(err, shelf.ErrElsewhere) {
			return found, h, err
		}
		inMemory = false
	}
	found, h, err := s.shelf.Find(ctx, rarestTerms(terms, budget), max(count, proposals), also)
	if err == nil {
		return rank.Shortlist(h.ForwardIndex, q, found, count), h, nil
	}
	if far == 0 || ctx.Err() != nil {
		return nil, nil, err
	}
	e.noteUnreached(err)
	if !inMemory {
		return nil, nil, err
	}
	found, h, lookErr := s.shelf.LookThrough(ctx, q, count)
	if errors.Is(lookErr, shelf.ErrElsewhere) {
		return nil, nil, err
	}
	return found, h, lookErr
}

// silence is why an index elsewhere does not answer.
type silence struct{ err error }

// noteUnreached tells operators that the index does not answer, and looks from
// time to time whether it does again: no question waits for it until then.
func (e *Engine) noteUnreached(err error) {
	if !e.unreached.CompareAndSwap(nil, &silence{err}) {
		return
	}
	e.cfg.Log.Error("the search cluster does not answer", "error", err)
	go func() {
		for {
			select {
			case <-time.After(reachPause):
			case <-e.closing.Done():
				return
			}
			s, err := e.acquire()
			if err != nil {
				return
			}
			_, _, err = s.shelf.Find(e.closing, []retrieval.IndexTerm{{Text: reachTerm, Boost: 1}}, 1, nil)
			s.release()
			if err == nil {
				e.unreached.Store(nil)
				e.cfg.Log.Info("the search cluster answers again")
				return
			}
			e.unreached.Store(&silence{err})
		}
	}()
}

// reachTerm is searched for to see whether an index answers. No article has it: what
// was found before says nothing.
const reachTerm = "\x01"
