package encoder

import (
	"math"
	"sync"
)

const (
	geluBound = 8   // below minus this GELU is nothing, above it the number itself
	geluSteps = 256 // of the table to one
)

// geluTable holds the Gaussian error linear unit (Hendrycks and Gimpel 2016,
// arXiv 1606.08415) at every step from -geluBound to geluBound, and one beyond.
var geluTable = sync.OnceValue(func() *[4098]float32 {
	var table [4098]float32
	for i := range table {
		x := float64(i)/geluSteps - geluBound
		table[i] = float32(x / 2 * (1 + math.Erf(x/math.Sqrt2)))
	}
	return &table
})

// gelu goes between the table's steps in a straight line.
func (plainKernels) gelu(x []float32) {
	table := geluTable()
	for i, v := range x {
		switch {
		case v >= geluBound:
		case v > -geluBound:
			at := (v + geluBound) * geluSteps
			n := int(at) & 4095
			f := at - float32(n)
			x[i] = table[n] + f*(table[n+1]-table[n])
		default: // NaN too, which only broken weights make
			x[i] = 0
		}
	}
}
