package encoder

import "math"

// attend mixes each position's values from the positions that its query finds,
// head by head (Vaswani et al. 2017, arXiv 1706.03762).
func (p *pass) attend(k kernels) {
	size := p.hidden / p.heads
	width := 3 * p.hidden
	for h := range p.heads {
		query, value := h*size, 2*p.hidden+h*size
		p.transposeKeys(h, size)
		for t := 0; t < p.padded; t += group {
			for c := 0; c < p.columns; c += tile {
				k.product(p.scores[t*p.columns+c:], p.columns, p.qkv[t*width+query:], width, p.keys[c:], p.columns, size)
			}
		}
		for t := range p.padded {
			k.softmax(p.scores[t*p.columns:(t+1)*p.columns], p.positions)
		}
		for t := 0; t < p.padded; t += group {
			for c := 0; c < size; c += tile {
				k.product(p.context[t*p.hidden+h*size+c:], p.hidden, p.scores[t*p.columns:], p.columns, p.qkv[value+c:], width, p.positions)
			}
		}
	}
}

// transposeKeys lays out a head's keys with a column for each position, scaled.
func (p *pass) transposeKeys(head, size int) {
	scale := float32(1 / math.Sqrt(float64(size)))
	for t := range p.positions {
		key := p.qkv[t*3*p.hidden+p.hidden+head*size:][:size]
		for i, x := range key {
			p.keys[i*p.columns+t] = x * scale
		}
	}
}
