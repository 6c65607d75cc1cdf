package encoder

import (
	"encoding/binary"
	"math"

	"articlebot/retrieval/encoder/modelfile"
)

// plainKernels are the kernels in plain Go. They compute what the others do,
// rounding included, but for the order in which numbers are added.
type plainKernels struct{}

// rounder, added to a small number and taken off again, rounds it.
const rounder = 3 << 22

func (plainKernels) quantize(a *activations, x []float32) {
	const block = modelfile.Block
	for b := 0; b*block < len(x); b++ {
		in := (*[block]float32)(x[b*block:])
		out := (*[block]int8)(a.values[b*block:])
		largest := float32(0)
		for _, v := range in {
			largest = max(largest, math.Float32frombits(math.Float32bits(v)&0x7fffffff))
		}
		inverse := float32(0)
		if largest > 0 {
			inverse = 127 / largest
		}
		sum := int32(0)
		for i, v := range in {
			q := int8(math.Float32bits(v*inverse + rounder))
			out[i] = q
			sum += int32(q)
		}
		a.blocks[b] = blockInfo{largest / 127, 8 * sum}
	}
}

func (plainKernels) multiply(dst []float32, w *modelfile.Matrix, a *activations, rows int) {
	a.pack(rows, w.Cols)
	blocks := w.Cols / modelfile.Block
	for i := range w.Rows / modelfile.Lanes {
		p := panelOf(w, i)
		for t := 0; t < rows; t += group {
			p.multiply(dst[t*w.Rows+i*modelfile.Lanes:], w.Rows, a.packed[t/group*w.Cols:], a.blocks[t*blocks:(t+group)*blocks], blocks)
		}
	}
}

// multiply is one panel's part. Four positions' sums share one 64-bit number,
// 16 bits each: 16 products of at most 15 times 127 fit, so a block's low and
// high halves are summed apart.
func (p panel) multiply(dst []float32, stride int, packed []uint64, infos []blockInfo, blocks int) {
	const lanes, block = modelfile.Lanes, modelfile.Block
	var sums [group][lanes]float32
	for t := range sums {
		copy(sums[t][:], p.bias)
	}
	for b := range blocks {
		w := (*[lanes * block / 2]byte)(p.nibbles[b*lanes*block/2:])
		x := (*[block]uint64)(packed[b*block:])
		scale := (*[lanes]float32)(p.scales[b*lanes:])
		for row := range lanes {
			var low, high uint64
			for q := 0; q < 16; q += 4 {
				c := binary.LittleEndian.Uint32(w[q*8+row*4:])
				low += uint64(c&15)*x[q] + uint64(c>>8&15)*x[q+1] + uint64(c>>16&15)*x[q+2] + uint64(c>>24&15)*x[q+3]
				high += uint64(c>>4&15)*x[q+16] + uint64(c>>12&15)*x[q+17] + uint64(c>>20&15)*x[q+18] + uint64(c>>28)*x[q+19]
			}
			for t := range sums {
				first, second := int16(low), int16(high)
				low = uint64(int64(low-uint64(first)) >> 16)
				high = uint64(int64(high-uint64(second)) >> 16)
				info := infos[t*blocks+b]
				sums[t][row] += float32(int32(first)+int32(second)-info.sum8) * scale[row] * info.scale
			}
		}
	}
	for t := range sums {
		copy(dst[t*stride:], sums[t][:])
	}
}

// pack puts the values of each group of positions side by side.
func (a *activations) pack(rows, columns int) {
	a.packed = a.packed[:0]
	for t := 0; t < rows; t += group {
		for i := range columns {
			v := a.values[t*columns+i:]
			a.packed = append(a.packed, uint64(v[0])+uint64(v[columns])<<16+uint64(v[2*columns])<<32+uint64(v[3*columns])<<48)
		}
	}
}

func (plainKernels) product(c []float32, cStride int, a []float32, aStride int, b []float32, bStride, depth int) {
	for t := range group {
		var sum [tile]float32
		for k := range depth {
			f := a[t*aStride+k]
			for i, v := range (*[tile]float32)(b[k*bStride:]) {
				sum[i] += f * v
			}
		}
		copy(c[t*cStride:t*cStride+tile], sum[:])
	}
}

func (plainKernels) softmax(x []float32, n int) {
	clear(x[n:])
	x = x[:n]
	top := float32(math.Inf(-1))
	for _, v := range x {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range x {
		e := exp(v - top)
		x[i] = e
		sum += e
	}
	scale := 1 / sum
	for i := range x {
		x[i] *= scale
	}
}

// exp is e to the power x, for x not above 0, to about seven digits.
func exp(x float32) float32 {
	if !(x >= -80) {
		return 0
	}
	n := x*math.Log2E + rounder
	bits := math.Float32bits(n)
	f := x - (n-rounder)*math.Ln2
	p := 1 + f*(1+f*(1.0/2+f*(1.0/6+f*(1.0/24+f*(1.0/120)))))
	return math.Float32frombits(math.Float32bits(p) + bits<<23)
}
