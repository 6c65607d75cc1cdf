package engine

import (
	"cmp"
	"context"
	"math"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
)

const (
	// shownCandidates is how many passages of the article shown last are ranked
	// beside those that the index proposes.
	shownCandidates = 24
	// shownLead is how far ahead of all others the article shown last is, as
	// log-odds: scores are logits. Between 4 and 6 follow-ups gain and changes of
	// topic lose about the same; articlebot eval --conversations measures it.
	shownLead = 5
	// openLead is how much further ahead it is for each unit by which a question is
	// open, and pointing how many of them a word is worth that stands for something said
	// before. Chosen, like shownLead, on one half of the conversations.
	openLead = 2
	pointing = 1
	// wideOpen is from where on nothing but the article shown last tells what is asked
	// about: scores are shares of what a question could reach, and mean little then.
	wideOpen, wideLead = 4, 100
	// mostPassages is how many passages a collection is taken to have at most: in a large
	// one topics are by chance in many, and are topics still.
	mostPassages = 4000
)

// openness tells how far a question is from telling what it is about: the logarithm
// of how many passages of the collection have all of its words by chance, 0 where that
// is less than one. "How many died" is asked of anything that was just shown.
func openness(q *analysis.Query, points bool) float64 {
	open := max(0, math.Log(float64(min(q.Docs, mostPassages)))-q.Mass)
	if points {
		open += pointing
	}
	return open
}

// lightOn is how far ahead of others the article shown last is, passage by passage: an
// open question raises those that have all names that it has.
func lightOn(q *analysis.Query, points bool) func(rank.Ranked) float64 {
	named := false
	for n, i := range q.Content {
		named = named || q.IsName(n, i)
	}
	open := openness(q, points)
	lead := shownLead + openLead*open
	if open >= wideOpen {
		lead = wideLead
	}
	return func(r rank.Ranked) float64 {
		if named && r.Signals[namesSignal] < 1 {
			return shownLead
		}
		return lead
	}
}

// namesSignal is where a candidate tells how many of the names of the question it has.
var namesSignal = slices.Index(rank.Names(false), "names")

// inLight reads a question as one about the article shown last, too, and returns
// the surer of both readings, that one where they are equally sure. What was shown
// tells what is asked about, and not that it is answered: what is no answer by
// itself is none in this light.
func (e *Engine) inLight(ctx context.Context, s *snapshot, alone found, question retrieval.Question) (found, error) {
	articles := make(map[int]bool)
	for _, id := range shownTo(question) {
		if n, ok := s.byID[string(id)]; ok {
			articles[n] = true
		}
	}
	if len(articles) == 0 || len(alone.ranked) == 0 {
		return alone, nil
	}
	light := lightOn(alone.query, question.Points)
	lit := alone
	lit.ranked = s.raised(alone.ranking, articles, light)
	slices.SortStableFunc(lit.ranked, func(a, b rank.Ranked) int { return cmp.Compare(b.Score, a.Score) })
	lit.leaned = lit.ranked[0].Doc != alone.ranked[0].Doc
	var err error
	if lit.verdict, err = e.decide(ctx, s, lit.query, lit.ranking); err != nil {
		return found{}, err
	}
	switch less := alone.verdict.Outcome.Certainty() > lit.verdict.Outcome.Certainty(); {
	case less && lit.leaned && light(lit.ranked[0]) > shownLead: // what fits anything is sure of nothing
		lit.verdict.Outcome = retrieval.Unsure
		return lit, nil
	case less:
		return alone, nil
	}
	if lit.verdict.Outcome == retrieval.Answered {
		unlit, err := e.decide(ctx, s, lit.query, ranking{lit.hand, s.raised(lit.ranking, articles, func(r rank.Ranked) float64 { return -light(r) })})
		if err != nil {
			return found{}, err
		}
		if unlit.Outcome != retrieval.Answered {
			lit.verdict.Outcome = retrieval.Unsure
		}
	}
	return lit, nil
}

// raised is a ranking, in the same order, with the scores of some articles' passages
// raised.
func (s *snapshot) raised(all ranking, articles map[int]bool, by func(rank.Ranked) float64) []rank.Ranked {
	out := slices.Clone(all.ranked)
	for n := range out {
		if articles[s.articleOf(all.number(n))] {
			out[n].Score += by(out[n])
		}
	}
	return out
}
