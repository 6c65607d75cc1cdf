package engine

import (
	"cmp"
	"context"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
)

const (
	// shownCandidates is how many passages of the article shown last are ranked
	// beside those that the index proposes.
	shownCandidates = 24
	// shownLead is how far ahead of all others the article shown last is, as
	// log-odds: scores are logits. Between 4 and 6 follow-ups gain and changes of
	// topic lose about the same; articlebot eval --conversations measures it.
	shownLead = 5
)

// inLight reads a question as one about the article shown last, too, and returns
// the surer of both readings, that one where they are equally sure. What was shown
// tells what is asked about, and not that it is answered: what is no answer by
// itself is none in this light.
func (e *Engine) inLight(ctx context.Context, s *snapshot, alone found, shown retrieval.ArticleID) (found, error) {
	article, ok := s.byID[string(shown)]
	if !ok || len(alone.ranked) == 0 {
		return alone, nil
	}
	lit := alone
	lit.ranked = s.raised(alone.ranking, article, shownLead)
	slices.SortStableFunc(lit.ranked, func(a, b rank.Ranked) int { return cmp.Compare(b.Score, a.Score) })
	lit.leaned = lit.ranked[0].Doc != alone.ranked[0].Doc
	var err error
	if lit.verdict, err = e.decide(ctx, s, lit.query, lit.ranking); err != nil {
		return found{}, err
	}
	if alone.verdict.Outcome.Certainty() > lit.verdict.Outcome.Certainty() {
		return alone, nil
	}
	if lit.verdict.Outcome == retrieval.Answered {
		unlit, err := e.decide(ctx, s, lit.query, ranking{lit.hand, s.raised(lit.ranking, article, -shownLead)})
		if err != nil {
			return found{}, err
		}
		if unlit.Outcome != retrieval.Answered {
			lit.verdict.Outcome = retrieval.Unsure
		}
	}
	return lit, nil
}

// raised is a ranking, in the same order, with the scores of an article's passages
// raised.
func (s *snapshot) raised(all ranking, article int, by float64) []rank.Ranked {
	out := slices.Clone(all.ranked)
	for n := range out {
		if s.articleOf(all.number(n)) == article {
			out[n].Score += by
		}
	}
	return out
}
