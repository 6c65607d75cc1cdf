package encoder

import (
	"math"

	"golang.org/x/sys/cpu"

	"articlebot/retrieval/encoder/modelfile"
)

// levels are the sets of instructions that the processor, and the operating
// system, have.
func levels() []Instructions {
	switch {
	case !cpu.X86.HasAVX2 || !cpu.X86.HasFMA:
		return []Instructions{Plain}
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VNNI:
		return []Instructions{Plain, AVX2, VNNI}
	}
	return []Instructions{Plain, AVX2}
}

func vectorKernels(use Instructions) kernels {
	if use == VNNI {
		return vnniKernels{}
	}
	return avx2Kernels{}
}

// avx2Kernels need AVX2 and FMA.
type avx2Kernels struct{}

// vnniKernels multiply matrices in fewer steps.
type vnniKernels struct{ avx2Kernels }

func (avx2Kernels) quantize(a *activations, x []float32) {
	blocks := len(x) / modelfile.Block
	_, _ = a.values[blocks*modelfile.Block-1], a.blocks[blocks-1]
	quantizeAVX2(&x[0], &a.values[0], &a.blocks[0], blocks)
}

func (avx2Kernels) multiply(dst []float32, w *modelfile.Matrix, a *activations, rows int) {
	blocks := w.Cols / modelfile.Block
	for i := range w.Rows / modelfile.Lanes {
		p := panelOf(w, i)
		for t := 0; t < rows; t += group {
			out, values, infos := groupOf(dst, w, a, i, t)
			panelAVX2(&out[0], w.Rows, &p.nibbles[0], &p.scales[0], &p.bias[0], &values[0], &infos[0], blocks)
		}
	}
}

func (vnniKernels) multiply(dst []float32, w *modelfile.Matrix, a *activations, rows int) {
	blocks := w.Cols / modelfile.Block
	for i := range w.Rows / modelfile.Lanes {
		p := panelOf(w, i)
		for t := 0; t < rows; t += group {
			out, values, infos := groupOf(dst, w, a, i, t)
			panelVNNI(&out[0], w.Rows, &p.nibbles[0], &p.scales[0], &p.bias[0], &values[0], &infos[0], blocks)
		}
	}
}

func (avx2Kernels) product(c []float32, cStride int, a []float32, aStride int, b []float32, bStride, depth int) {
	_ = c[(group-1)*cStride+tile-1]
	_ = a[(group-1)*aStride+depth-1]
	_ = b[(depth-1)*bStride+tile-1]
	productAVX2(&c[0], cStride, &a[0], aStride, &b[0], bStride, depth)
}

func (avx2Kernels) softmax(x []float32, n int) {
	for i := n; i < len(x); i++ {
		x[i] = -math.MaxFloat32
	}
	softmaxAVX2(&x[0], len(x)/8)
}

func (avx2Kernels) normalize(n modelfile.Norm, x, y []float32) {
	width := len(n.Weight)
	if y == nil { // once a text only
		plainKernels{}.normalize(n, x, y)
		return
	}
	_, _ = y[len(x)-1], n.Bias[width-1]
	normalizeAVX2(&x[0], &y[0], &n.Weight[0], &n.Bias[0], width/8, len(x)/width, 1/float32(width))
}

func (avx2Kernels) gelu(x []float32) { geluAVX2(&x[0], len(x)/8) }

// panelAVX2 sets four rows of dst, each of eight columns and stride apart, to
// four positions' values times a panel of eight rows, and the bias added.
//
//go:noescape
func panelAVX2(dst *float32, stride int, nibbles *byte, scales, bias *float32, values *int8, infos *blockInfo, blocks int)

// panelVNNI is panelAVX2 in fewer steps.
//
//go:noescape
func panelVNNI(dst *float32, stride int, nibbles *byte, scales, bias *float32, values *int8, infos *blockInfo, blocks int)

// productAVX2 sets four rows of c, of 16 columns each, to those of a times b.
//
//go:noescape
func productAVX2(c *float32, cStride int, a *float32, aStride int, b *float32, bStride, depth int)

// quantizeAVX2 cuts blocks of numbers to eight bits.
//
//go:noescape
func quantizeAVX2(x *float32, values *int8, infos *blockInfo, blocks int)

// softmaxAVX2 turns so many times eight scores into shares of one.
//
//go:noescape
func softmaxAVX2(x *float32, eights int)

// normalizeAVX2 adds rows of y to rows of x, each of so many times eight
// numbers, and normalises them; share is one over their length.
//
//go:noescape
func normalizeAVX2(x, y, weight, bias *float32, eights, rows int, share float32)

// geluAVX2 applies GELU to so many times eight numbers.
//
//go:noescape
func geluAVX2(x *float32, eights int)
