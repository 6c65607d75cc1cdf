package vectors

import (
	"math/rand/v2"
	"testing"
)

// TestCosineByEachKernel holds Cosine against the sum of the products, for lengths
// that kernels take and one that they do not.
func TestCosineByEachKernel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	_, list := kernels()
	defer func(k kernel) { fastest = k }(fastest)
	for _, n := range []int{384, 32, 10} {
		question, values := make([]float32, n), make([]int8, n)
		for i := range question {
			question[i], values[i] = random.Float32()-.5, int8(random.IntN(256)-128)
		}
		q := NewQuery(question)
		want := int32(0)
		for i, x := range values {
			want += int32(x) * int32(q.values[i])
		}
		for _, k := range list {
			fastest = k
			if got := q.Cosine(Vector{Values: values, Scale: 1}); got != float32(want)*q.scale {
				t.Errorf("%d numbers: cosine %g, want %g", n, got, float32(want)*q.scale)
			}
		}
	}
}

// BenchmarkCosine beside the plain sum that it was.
func BenchmarkCosine(b *testing.B) {
	names, list := kernels()
	defer func(k kernel) { fastest = k }(fastest)
	question, values := make([]float32, 384), make([]int8, 384)
	for i := range question {
		question[i], values[i] = float32(i), int8(i)
	}
	q := NewQuery(question)
	for i, name := range names {
		b.Run(name, func(b *testing.B) {
			fastest = list[i]
			for b.Loop() {
				q.Cosine(Vector{Values: values, Scale: 1})
			}
		})
	}
}
