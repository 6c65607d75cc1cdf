package eval

import (
	"context"
	"math"
	"slices"
	"strings"

	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/logistic"
	"articlebot/retrieval/text"
)

// Case is the values of one thing that is so or not: the evidence of a first
// candidate and whether it was right, or a word and whether it was missing.
type Case struct {
	Evidence []float64
	Right    bool
	Weight   float64
	Way      rank.Way
	// Own marks a question over the articles that it was made for, Miss what was
	// exchanged in a near miss of one.
	Own  bool
	Miss missed
	// Named is the largest probability of a name, number or year to be missing, Topic
	// that of another word.
	Named, Topic float64
}

// missed is what a near miss asks for in vain.
type missed int

const (
	missedNothing missed = iota
	missedName           // or a number, or a year
	missedTopic
)

// Cases asks the engine each question and returns those that have a candidate.
// With foreign set the questions belong to another corpus: nothing is right.
func Cases(ctx context.Context, e *engine.Engine, questions []Question, foreign bool, weight float64) ([]Case, error) {
	return cases(ctx, e, questions, func(q *Question, found []engine.Explained) (Case, bool) {
		right := !foreign && !q.Unanswerable && q.Right(found[0].Passage)
		return Case{Evidence: found[0].Evidence, Right: right, Weight: weight}, true
	})
}

// KeywordCases searches for the names in each question alone, as people do.
// A search by keywords is answered by a passage that has all of them; whether
// one that lacks some answers is not known, so it is no case.
func KeywordCases(ctx context.Context, e *engine.Engine, questions []Question, weight float64) ([]Case, error) {
	short := slices.Clone(questions)
	for i := range short {
		short[i].Text = keywords(short[i].Text)
	}
	return cases(ctx, e, short, func(_ *Question, found []engine.Explained) (Case, bool) {
		return Case{Evidence: found[0].Evidence, Right: true, Weight: weight}, rank.Covered([]rank.Ranked{found[0].Ranked})
	})
}

// cases makes one of each question that has a candidate.
func cases(ctx context.Context, e *engine.Engine, questions []Question, of func(*Question, []engine.Explained) (Case, bool)) ([]Case, error) {
	var out []Case
	err := explainEach(ctx, e, questions, func(q *Question, found []engine.Explained) {
		if len(found) == 0 {
			return
		}
		if c, ok := of(q, found); ok {
			c.Way, c.Named, c.Topic = found[0].Way, found[0].Named, found[0].Topic
			out = append(out, c)
		}
	})
	return out, err
}

// keywords are up to three names of a question, or its longest word.
func keywords(question string) string {
	var names []string
	longest := ""
	for _, t := range text.QueryTokens(question, text.Detect(question)) {
		if t.Stop {
			continue
		}
		word := question[t.Start:t.End]
		if len(word) > len(longest) {
			longest = word
		}
		if (t.Upper && t.Start > 0 || !text.IsEnglishWord(t.Folded)) && len(names) < 3 {
			names = append(names, word)
		}
	}
	if len(names) == 0 {
		return longest
	}
	return strings.Join(names, " ")
}

// Settings of the calibration.
const (
	calibrationSteps = 3000
	calibrationRate  = 0.05
	// The ridges, on standardised values: with weaker ones what is fitted on few
	// questions of a way does not hold on others.
	missingRidge    = 0.01
	confidenceRidge = 0.03
)

// Calibrate fits a logistic regression of being right to the cases, by Adam
// over all of them at once, with a ridge on the weights. It is deterministic. names
// are those of the values.
func Calibrate(cases []Case, names []string, ridge float64) logistic.Regression {
	n := len(names) + 1 // the bias last
	mean, dev := moments(cases, n-1)
	w := make([]float64, n)
	descent := newAdam(n, calibrationRate)
	total := 0.0
	for _, c := range cases {
		total += c.Weight
	}
	for range calibrationSteps {
		grad := make([]float64, n)
		for _, c := range cases {
			z := w[n-1]
			for k, x := range c.Evidence {
				z += w[k] * (x - mean[k]) / dev[k]
			}
			p := 1 / (1 + math.Exp(-z))
			if c.Right {
				p--
			}
			p *= c.Weight / total
			for k, x := range c.Evidence {
				grad[k] += p * (x - mean[k]) / dev[k]
			}
			grad[n-1] += p
		}
		for k := range n - 1 {
			grad[k] += ridge * w[k]
		}
		descent.descend(w, grad)
	}
	l := logistic.Regression{Bias: w[n-1], Weights: make(map[string]float64)}
	for k, name := range names {
		l.Weights[name] = w[k] / dev[k]
		l.Bias -= w[k] * mean[k] / dev[k]
	}
	return l.In(names)
}

// fewOnWay is from how many cases on a way is calibrated by itself.
const fewOnWay = 300

// calibrateWays is Calibrate for each way; one with few cases takes what suits all.
func calibrateWays(cases []Case, names []string, ridge float64) map[rank.Way]logistic.Regression {
	out := map[rank.Way]logistic.Regression{}
	var all *logistic.Regression
	for _, way := range rank.Ways() {
		of := slices.DeleteFunc(slices.Clone(cases), func(c Case) bool { return c.Way != way })
		if len(of) >= fewOnWay {
			out[way] = Calibrate(of, names, ridge)
			continue
		}
		if all == nil {
			l := Calibrate(cases, names, ridge)
			all = &l
		}
		out[way] = *all
	}
	return out
}

func moments(cases []Case, n int) (mean, dev []float64) {
	mean, dev = make([]float64, n), make([]float64, n)
	total := 0.0
	for _, c := range cases {
		total += c.Weight
		for k, x := range c.Evidence {
			mean[k] += c.Weight * x
		}
	}
	for k := range mean {
		mean[k] /= total
	}
	for _, c := range cases {
		for k, x := range c.Evidence {
			dev[k] += c.Weight * (x - mean[k]) * (x - mean[k])
		}
	}
	for k := range dev {
		dev[k] = math.Sqrt(dev[k] / total)
		if dev[k] < 1e-9 {
			dev[k] = 1
		}
	}
	return mean, dev
}
