package rank

import "sort"

// Ranked is a candidate with its place in the order.
type Ranked struct {
	Doc   int
	Score float64
	// Signals are the values behind the score, in the order of Names.
	Signals []float64
	// language is the document's.
	vietnamese bool
}

// Rank orders candidate documents for a question, best first; equal scores by
// document number.
func (c *ForwardIndex) Rank(q *Query, candidates []int, m Model) []Ranked {
	weights := m.table()
	l := c.borrowScratch()
	defer l.release()
	l.bind(q)
	out := make([]Ranked, len(candidates))
	values := make([]float64, len(candidates)*signalCount)
	for n, doc := range candidates {
		v := l.view(q, doc)
		r := Ranked{Doc: doc, Signals: values[n*signalCount : (n+1)*signalCount : (n+1)*signalCount]}
		for i, s := range signals {
			r.Signals[i] = s.value(v)
			r.Score += weights[i] * r.Signals[i]
		}
		r.vietnamese = c.docs[doc].vietnamese
		out[n] = r
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Score != out[j].Score {
			return out[i].Score > out[j].Score
		}
		return out[i].Doc < out[j].Doc
	})
	return out
}
