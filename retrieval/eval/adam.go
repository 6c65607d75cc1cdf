package eval

import "math"

// adam steps down a gradient (Kingma and Ba, "Adam", 2015), with the paper's
// settings but for the rate.
type adam struct {
	rate          float64
	first, second []float64 // moments of the gradient
	steps         float64
}

const (
	momentum = 0.9
	decay    = 0.999
	tiny     = 1e-8 // keeps a vanished gradient from dividing by zero
)

func newAdam(n int, rate float64) *adam {
	return &adam{rate: rate, first: make([]float64, n), second: make([]float64, n)}
}

// descend moves w one step against grad.
func (a *adam) descend(w, grad []float64) {
	a.steps++
	for i := range w {
		a.first[i] = momentum*a.first[i] + (1-momentum)*grad[i]
		a.second[i] = decay*a.second[i] + (1-decay)*grad[i]*grad[i]
		m := a.first[i] / (1 - math.Pow(momentum, a.steps))
		v := a.second[i] / (1 - math.Pow(decay, a.steps))
		w[i] -= a.rate * m / (math.Sqrt(v) + tiny)
	}
}
