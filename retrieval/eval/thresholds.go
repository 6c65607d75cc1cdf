package eval

import (
	"cmp"
	"slices"

	"articlebot/retrieval/rank"
)

// What the thresholds are chosen for.
const (
	// topicCost is what a sure answer to a near miss of the topic counts beside one of
	// a name, a number or a year: words of the topic have more that mean the same.
	topicCost = 0.25
	// forbidding is the least probability from which a missing word forbids a sure
	// answer: it is likelier missing than not.
	forbidding = 0.5
	// certain is the most that a name may need to forbid one: else a few right answers
	// with a name that no article has would let all such names pass.
	certain = 0.99
	// fewCases is from how many questions on a way has thresholds of its own.
	fewCases = 50
)

// namedShares and topicShares are the shares of right answers that a name, or
// another word, may keep from a sure one though it is not missing, of which the
// best are taken.
var (
	namedShares = []float64{0, 0.01, 0.02, 0.03, 0.045}
	topicShares = []float64{0, 0.01, 0.02}
)

// allowance is how often the thresholds of one way may stand in the way of right
// answers, so that others get none by mistake.
type allowance struct {
	// unanswered is the share of the questions whose right passage comes first that
	// may be left without a sure answer: right ones are told from wrong ones best in
	// Vietnamese, worst across languages.
	unanswered float64
	// toldWrongly is the share of them that may be told that nothing was found of a
	// word.
	toldWrongly float64
}

// allowed are the allowances by words alone and with an encoder, which may be
// stricter where it finds more.
var allowed = map[bool]map[rank.Way]allowance{
	false: {rank.English: {0.125, 0.036}, rank.Vietnamese: {0.08, 0.032}, rank.Foreign: {0.23, 0.036}},
	true:  {rank.English: {0.12, 0.031}, rank.Vietnamese: {0.08, 0.034}, rank.Foreign: {0.23, 0.027}},
}

// guarded is a case as the thresholds see it.
type guarded struct {
	confidence, named, topic float64
}

// limits are the thresholds of one way.
type limits struct{ named, topic, answer, told float64 }

// answers tells whether a case gets a sure answer.
func (l *limits) answers(g guarded) bool {
	return g.confidence >= l.answer && !l.vetoes(g)
}

func (l *limits) vetoes(g guarded) bool { return g.named > l.named || g.topic > l.topic }

// tells whether a case is told of a missing word.
func (l *limits) tells(g guarded) bool {
	return !l.answers(g) && (l.vetoes(g) || max(g.named, g.topic) > l.told)
}

// setThresholds chooses, for each way, those under which the fewest near misses get
// a sure answer while all but a share of the right ones do.
func (f *fitting) setThresholds(m *rank.Model) {
	for _, way := range rank.Ways() {
		right := f.guarded(m, way, func(c *Case) bool { return c.Own && c.Right })
		names := f.guarded(m, way, func(c *Case) bool { return c.Miss == missedName })
		topics := f.guarded(m, way, func(c *Case) bool { return c.Miss == missedTopic })
		best := limits{named: 1, topic: 1, answer: 1, told: 1}
		if len(right) >= fewCases {
			may := allowed[f.meaning][way]
			best = strictest(right, names, topics, may)
			best.told = tellingFrom(&best, right, may.toldWrongly)
		}
		best.answer = max(best.answer, hedgeFrom)
		m.Missing.NamedFrom[way], m.Missing.TopicFrom[way], m.Missing.ToldFrom[way] = best.named, best.topic, best.told
		m.Confidence.AnswerFrom[way] = best.answer
	}
}

func (f *fitting) guarded(m *rank.Model, way rank.Way, is func(*Case) bool) []guarded {
	var out []guarded
	right := m.Confidence.Right[way]
	for i := range f.judged {
		if c := &f.judged[i]; c.Way == way && is(c) {
			out = append(out, guarded{right.Probability(c.Evidence), c.Named, c.Topic})
		}
	}
	return out
}

// strictest are the thresholds under which the fewest near misses get a sure
// answer, all but a share of the right ones being sure.
func strictest(right, names, topics []guarded, may allowance) limits {
	best, least := limits{}, -1.0
	for _, n := range namedShares {
		for _, t := range topicShares {
			l := limits{
				named: min(certain, max(forbidding, exceeded(right, n, func(g guarded) float64 { return g.named }))),
				topic: max(forbidding, exceeded(right, t, func(g guarded) float64 { return g.topic })),
			}
			var sure []float64
			for _, g := range right {
				if !l.vetoes(g) {
					sure = append(sure, g.confidence)
				}
			}
			keep := len(right) - int(may.unanswered*float64(len(right)))
			if vetoed := len(right) - len(sure); keep > len(sure) || vetoed > int(may.toldWrongly*float64(len(right))) {
				continue // the words alone forbid too many, all of which are told of one
			}
			slices.SortFunc(sure, func(a, b float64) int { return cmp.Compare(b, a) })
			l.answer = sure[keep-1]
			if wrong := l.shareOf(names) + topicCost*l.shareOf(topics); least < 0 || wrong < least {
				best, least = l, wrong
			}
		}
	}
	return best
}

// shareOf is the share of cases that get a sure answer.
func (l *limits) shareOf(list []guarded) float64 {
	n := 0
	for _, g := range list {
		if l.answers(g) {
			n++
		}
	}
	return share(n, len(list))
}

// exceeded is the value that a share of the cases exceed.
func exceeded(list []guarded, share float64, value func(guarded) float64) float64 {
	values := make([]float64, len(list))
	for i, g := range list {
		values[i] = value(g)
	}
	slices.SortFunc(values, func(a, b float64) int { return cmp.Compare(b, a) })
	return values[int(share*float64(len(values)))]
}

// tellingFrom is the probability of a missing word from which on it is told where
// the answer is not sure, so that only a share of the right ones is told.
func tellingFrom(l *limits, right []guarded, toldWrongly float64) float64 {
	room := int(toldWrongly * float64(len(right)))
	var rest []float64
	for _, g := range right {
		switch {
		case l.answers(g):
		case l.vetoes(g):
			room--
		default:
			rest = append(rest, max(g.named, g.topic))
		}
	}
	slices.SortFunc(rest, func(a, b float64) int { return cmp.Compare(b, a) })
	switch {
	case room < 0:
		return 1
	case room >= len(rest):
		return 0
	}
	return rest[room]
}
