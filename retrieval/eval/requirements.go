package eval

import (
	"context"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// RequirementCases asks questions that a passage answers and near misses of
// them, and returns each word held against that passage: missing where it was
// put there by exchange, else not. Questions whose passage is not among the
// first candidates say nothing.
func RequirementCases(ctx context.Context, e *engine.Engine, questions []Question, weight float64) ([]Case, error) {
	told := slices.DeleteFunc(slices.Clone(questions), func(q Question) bool { return q.Unanswerable && q.About == nil })
	var out []Case
	err := explainEach(ctx, e, told, func(q *Question, found []engine.Explained) {
		at := slices.IndexFunc(found, func(x engine.Explained) bool { return q.about(x.Passage) && x.RequirementSignals != nil })
		if at < 0 {
			return
		}
		meant := q.asked()
		for n, r := range found[at].Requirements {
			missing := q.About != nil && q.exchanged(meant, r)
			if q.About != nil && !missing {
				continue // the question as it was says it already
			}
			out = append(out, Case{Evidence: found[at].RequirementSignals[n], Right: missing, Weight: weight, Way: found[at].Way})
		}
	})
	return out, err
}

// about tells whether a passage is the one that the question is about.
func (q *Question) about(p *retrieval.Passage) bool {
	if q.About != nil {
		return p.ArticleID == q.About.ArticleID && p.Text == q.About.Text
	}
	return q.Right(p)
}

// asked are the folded words that were exchanged into the question.
func (q *Question) asked() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(text.Fold(q.Exchanged)) {
		out[strings.Trim(w, ".,'’\"")] = true
	}
	return out
}

// exchanged tells whether a requirement is one of those words.
func (q *Question) exchanged(words map[string]bool, r rank.Requirement) bool {
	return words[r.Folded]
}

// missing fits which words of a question a passage does not speak of, on
// questions with an answer and near misses of them.
func (f *fitting) missing(sets []Set) (rank.Missing, error) {
	var all []Case
	for _, s := range sets {
		questions := slices.Concat(s.Questions, f.misses(s, sets))
		f.with(s.Articles, func(e *engine.Engine) error {
			found, err := RequirementCases(f.ctx, e, questions, 1)
			width := len(rank.RequirementNames(f.meaning))
			found = slices.DeleteFunc(found, func(c Case) bool { return len(c.Evidence) != width })
			for i := range found {
				found[i].Weight = 1 / float64(len(found))
			}
			all = append(all, found...)
			return err
		})
	}
	if f.err != nil {
		return rank.Missing{}, f.err
	}
	return rank.Missing{
		Words:     calibrateWays(all, rank.RequirementNames(f.meaning), missingRidge),
		NamedFrom: map[rank.Way]float64{}, TopicFrom: map[rank.Way]float64{}, ToldFrom: map[rank.Way]float64{},
	}, nil
}
