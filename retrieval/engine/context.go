package engine

import (
	"cmp"
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
func (e *Engine) inLight(s *snapshot, alone found, shown retrieval.ArticleID) found {
	article, ok := s.byID[string(shown)]
	if !ok || len(alone.ranked) == 0 {
		return alone
	}
	lit := alone
	lit.ranked = s.raised(alone.ranked, article, shownLead)
	slices.SortStableFunc(lit.ranked, func(a, b rank.Ranked) int { return cmp.Compare(b.Score, a.Score) })
	lit.leaned = lit.ranked[0].Doc != alone.ranked[0].Doc
	lit.verdict = e.decide(s, lit.query, lit.ranked)
	if alone.verdict.Outcome.Certainty() > lit.verdict.Outcome.Certainty() {
		return alone
	}
	if lit.verdict.Outcome == retrieval.Answered && e.decide(s, lit.query, s.raised(lit.ranked, article, -shownLead)).Outcome != retrieval.Answered {
		lit.verdict.Outcome = retrieval.Unsure
	}
	return lit
}

// raised is a ranking, in the same order, with the scores of an article's passages
// raised.
func (s *snapshot) raised(ranked []rank.Ranked, article int, by float64) []rank.Ranked {
	out := slices.Clone(ranked)
	for n := range out {
		if s.forward.Article(out[n].Doc) == article {
			out[n].Score += by
		}
	}
	return out
}
