package encoder

import (
	"math"

	"articlebot/retrieval/encoder/modelfile"
)

// normalize is layer normalisation (Ba et al. 2016, arXiv 1607.06450).
func (plainKernels) normalize(n modelfile.Norm, x, y []float32) {
	width := len(n.Weight)
	for ; len(x) > 0; x = x[width:] {
		row := x[:width]
		if y != nil {
			for i, v := range y[:len(row)] {
				row[i] += v
			}
			y = y[width:]
		}
		var sum, square float32
		for _, v := range row {
			sum += v
		}
		mean := sum / float32(width)
		for _, v := range row {
			square += (v - mean) * (v - mean)
		}
		scale := float32(1 / math.Sqrt(float64(square/float32(width))+epsilon))
		weight, bias := n.Weight[:len(row)], n.Bias[:len(row)]
		for i, v := range row {
			row[i] = (v-mean)*scale*weight[i] + bias[i]
		}
	}
}
