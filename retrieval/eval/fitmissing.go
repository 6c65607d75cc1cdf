package eval

import (
	"cmp"
	"slices"

	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
)

// What the thresholds of missing words are chosen for.
const (
	// namedWrongly is the share of questions with an answer that a name, a number
	// or a year may keep from a sure one though it is not missing, and topicWrongly
	// that of other words: together as many as may be told what is not so.
	namedWrongly = 0.045
	topicWrongly = 0.01
	// fewCases is from how many questions on a way has thresholds of its own.
	fewCases = 50
)

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
	m := rank.Missing{Logistic: Calibrate(all, rank.RequirementNames(f.meaning)), NamedFrom: map[rank.Way]float64{}, TopicFrom: map[rank.Way]float64{}}
	for _, way := range rank.Ways() {
		m.NamedFrom[way] = highest(&m, all, way, true, namedWrongly)
		m.TopicFrom[way] = highest(&m, all, way, false, topicWrongly)
	}
	return m, nil
}

// highest is the probability that the likeliest missing name, or other word, of a
// share of the questions with an answer exceeds, though none is missing.
func highest(m *rank.Missing, all []Case, way rank.Way, named bool, share float64) float64 {
	most := map[string]float64{}
	for _, c := range all {
		if c.Right || c.Way != way || c.IsName != named {
			continue
		}
		most[c.Question] = max(most[c.Question], m.Probability(c.Evidence))
	}
	if len(most) < fewCases {
		return 1
	}
	var list []float64
	for _, p := range most {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b float64) int { return cmp.Compare(b, a) })
	return list[int(share*float64(len(list)))]
}
