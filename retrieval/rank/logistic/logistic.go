// Package logistic turns named values into a probability by weights that were
// fitted. It fits nothing and knows nothing of what the values are.
package logistic

import "math"

// Regression is a logistic regression over named values.
type Regression struct {
	Bias    float64            `json:"bias"`
	Weights map[string]float64 `json:"weights"` // by the values' names

	row []float64 // Weights in the order of the values
}

// In returns l with its weights in the order of names, ready to be used.
func (l Regression) In(names []string) Regression {
	l.row = make([]float64, len(names))
	for i, n := range names {
		l.row[i] = l.Weights[n]
	}
	return l
}

// Probability turns values into the probability of what was fitted.
func (l *Regression) Probability(values []float64) float64 {
	z := l.Bias
	for i, x := range values[:min(len(values), len(l.row))] {
		z += l.row[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}
