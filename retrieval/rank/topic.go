package rank

import (
	"maps"
	"slices"

	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/rank/want"
)

// What a sentence says of a question's topic, beside the sentences before it: a
// passage names its topic once and then goes on about it.

// laterSentences and laterMeaning are sentence signals that models fitted before
// there were any do not know.
var (
	laterSentences = []string{
		"joined", "added", "told", "counted", "match" + foreignSuffix, "local" + foreignSuffix, "focus" + foreignSuffix,
		"answer_type" + foreignSuffix, "added" + foreignSuffix, "length" + foreignSuffix,
	}
	laterMeaning = []string{"meaning" + foreignSuffix, "spoken" + foreignSuffix}
)

// withLater is a table of sentence weights in which those weigh nothing that it
// does not know yet.
func withLater(weights map[string]float64, meaning bool) map[string]float64 {
	names := laterSentences
	if meaning {
		names = slices.Concat(names, laterMeaning)
	}
	out := maps.Clone(weights)
	if out == nil {
		return nil
	}
	for _, n := range names {
		if _, ok := out[n]; !ok {
			out[n] = 0
		}
	}
	return out
}

// recount fills in what each sentence has of the question's words, and what
// those before it had.
func recount(all []passageSentence) {
	if len(all) == 0 {
		return
	}
	terms := len(all[0].v.q.Terms)
	room := make([]float64, 2*len(all)*terms)
	take := func() (t []float64) {
		t, room = room[:terms], room[terms:]
		return t
	}
	var earlier []float64
	told := 0.0
	for i := range all {
		s := &all[i]
		s.held = take()
		for _, m := range s.v.matches[s.from:s.to] {
			s.held[m.term] = max(s.held[m.term], m.weight)
		}
		if s.told = told; i > 0 {
			s.prior, s.earlier = all[i-1].held, earlier
		}
		soFar := take()
		for t := range soFar {
			soFar[t] = max(s.held[t], at(earlier, t))
		}
		earlier, told = soFar, max(told, s.localMatch())
	}
}

// at is what a table of terms has, 0 where there is no table.
func at(table []float64, term int) float64 {
	if table == nil {
		return 0
	}
	return table[term]
}

// localMatch is the share of the question's words, weighed by how rare they
// are in this article, that the sentence has: given the article, the words of
// its topic say little.
func (s *passageSentence) localMatch() float64 {
	return s.localShare(false, func(term int) float64 { return s.held[term] })
}

// focus is localMatch without names: in a passage about somebody, the sentence
// that answers has the other words of the question.
func (s *passageSentence) focus() float64 {
	return s.localShare(true, func(term int) float64 { return s.held[term] })
}

// joined is localMatch of the sentence with the one before it, which it may go on
// from.
func (s *passageSentence) joined() float64 {
	return s.localShare(false, func(term int) float64 { return max(s.held[term], at(s.prior, term)) })
}

// added is the part of localMatch that no sentence before this one had: where the
// passage first speaks of what was asked.
func (s *passageSentence) added() float64 {
	return s.localShare(false, func(term int) float64 { return max(0, s.held[term]-at(s.earlier, term)) })
}

// localShare is the share of the question's words that had gives them, among
// those of the passage, weighed by how rare they are in this article.
func (s *passageSentence) localShare(nameless bool, had func(term int) float64) float64 {
	have, all := 0.0, 0.0
	for n, i := range s.v.q.Content {
		if s.v.termTF[i] == 0 || nameless && s.v.q.IsName(n, i) {
			continue
		}
		all += s.local[i]
		have += s.local[i] * had(i)
	}
	return ratio(have, all)
}

// countReach is how many words a number may stand from what it counts.
const countReach = 3

// counted is how near a number that was not asked for stands to what the question
// wants counted, its first word of topic: 1 where they touch, 0 beyond
// countReach.
func (s *passageSentence) counted() float64 {
	q := s.v.q
	if q.Expects != want.Number || len(q.Content) == 0 {
		return 0
	}
	asked := make(map[uint32]int, s.to-s.from)
	for _, m := range s.v.matches[s.from:s.to] {
		asked[m.pos] = int(m.term)
	}
	best := 0.0
	for pos, term := range asked {
		if term != q.Content[0] {
			continue
		}
		for step := uint32(1); step <= countReach; step++ {
			for _, p := range [2]uint32{pos - step, pos + step} {
				if _, was := asked[p]; was || p < s.start || p >= s.end || s.v.c.Tokens[p]&analysis.NumberFlag == 0 {
					continue
				}
				best = max(best, 1/float64(step))
			}
		}
	}
	return best
}
