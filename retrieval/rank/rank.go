package rank

import (
	"math"
	"sort"
)

// Ranked is a candidate with its place in the order.
type Ranked struct {
	Doc   int
	Score float64
	// Signals are the values behind the score, in the order of Names.
	Signals []float64
	// Similarity is what an encoder found, nil where it has not read the document.
	Similarity *Similarity
	vietnamese bool
}

// Rank orders candidate documents for a question, best first; equal scores by
// document number. Where similar is nil, or knows none of the candidates, words
// alone decide.
func (c *ForwardIndex) Rank(q *Query, candidates []int, similar Similarities, models Models) []Ranked {
	out := c.signalsOf(q, candidates, similar)
	if models.Meaning == nil || similar == nil || !fillUnread(out) {
		for i := range out {
			out[i].Signals = out[i].Signals[:len(signals)]
		}
	}
	weights := models.of(out).table
	for i := range out {
		for k, x := range out[i].Signals {
			out[i].Score += weights[k] * x
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Score != out[j].Score {
			return out[i].Score > out[j].Score
		}
		return out[i].Doc < out[j].Doc
	})
	return out
}

// signalsOf computes the signals of each candidate; those that need an encoder
// are NaN where it has not read the document.
func (c *ForwardIndex) signalsOf(q *Query, candidates []int, similar Similarities) []Ranked {
	s := c.borrowScratch()
	defer s.release()
	s.bind(q)
	out := make([]Ranked, len(candidates))
	values := make([]float64, len(candidates)*signalCount)
	for n, doc := range candidates {
		v := s.view(q, doc)
		r := Ranked{Doc: doc, Signals: values[n*signalCount : (n+1)*signalCount : (n+1)*signalCount], vietnamese: v.doc.vietnamese}
		if similar != nil {
			r.Similarity = similar(doc)
		}
		v.similarity = r.Similarity
		for i, sig := range signals {
			r.Signals[i] = sig.value(v)
		}
		for i, sig := range meaningSignals {
			if r.Signals[len(signals)+i] = math.NaN(); v.similarity != nil {
				r.Signals[len(signals)+i] = sig.value(v)
			}
		}
		out[n] = r
	}
	return out
}
