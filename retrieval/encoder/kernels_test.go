package encoder

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"articlebot/retrieval/encoder/modelfile"
)

func TestKernelsAgreeWithPlainGo(t *testing.T) {
	for _, use := range Supported()[1:] {
		k, err := kernelsFor(use)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(use.String(), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			for range 20 {
				compareMultiply(t, r, k)
				compareProduct(t, r, k)
				compareSoftmax(t, r, k)
				compareNormalize(t, r, k)
			}
		})
	}
}

func TestEveryLengthHasTheSameVectorOnEveryLevel(t *testing.T) {
	plain := open(t, Plain)
	for _, use := range Supported()[1:] {
		m := open(t, use)
		for _, n := range []int{1, 2, 3, 6} {
			text := strings.Repeat("nhà mới ", n)
			if c := dot(plain.vector(t, "query", text), m.vector(t, "query", text)); c < 0.9998 {
				t.Errorf("%s, %d words: cosine %.5f to plain Go", use, 2*n, c)
			}
		}
	}
}

func compareMultiply(t *testing.T, r *rand.Rand, k kernels) {
	rows, cols, texts := modelfile.Lanes*(1+r.IntN(4)), modelfile.Block*(1+r.IntN(5)), group*(1+r.IntN(3))
	w := modelfile.Matrix{
		Rows: rows, Cols: cols, Nibbles: make([]byte, rows*cols/2),
		Scales: floats(r, rows*cols/modelfile.Block), Bias: floats(r, rows),
	}
	for i := range w.Nibbles {
		w.Nibbles[i] = byte(r.Uint32())
	}
	x := floats(r, texts*cols)
	clear(x[:modelfile.Block]) // a block of nothing has no scale
	got, want := make([]float32, texts*rows), make([]float32, texts*rows)
	for dst, k := range map[*[]float32]kernels{&got: k, &want: plainKernels{}} {
		a := activations{values: make([]int8, len(x)), blocks: make([]blockInfo, len(x)/modelfile.Block)}
		k.quantize(&a, x)
		k.multiply(*dst, &w, &a, texts)
	}
	// Halves may be rounded up or down: one step of an activation's scale.
	near(t, "multiply", got, want, 0.02*float64(cols))
}

func compareProduct(t *testing.T, r *rand.Rand, k kernels) {
	depth := 1 + r.IntN(70)
	a, b := floats(r, group*depth), floats(r, depth*tile)
	got, want := make([]float32, group*tile), make([]float32, group*tile)
	k.product(got, tile, a, depth, b, tile, depth)
	plainKernels{}.product(want, tile, a, depth, b, tile, depth)
	near(t, "product", got, want, 1e-4)
}

func compareSoftmax(t *testing.T, r *rand.Rand, k kernels) {
	got := floats(r, tile*(1+r.IntN(4)))
	for i := range got {
		got[i] *= 50
	}
	want := append([]float32(nil), got...)
	n := 1 + r.IntN(len(got))
	k.softmax(got, n)
	plainKernels{}.softmax(want, n)
	near(t, "softmax", got, want, 1e-5)
}

func floats(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

func near(t *testing.T, what string, got, want []float32, most float64) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= most) {
			t.Fatalf("%s: number %d of %d is %v, in plain Go %v", what, i, len(want), got[i], want[i])
		}
	}
}

func TestGELUIsNearItsFormulaOnEveryLevel(t *testing.T) {
	var x []float32
	for v := -12.0; v < 12; v += 0.0123 {
		x = append(x, float32(v))
	}
	x = append(x[:len(x)/8*8], 0, 1e-30, -1e-30, 1e4, -1e4, 80, -80, 1)
	for _, use := range Supported() {
		k, err := kernelsFor(use)
		if err != nil {
			t.Fatal(err)
		}
		got := append([]float32(nil), x...)
		k.gelu(got)
		for i, v := range x {
			if want := float64(v) / 2 * (1 + math.Erf(float64(v)/math.Sqrt2)); math.Abs(float64(got[i])-want) > 1e-5 {
				t.Errorf("%s: gelu(%v) = %v, want %v", use, v, got[i], want)
			}
		}
	}
}

func compareNormalize(t *testing.T, r *rand.Rand, k kernels) {
	width, rows := modelfile.Block*(1+r.IntN(12)), 1+r.IntN(5)
	n := modelfile.Norm{Weight: floats(r, width), Bias: floats(r, width)}
	got, y := floats(r, rows*width), floats(r, rows*width)
	want := append([]float32(nil), got...)
	k.normalize(n, got, y)
	plainKernels{}.normalize(n, want, y)
	near(t, "normalize", got, want, 1e-4)
}
