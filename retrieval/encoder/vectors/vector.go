package vectors

import (
	"math"
)

// Vector is a vector of length one, cut to eight bits.
type Vector struct {
	Scale  float32 // what a value of one stands for
	Values []int8
}

// Quantize cuts v to eight bits.
func Quantize(v []float32) Vector {
	out := Vector{Values: make([]int8, len(v))}
	out.Scale = quantize(out.Values, v)
	return out
}

// quantize cuts v to eight bits and returns the scale.
func quantize(to []int8, v []float32) float32 {
	const most = math.MaxInt8
	largest := float32(0)
	for _, x := range v {
		largest = max(largest, x, -x)
	}
	if largest == 0 {
		clear(to)
		return 0
	}
	for i, x := range v {
		to[i] = int8(math.RoundToEven(float64(x / largest * most)))
	}
	return largest / most
}

// Floats returns the numbers that the vector stands for.
func (v Vector) Floats() []float32 {
	out := make([]float32, len(v.Values))
	for i, x := range v.Values {
		out[i] = float32(x) * v.Scale
	}
	return out
}

// Query is a question's vector, ready to be compared with many.
type Query struct {
	scale  float32
	values []int16 // up to a multiple of stride
}

// stride is what the length of a row of numbers is a multiple of, in the
// memory that kernels read.
const stride = 32

// NewQuery prepares a question's vector, which has the length one. Its numbers
// get as many bits as their sums have room for.
func NewQuery(v []float32) Query {
	width := roundUp(len(v))
	q := Query{values: make([]int16, width)}
	most := float32(min(math.MaxInt16, math.MaxInt32/(math.MaxInt8+1)/max(1, width)))
	largest := float32(0)
	for _, x := range v {
		largest = max(largest, x, -x)
	}
	if largest == 0 {
		return q
	}
	for i, x := range v {
		q.values[i] = int16(math.RoundToEven(float64(x / largest * most)))
	}
	q.scale = largest / most
	return q
}

func roundUp(n int) int { return (n + stride - 1) / stride * stride }

// fastest is the kernel that Cosine takes.
var fastest = bestKernel()

// Cosine returns the cosine of the angle between the question and a vector,
// which has as many dimensions.
func (q Query) Cosine(v Vector) float32 {
	var sum [1]int32
	if len(v.Values) == len(q.values) && len(v.Values) > 0 {
		fastest(sum[:], q.values, v.Values)
		return float32(sum[0]) * q.scale * v.Scale
	}
	for i, x := range v.Values { // of a length that kernels do not take
		sum[0] += int32(x) * int32(q.values[i])
	}
	return float32(sum[0]) * q.scale * v.Scale
}
