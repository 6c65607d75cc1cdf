package rank

import (
	"cmp"
	"math"
	"slices"
	"time"

	"articlebot/retrieval/rank/analysis"
)

// Share is what one value adds to a sum of weighted values.
type Share struct {
	Name   string
	Value  float64
	Weight float64
}

// Adds is the value times its weight.
func (s Share) Adds() float64 { return s.Value * s.Weight }

// Why says what put the first candidate before the second, and what the
// confidence in it is made of, the largest shares first.
type Why struct {
	Verdict Verdict
	// Lead are the differences of the signals to the second candidate; the values
	// themselves where there is one only.
	Lead []Share
	// Bias and Evidence make up the log-odds of the confidence.
	Bias     float64
	Evidence []Share
}

// Explain says why the candidates are in their order and how sure that is.
func Explain(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, published time.Time, models Models) Why {
	w := Why{Verdict: Decide(c, q, ranked, published, models)}
	if len(ranked) == 0 {
		return w
	}
	m := models.of(ranked)
	meaning := m.Encoder != ""
	for i, name := range Names(meaning) {
		x := ranked[0].Signals[i]
		if len(ranked) > 1 {
			x -= ranked[1].Signals[i]
		}
		w.Lead = append(w.Lead, Share{name, x, m.Weights[name]})
	}
	evidence, _, _ := Evidence(c, q, ranked, published, models)
	right := m.Confidence.Right[WayOf(q, ranked[0])]
	w.Bias = right.Bias
	for i, name := range EvidenceNames(meaning) {
		w.Evidence = append(w.Evidence, Share{name, evidence[i], right.Weights[name]})
	}
	for _, list := range [][]Share{w.Lead, w.Evidence} {
		slices.SortStableFunc(list, func(a, b Share) int { return cmp.Compare(math.Abs(b.Adds()), math.Abs(a.Adds())) })
	}
	return w
}
