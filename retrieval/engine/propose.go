package engine

import (
	"context"
	"math"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
)

const (
	// mostLookedThrough is how many passages in memory are looked through for one
	// question where the index elsewhere does not answer.
	mostLookedThrough = 300_000
	// reachPause is between two looks whether it answers again.
	reachPause = time.Second
)

// propose asks the index for passages by words and keeps the best of them. Where
// one elsewhere does not answer, those in memory are looked through.
func (e *Engine) propose(ctx context.Context, s *snapshot, q *rank.Query, terms []rank.SearchTerm, meant bool, count int) ([]int, error) {
	budget, proposals := postingBudget, proposalCount
	if meant {
		budget, proposals = meaningBudget, meaningProposals
	}
	far, elsewhere := s.index.(retrieval.Thorough)
	if elsewhere {
		budget, proposals = math.MaxInt, far.Proposals()
	}
	inMemory := elsewhere && s.forward.Len() <= mostLookedThrough
	if inMemory && e.unreached.Load() != nil {
		return s.forward.LookThrough(ctx, q, count)
	}
	found, err := s.index.Search(ctx, rarestTerms(terms, budget), max(count, proposals))
	if err == nil {
		return s.forward.Shortlist(q, found, count), nil
	}
	if !elsewhere || ctx.Err() != nil {
		return nil, err
	}
	e.noteUnreached(err)
	if !inMemory {
		return nil, err
	}
	return s.forward.LookThrough(ctx, q, count)
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
			_, err = s.index.Search(e.closing, []retrieval.IndexTerm{{Text: reachTerm, Boost: 1}}, 1)
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

// reachTerm is searched for to see whether an index answers.
const reachTerm = "health"
