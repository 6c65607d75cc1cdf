package vectors

import (
	"math"
	"math/bits"
)

// planes is how many bits each number of a question's piece has.
const planes = 4

// Piece is a piece of a question, to be compared with codes.
type Piece struct {
	planes      [planes]Code // the numbers' bits, the lowest first
	least, step float32      // a number n stands for least + n·step
	sum         float32      // of what all numbers stand for
}

// NewPiece readies the vector of a piece of a question; false where it has other
// dimensions than codes, or numbers that are none.
func NewPiece(v []float32) (p Piece, ok bool) {
	x := turned(v)
	if x == nil {
		return p, false
	}
	most := x[0]
	p.least = x[0]
	for _, f := range x {
		p.least, most = min(p.least, f), max(most, f)
	}
	p.step = (most - p.least) / (1<<planes - 1)
	for i, f := range x {
		n := uint64(0)
		if p.step > 0 {
			n = uint64(math.Round(float64((f - p.least) / p.step)))
		}
		p.sum += p.least + float32(n)*p.step
		for k := range planes {
			p.planes[k][i/64] |= (n >> k & 1) << (i % 64)
		}
	}
	return p, true
}

// cosine is that of the angle between the piece and the signs of a code: its
// numbers where a bit is set, less those where none is, as a code of plus and
// minus one has the length √384.
func (p *Piece) cosine(c *Code) float32 {
	var set, sum int
	for w, b := range c {
		set += bits.OnesCount64(b)
		sum += bits.OnesCount64(b&p.planes[0][w]) + 2*bits.OnesCount64(b&p.planes[1][w]) +
			4*bits.OnesCount64(b&p.planes[2][w]) + 8*bits.OnesCount64(b&p.planes[3][w])
	}
	return (2*(p.least*float32(set)+p.step*float32(sum)) - p.sum) * inverseRoot
}

var inverseRoot = float32(1 / math.Sqrt(codeBits))

// Nearest finds the code nearest to the piece in each stretch of codes, where
// ends are the stretches' ends in order: near gets its cosine, 0 for a stretch
// without codes.
func (p *Piece) Nearest(codes []Code, ends []int, near []float64) {
	at := 0
	for i, end := range ends {
		best := float32(math.Inf(-1))
		if at == end {
			best = 0
		}
		for ; at < end; at++ {
			best = max(best, p.cosine(&codes[at]))
		}
		near[i] = float64(best)
	}
}
