package eval

import (
	"slices"

	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
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
	return rank.Missing{
		Words:     calibrateWays(all, rank.RequirementNames(f.meaning), missingRidge),
		NamedFrom: map[rank.Way]float64{}, TopicFrom: map[rank.Way]float64{}, ToldFrom: map[rank.Way]float64{},
	}, nil
}
