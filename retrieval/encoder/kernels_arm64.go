package encoder

import (
	"golang.org/x/sys/cpu"

	"articlebot/retrieval/encoder/modelfile"
)

// levels are the sets of instructions that the processor, and the operating
// system, have.
func levels() []Instructions {
	if cpu.ARM64.HasASIMDDP {
		return []Instructions{Plain, NEON}
	}
	return []Instructions{Plain}
}

func vectorKernels(Instructions) kernels { return neonKernels{} }

// neonKernels need NEON with its product of bytes (FEAT_DotProd). What takes
// little time they leave to plain Go.
type neonKernels struct{ plainKernels }

func (neonKernels) multiply(dst []float32, w *modelfile.Matrix, a *activations, rows int) {
	blocks := w.Cols / modelfile.Block
	for i := range w.Rows / modelfile.Lanes {
		p := panelOf(w, i)
		for t := 0; t < rows; t += group {
			out, values, infos := groupOf(dst, w, a, i, t)
			panelNEON(&out[0], w.Rows, &p.nibbles[0], &p.scales[0], &p.bias[0], &values[0], &infos[0], blocks)
		}
	}
}

func (neonKernels) product(c []float32, cStride int, a []float32, aStride int, b []float32, bStride, depth int) {
	_ = c[(group-1)*cStride+tile-1]
	_ = a[(group-1)*aStride+depth-1]
	_ = b[(depth-1)*bStride+tile-1]
	productNEON(&c[0], cStride, &a[0], aStride, &b[0], bStride, depth)
}

// panelNEON sets four rows of dst, each of eight columns and stride apart, to
// four positions' values times a panel of eight rows, and the bias added.
//
//go:noescape
func panelNEON(dst *float32, stride int, nibbles *byte, scales, bias *float32, values *int8, infos *blockInfo, blocks int)

// productNEON sets four rows of c, of 16 columns each, to those of a times b.
//
//go:noescape
func productNEON(c *float32, cStride int, a *float32, aStride int, b *float32, bStride, depth int)
