package vectors

import (
	_ "embed"
	"encoding/binary"
	"math"
)

// codeWords is how many words a code takes: a bit for each of 384 dimensions.
const (
	codeBits  = 384
	codeWords = codeBits / 64
	codeBytes = codeBits / 8
)

// Code is the meaning of one piece of a passage where it stands, cut to a bit
// for each dimension: the signs of its turned vector. On XQuAD nothing was lost
// against whole vectors: neither the order of passages nor which word of a
// question a passage lacks.
type Code [codeWords]uint64

// centreBytes is the mean vector, of pieces that are each of length one, of the
// pieces with letters or digits of the paragraphs of XQuAD in English and
// Vietnamese, 384 little-endian float32. The vectors of all pieces lie close
// together; what tells them apart begins at their mean.
//
//go:embed centre.bin
var centreBytes string

// turned moves a vector's origin to the centre and turns it, by a fixed turn
// that spreads what each dimension says over all: signs alone then keep it. The
// result has the length one. Vectors of other dimensions, or with numbers that
// are none, have no codes: nil.
func turned(v []float32) []float32 {
	if len(v) != codeBits {
		return nil
	}
	x := make([]float32, codeBits)
	for i := range x {
		x[i] = v[i] - math.Float32frombits(binary.LittleEndian.Uint32([]byte(centreBytes[4*i:4*i+4])))
	}
	flip(x, 0x9E3779B97F4A7C15)
	hadamards(x)
	deal(x)
	flip(x, 0xD1B54A32D192ED03)
	hadamards(x)
	if !toUnit(x) {
		return nil
	}
	return x
}

// flip changes the signs of a fixed half of the numbers (SplitMix64; Steele,
// Lea and Flood, 2014).
func flip(x []float32, seed uint64) {
	for i := range x {
		seed += 0x9E3779B97F4A7C15
		z := (seed ^ seed>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		if (z^z>>31)&1 == 1 {
			x[i] = -x[i]
		}
	}
}

// hadamardSize is the largest power of two that divides codeBits.
const hadamardSize = 128

// hadamards applies the fast Walsh-Hadamard transform to each stretch.
func hadamards(x []float32) {
	for ; len(x) > 0; x = x[hadamardSize:] {
		for h := 1; h < hadamardSize; h *= 2 {
			for i := 0; i < hadamardSize; i += 2 * h {
				for j := i; j < i+h; j++ {
					x[j], x[j+h] = x[j]+x[j+h], x[j]-x[j+h]
				}
			}
		}
	}
}

// deal hands the numbers out to the stretches in turn, as cards.
func deal(x []float32) {
	const hands = codeBits / hadamardSize
	old := append([]float32(nil), x...)
	for i, v := range old {
		x[i%hands*hadamardSize+i/hands] = v
	}
}

// toUnit gives x the length one, unless it has none; false where not all are
// numbers.
func toUnit(x []float32) bool {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return false
	}
	if sum == 0 {
		return true
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range x {
		x[i] *= scale
	}
	return true
}

// NewCode cuts the vector of a piece to its code; false where it has other
// dimensions, or numbers that are none.
func NewCode(v []float32) (c Code, ok bool) {
	x := turned(v)
	for i, f := range x {
		if f > 0 {
			c[i/64] |= 1 << (i % 64)
		}
	}
	return c, x != nil
}
