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
	// awayAfter is after how long an index that does not answer is not asked by questions
	// any more.
	awayAfter = 5 * time.Second
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
	chosen, most := rarestTerms(terms, budget), max(count, proposals)
	if far > 0 && e.isAway(s) {
		if found, h, ok := s.shelf.Again(chosen, most); ok {
			return rank.Shortlist(h.ForwardIndex, q, found, count), h, nil
		}
		if found, h, err := s.lookThrough(ctx, q, count); !errors.Is(err, shelf.ErrElsewhere) {
			return found, h, err
		}
	}
	found, h, err := s.shelf.Find(ctx, chosen, most, also)
	if err == nil {
		return rank.Shortlist(h.ForwardIndex, q, found, count), h, nil
	}
	if far == 0 || ctx.Err() != nil {
		return nil, nil, err
	}
	e.noteUnreached(s, err)
	found, h, lookErr := s.lookThrough(ctx, q, count)
	if errors.Is(lookErr, shelf.ErrElsewhere) {
		return nil, nil, err
	}
	return found, h, lookErr
}

// isAway tells whether the index elsewhere is not to be asked: where all passages are
// here it is once it has not answered, else only after some seconds, as a single question
// that it had no time for says little of the next.
func (e *Engine) isAway(s *snapshot) bool {
	silent := e.unreached.Load()
	if silent == nil {
		return false
	}
	_, here := s.shelf.(*shelf.Memory)
	return here || time.Since(silent.since) > awayAfter
}

// lookThrough looks at what is in memory, if that is no more than a question has time
// for.
func (s *snapshot) lookThrough(ctx context.Context, q *analysis.Query, count int) ([]int, *shelf.Hand, error) {
	if _, near := s.shelf.(*shelf.Memory); near && s.counts.Passages > mostLookedThrough {
		return nil, nil, shelf.ErrElsewhere
	}
	return s.shelf.LookThrough(ctx, q, count)
}

// remembered is how many articles are in memory of those that stand elsewhere, and
// since when the oldest of them is; 0 where none stand elsewhere.
func (s *snapshot) remembered() (articles int, since time.Time) {
	far, ok := s.shelf.(*shelf.Far)
	if !ok {
		return 0, time.Time{}
	}
	if articles = far.Remembered(); articles > 0 {
		since = s.heads[s.byDate[articles-1]].Published
	}
	return articles, since
}

// silence is why an index elsewhere does not answer.
type silence struct {
	err   error
	since time.Time
}

// noteUnreached tells operators that the index does not answer, and looks from
// time to time whether it does again: no question waits for it until then.
func (e *Engine) noteUnreached(s *snapshot, err error) {
	since := time.Now()
	if !e.unreached.CompareAndSwap(nil, &silence{err, since}) {
		return
	}
	args := []any{"error", err}
	if n, since := s.remembered(); n > 0 {
		args = append(args, "newest_articles_in_memory", n, "since", since)
	}
	e.cfg.Log.Error("the search cluster does not answer", args...)
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
			e.unreached.Store(&silence{err, since})
		}
	}()
}

// reachTerm is searched for to see whether an index answers. No article has it: what
// was found before says nothing.
const reachTerm = "\x01"
