package encoder

import (
	"context"
	"encoding/binary"
	"math"

	"articlebot/retrieval/encoder/modelfile"
)

// pass is the working memory of a forward pass. Its positions are rounded up to
// whole groups; the rows past the text's own are worked on and thrown away.
type pass struct {
	segmenter segmenter
	pieces    []piece // of the text; the marks around them take a position each

	positions, padded    int
	hidden, heads, inner int
	columns              int // positions rounded up to whole tiles

	x, qkv, context, added, wide []float32
	keys, scores                 []float32
	acts                         activations
}

// run passes a text, its prefix before it, through the model, and calls yield
// before each layer. The result stands in x until the next.
func (p *pass) run(ctx context.Context, m *Model, text string, yield func()) error {
	p.pieces = p.segmenter.segment(&m.vocabulary, text, m.Window())
	p.resize(m.file.Shape)
	p.embed(m)
	for i := range m.file.Stack {
		yield()
		if err := ctx.Err(); err != nil {
			return err
		}
		p.apply(m.kernels, &m.file.Stack[i])
	}
	return ctx.Err()
}

// resize makes room for the pieces.
func (p *pass) resize(s modelfile.Shape) {
	p.hidden, p.heads, p.inner = int(s.Hidden), int(s.Heads), int(s.Inner)
	p.positions = len(p.pieces) + marks
	p.padded = roundUp(p.positions, group)
	p.columns = roundUp(p.positions, tile)
	p.x = sized(p.x, p.padded*p.hidden)
	p.qkv = sized(p.qkv, p.padded*3*p.hidden)
	p.context = sized(p.context, p.padded*p.hidden)
	p.added = sized(p.added, p.padded*p.hidden)
	p.wide = sized(p.wide, p.padded*p.inner)
	p.keys = sized(p.keys, p.hidden/p.heads*p.columns)
	p.scores = sized(p.scores, p.padded*p.columns)
	widest := p.padded * max(p.hidden, p.inner)
	p.acts.values = sized(p.acts.values, widest)
	p.acts.blocks = sized(p.acts.blocks, widest/modelfile.Block)
	clear(p.x[p.positions*p.hidden:])
	clear(p.keys) // columns past the text's own must hold numbers
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }

// sized returns s, or a larger one, with length n.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// row is the state of a position.
func (p *pass) row(i int) []float32 { return p.x[i*p.hidden : (i+1)*p.hidden] }

// embed lays out each piece's embedding and position.
func (p *pass) embed(m *Model) {
	p.embedPiece(m, 0, m.vocabulary.begin)
	for i := range p.pieces {
		p.embedPiece(m, i+1, p.pieces[i].id)
	}
	p.embedPiece(m, p.positions-1, m.vocabulary.end)
	m.kernels.normalize(m.file.Embedded, p.x, nil)
}

func (p *pass) embedPiece(m *Model, position int, id int32) {
	const half = modelfile.Block / 2
	row := p.row(position)
	copy(row, m.file.WordPositions[position*p.hidden:])
	size := p.hidden / modelfile.Block * modelfile.WordBlock
	word := m.file.Words[int(id)*size : (int(id)+1)*size]
	for ; len(word) > 0; word, row = word[modelfile.WordBlock:], row[modelfile.Block:] {
		scale := modelfile.Half(binary.LittleEndian.Uint16(word))
		for i, b := range word[2:modelfile.WordBlock] {
			row[i] += scale * float32(int(b&15)-8)
			row[i+half] += scale * float32(int(b>>4)-8)
		}
	}
}

// apply passes the text through one layer.
func (p *pass) apply(k kernels, l *modelfile.Layer) {
	p.multiply(k, p.qkv, &l.QKV, p.x)
	p.attend(k)
	p.multiply(k, p.added, &l.Attention, p.context)
	k.normalize(l.AfterAttention, p.x, p.added)
	p.multiply(k, p.wide, &l.Inner, p.x)
	k.gelu(p.wide)
	p.multiply(k, p.added, &l.Outer, p.wide)
	k.normalize(l.AfterOuter, p.x, p.added)
}

// multiply sets dst to the rows of x times a matrix, and its bias added.
func (p *pass) multiply(k kernels, dst []float32, w *modelfile.Matrix, x []float32) {
	k.quantize(&p.acts, x)
	k.multiply(dst, w, &p.acts, p.padded)
}

// mean averages the positions and gives the result the length one.
func (p *pass) mean() []float32 {
	out := make([]float32, p.hidden)
	for i := range p.positions {
		for j, v := range p.row(i) {
			out[j] += v
		}
	}
	unit(out)
	return out
}

// unit gives v the length one.
func unit(v []float32) {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	scale := float32(1 / math.Sqrt(max(square, epsilon*epsilon)))
	for i := range v {
		v[i] *= scale
	}
}
