package eval

import (
	"context"
	"math"

	"articlebot/retrieval"
)

// Example is the candidates of one question, by their signals.
type Example struct {
	Signals [][]float64
	Right   []bool
	// Weight makes up for the different sizes of sets.
	Weight float64
}

// Examples asks the engine each answerable question and returns the candidates
// of those where the right passage is among them.
func Examples(ctx context.Context, e *retrieval.Engine, questions []Question) ([]Example, error) {
	var out []Example
	for i := range questions {
		q := &questions[i]
		if q.Unanswerable {
			continue
		}
		_, found, err := e.Explain(ctx, retrieval.Question{Text: q.Text})
		if err != nil {
			return nil, err
		}
		ex := Example{Weight: 1}
		right := 0
		for _, f := range found {
			ok := q.Right(f.Passage)
			ex.Signals = append(ex.Signals, f.Ranked.Signals)
			ex.Right = append(ex.Right, ok)
			if ok {
				right++
			}
		}
		if right > 0 && right < len(found) {
			out = append(out, ex)
		}
	}
	return out, nil
}

// SentenceExamples is Examples for the choice of the sentence: the sentences of
// each first right passage, right where they hold the evidence or an answer.
func SentenceExamples(ctx context.Context, e *retrieval.Engine, questions []Question) ([]Example, error) {
	var out []Example
	for i := range questions {
		q := &questions[i]
		if q.Unanswerable {
			continue
		}
		_, found, err := e.Explain(ctx, retrieval.Question{Text: q.Text})
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !q.Right(f.Passage) {
				continue
			}
			if ex, ok := sentenceExample(q, f); ok {
				out = append(out, ex)
			}
			break
		}
	}
	return out, nil
}

func sentenceExample(q *Question, f retrieval.Explained) (Example, bool) {
	ex := Example{Weight: 1}
	right := 0
	for _, s := range f.Sentences {
		ok, _ := q.InSentence(f.Passage.Text, s.Span)
		ex.Signals = append(ex.Signals, s.Signals)
		ex.Right = append(ex.Right, ok)
		if ok {
			right++
		}
	}
	return ex, right > 0 && right < len(f.Sentences)
}

// Settings of the descent; the result does not depend on them closely.
const (
	epochs   = 400
	rate     = 0.05
	penalty  = 1e-2 // ridge, on standardised signals
	momentum = 0.9
	decay    = 0.999
)

// Fit finds the weights under which the right passages come first: it
// maximises the likelihood of the right candidate under a softmax over each
// question's candidates (ListNet; Cao et al., 2007), by Adam (Kingma and Ba,
// 2015) over all examples at once. It is deterministic.
//
// names are those of the signals; the result has a weight for each.
func Fit(examples []Example, names []string) map[string]float64 {
	n := len(names)
	scale := deviations(examples, n)
	w, grad := make([]float64, n), make([]float64, n)
	first, second := make([]float64, n), make([]float64, n)
	total := 0.0
	for _, ex := range examples {
		total += ex.Weight
	}
	for epoch := 1; epoch <= epochs; epoch++ {
		for i := range grad {
			grad[i] = penalty * w[i]
		}
		for _, ex := range examples {
			ex.descend(w, scale, grad, total)
		}
		for i := range w {
			first[i] = momentum*first[i] + (1-momentum)*grad[i]
			second[i] = decay*second[i] + (1-decay)*grad[i]*grad[i]
			m := first[i] / (1 - math.Pow(momentum, float64(epoch)))
			v := second[i] / (1 - math.Pow(decay, float64(epoch)))
			w[i] -= rate * m / (math.Sqrt(v) + 1e-8)
		}
	}
	weights := make(map[string]float64, n)
	for i, name := range names {
		weights[name] = w[i] / scale[i]
	}
	return weights
}

// descend adds the gradient of one example's loss.
func (ex *Example) descend(w, scale, grad []float64, total float64) {
	scores := make([]float64, len(ex.Signals))
	top := math.Inf(-1)
	for i, s := range ex.Signals {
		for k, x := range s {
			scores[i] += w[k] * x / scale[k]
		}
		top = max(top, scores[i])
	}
	all, right := 0.0, 0.0
	for i := range scores {
		scores[i] = math.Exp(scores[i] - top)
		all += scores[i]
		if ex.Right[i] {
			right += scores[i]
		}
	}
	for i, s := range ex.Signals {
		p := scores[i] / all
		if ex.Right[i] {
			p -= scores[i] / right
		}
		p *= ex.Weight / total
		for k, x := range s {
			grad[k] += p * x / scale[k]
		}
	}
}

// deviations are how far the candidates of one question differ in a signal.
func deviations(examples []Example, n int) []float64 {
	sum, count := make([]float64, n), 0.0
	for _, ex := range examples {
		mean := make([]float64, n)
		for _, s := range ex.Signals {
			for k, x := range s {
				mean[k] += x / float64(len(ex.Signals))
			}
		}
		for _, s := range ex.Signals {
			for k, x := range s {
				sum[k] += (x - mean[k]) * (x - mean[k])
			}
		}
		count += float64(len(ex.Signals))
	}
	for k := range sum {
		sum[k] = math.Sqrt(sum[k] / max(count, 1))
		if sum[k] < 1e-9 {
			sum[k] = 1
		}
	}
	return sum
}
