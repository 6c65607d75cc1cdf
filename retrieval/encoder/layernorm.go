package encoder

import (
	"math"

	"articlebot/retrieval/encoder/modelfile"
)

// normalizeRows adds y to x, if there is one, and normalises each row of x
// (Ba et al. 2016, arXiv 1607.06450).
func normalizeRows(n modelfile.Norm, x, y []float32, width int) {
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
