package encoder

import (
	"fmt"
	"slices"

	"articlebot/retrieval/encoder/modelfile"
)

// Instructions are the vector instructions that a model uses.
type Instructions int

// The sets of instructions.
const (
	Best  Instructions = iota // whatever the processor has
	Plain                     // none, but plain Go
	AVX2                      // AVX2 and FMA
	VNNI                      // AVX-512 VNNI too, which multiplies and adds four bytes in a step
	NEON                      // of 64-bit Arm, with its product of bytes
)

// String returns the set's name.
func (i Instructions) String() string {
	return [...]string{"best", "plain Go", "AVX2", "AVX-512 VNNI", "NEON"}[i]
}

const (
	// group is how many positions of a text are worked on together.
	group = 4
	// tile is how many columns of an attention matrix are worked on together.
	tile = 16
)

// kernels are the inner loops, in one set of instructions.
type kernels interface {
	// quantize cuts the rows of x to eight bits.
	quantize(a *activations, x []float32)
	// multiply sets dst to rows of a times the matrix, and its bias added. The
	// number of rows is a multiple of group.
	multiply(dst []float32, w *modelfile.Matrix, a *activations, rows int)
	// product sets group rows of c, each of tile columns, to those of a (depth
	// columns) times b.
	product(c []float32, cStride int, a []float32, aStride int, b []float32, bStride, depth int)
	// softmax turns the first n of x into shares of one, and the rest into
	// nothing. The length of x is a multiple of tile.
	softmax(x []float32, n int)
	// normalize adds y to x, if there is one, and normalises each row of x.
	normalize(n modelfile.Norm, x, y []float32)
	// gelu applies the Gaussian error linear unit to each number. There is a
	// multiple of eight of them.
	gelu(x []float32)
}

// Supported returns the sets that this processor has, plain Go first and the
// best last.
func Supported() []Instructions { return levels() }

// kernelsFor returns the kernels of a set that the processor has.
func kernelsFor(use Instructions) (kernels, error) {
	has := levels()
	if use == Best {
		use = has[len(has)-1]
	}
	switch {
	case use == Plain:
		return plainKernels{}, nil
	case !slices.Contains(has, use):
		return nil, fmt.Errorf("this processor has no %s", use)
	}
	return vectorKernels(use), nil
}

// groupOf returns what a panel's kernel reads and writes for the rows from t
// on, with all its bounds checked.
func groupOf(dst []float32, w *modelfile.Matrix, a *activations, panel, t int) (out []float32, values []int8, infos []blockInfo) {
	blocks := w.Cols / modelfile.Block
	return dst[t*w.Rows+panel*modelfile.Lanes:][:(group-1)*w.Rows+modelfile.Lanes],
		a.values[t*w.Cols : (t+group)*w.Cols], a.blocks[t*blocks : (t+group)*blocks]
}

// activations are rows of numbers cut to eight bits, a scale for each block.
type activations struct {
	values []int8
	blocks []blockInfo
	packed []uint64 // for plain Go only
}

// blockInfo is a block's scale and eight times its sum, which makes up for the
// weights being stored 8 too large.
type blockInfo struct {
	scale float32
	sum8  int32
}

// panel is a part of a matrix that is worked on together.
type panel struct {
	nibbles      []byte
	scales, bias []float32
}

// panelOf returns the i-th eight rows of a matrix.
func panelOf(w *modelfile.Matrix, i int) panel {
	const lanes, block = modelfile.Lanes, modelfile.Block
	size := w.Cols / block * lanes
	return panel{
		nibbles: w.Nibbles[i*size*block/2 : (i+1)*size*block/2],
		scales:  w.Scales[i*size : (i+1)*size],
		bias:    w.Bias[i*lanes : (i+1)*lanes],
	}
}
