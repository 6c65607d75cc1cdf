package eval

import (
	"context"
	"math"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
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
func Examples(ctx context.Context, e *engine.Engine, questions []Question) ([]Example, error) {
	return examples(ctx, e, questions, candidateExample)
}

// SentenceExamples is Examples for the choice of the sentence: the sentences of
// each first right passage, right where they hold the evidence or an answer.
func SentenceExamples(ctx context.Context, e *engine.Engine, questions []Question) ([]Example, error) {
	return examples(ctx, e, questions, sentenceExample)
}

// examples makes one of what each answerable question finds, and keeps those
// with something right and something wrong to tell apart.
func examples(ctx context.Context, e *engine.Engine, questions []Question, of func(*Question, []engine.Explained) Example) ([]Example, error) {
	answerable := slices.DeleteFunc(slices.Clone(questions), func(q Question) bool { return q.Unanswerable })
	var out []Example
	err := explainEach(ctx, e, answerable, func(q *Question, found []engine.Explained) {
		if ex := of(q, found); slices.Contains(ex.Right, true) && slices.Contains(ex.Right, false) {
			out = append(out, ex)
		}
	})
	return out, err
}

func candidateExample(q *Question, found []engine.Explained) Example {
	ex := Example{Weight: 1}
	for _, f := range found {
		ex.add(f.Ranked.Signals, q.Right(f.Passage))
	}
	return ex
}

func sentenceExample(q *Question, found []engine.Explained) Example {
	ex := Example{Weight: 1}
	first := slices.IndexFunc(found, func(f engine.Explained) bool { return q.Right(f.Passage) })
	if first < 0 {
		return ex
	}
	for _, s := range found[first].Sentences {
		yes, _ := q.InSentence(found[first].Passage.Text, s.Span)
		ex.add(s.Signals, yes)
	}
	return ex
}

func (ex *Example) add(signals []float64, right bool) {
	ex.Signals, ex.Right = append(ex.Signals, signals), append(ex.Right, right)
}

// Settings of the descent; the result does not depend on them closely.
const (
	epochs  = 400
	rate    = 0.05
	penalty = 1e-2 // ridge, on standardised signals
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
	step := newAdam(n, rate)
	total := 0.0
	for _, ex := range examples {
		total += ex.Weight
	}
	for range epochs {
		for i := range grad {
			grad[i] = penalty * w[i]
		}
		for _, ex := range examples {
			ex.descend(w, scale, grad, total)
		}
		step.descend(w, grad)
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

// asksAhead is how many questions are asked at a time, beside the one whose turn it
// is.
const asksAhead = 4

// explainEach asks the engine each question, several at a time, and calls do with
// what is found, in the order of the questions. The first error ends it.
func explainEach(ctx context.Context, e *engine.Engine, questions []Question, do func(q *Question, found []engine.Explained)) error {
	type result struct {
		found []engine.Explained
		err   error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	turns := make(chan chan result, asksAhead)
	go func() {
		defer close(turns)
		for i := range questions {
			turn := make(chan result, 1)
			select {
			case turns <- turn:
			case <-ctx.Done():
				return
			}
			go func() {
				_, found, err := e.Explain(ctx, retrieval.Question{Text: questions[i].Text})
				turn <- result{found, err}
			}()
		}
	}()
	i := 0
	for turn := range turns {
		r := <-turn
		if r.err != nil {
			return r.err
		}
		do(&questions[i], r.found)
		i++
	}
	return ctx.Err()
}
