// Package modelfile reads and writes the file that holds an encoder: its name,
// where it comes from and under which licence, its vocabulary and its weights.
//
// A file is (all numbers little-endian):
//
//	magic, version, length of the whole    8, 4 and 8 bytes
//	SHA-256 of all that follows            32 bytes
//	length of the description, description 4 bytes, JSON (Info)
//	shape                                  the fields of Shape, 4 bytes each
//	sections                               each from a multiple of 64 bytes on
//
// Read trusts none of it: what it returns can be used without looking at
// lengths and identifiers again. Files are read whole into memory, so that one
// that is replaced or cut while it is in use does no harm.
package modelfile

import (
	"errors"
	"fmt"
)

const (
	magic   = "ENCODER\n"
	version = 1
	// alignment is what every section begins at a multiple of.
	alignment = 64
	// fixed is the length of what comes before the checksum's content.
	fixed = len(magic) + 4 + 8 + 32
)

// Sizes that the kernels count on.
const (
	Block = 32 // inputs of a matrix's row that share one scale
	Lanes = 8  // rows of a matrix that are laid out together
	// WordBlock is the bytes of a block of a word's embedding: a
	// half-precision scale, and 32 numbers of four bits, each 8 too large, the
	// first 16 in the low halves.
	WordBlock = 2 + Block/2
)

// Info says what a file is.
type Info struct {
	// Name is the model's, "multilingual-e5-small".
	Name string `json:"name"`
	// Fit names what was fitted to this model's numbers: files with the same
	// one can stand in for each other.
	Fit string `json:"fit"`
	// Vocabulary says for which languages the file has pieces.
	Vocabulary string `json:"vocabulary"`
	// QueryPrefix and PassagePrefix are what the model was trained to see
	// before a question and before a passage.
	QueryPrefix   string `json:"query_prefix"`
	PassagePrefix string `json:"passage_prefix"`
	// Source is what the file was made from, with its checksum.
	Source string `json:"source"`
	// Licence is its whole text.
	Licence string `json:"licence"`
}

// Shape is how large the parts are.
type Shape struct {
	Pieces, Hidden, Layers, Heads, Inner, Positions uint32
	Begin, End, Unknown                             uint32 // pieces
	PieceBytes, Replaced, Replacements              uint32
}

// Vocabulary are the pieces of a unigram model, sorted by their bytes; a
// piece's place is its number.
type Vocabulary struct {
	Offsets []uint32 // Offsets[i]:Offsets[i+1] is piece i in Bytes
	Bytes   []byte
	Scores  []float32 // logarithms of probabilities

	From    []uint32 // characters with a replacement, ascending
	ToStart []uint32 // ToStart[i]:ToStart[i+1] is the replacement of From[i] in To
	To      []uint32
}

// Matrix is a 4-bit weight matrix. Each panel of eight rows is laid out block
// by block: 128 bytes whose byte 32v+4r+i holds, for row r, input 4v+i of the
// block in its low half and input 16+4v+i in its high half, each 8 too large.
type Matrix struct {
	Rows, Cols int
	Nibbles    []byte
	Scales     []float32 // one for each panel, block and row; half-precision in the file
	Bias       []float32
}

// Norm is a layer normalisation's weights.
type Norm struct{ Weight, Bias []float32 }

// Layer is one transformer layer.
type Layer struct {
	QKV            Matrix // queries, keys and values below each other
	Attention      Matrix
	AfterAttention Norm
	Inner, Outer   Matrix
	AfterOuter     Norm
}

// File is all that a model file holds.
type File struct {
	Info
	Shape
	Vocabulary
	Words         []byte    // embeddings: for each piece Hidden/Block times WordBlock bytes
	WordPositions []float32 // embeddings of positions, the token type's added
	Embedded      Norm
	Stack         []Layer
	// Checksum is the SHA-256 of the content.
	Checksum [32]byte
}

// Errors of Read that say what is wrong with a file as a whole.
var (
	ErrNotModel = errors.New("not an encoder model")
	ErrCutShort = errors.New("model file is cut short")
	ErrVersion  = errors.New("model file has another version")
	ErrAltered  = errors.New("model file is altered: its content does not match its checksum")
)

// most bounds each size of a shape, so that products of two fit 64 bits by far
// and no file makes the program ask for absurd amounts of memory.
const most = 1 << 20

// check tells what in the shape the kernels could not work with.
func (s Shape) check() error {
	for _, n := range []uint32{s.Pieces, s.Hidden, s.Layers, s.Heads, s.Inner, s.Positions} {
		if n == 0 || n > most {
			return fmt.Errorf("model file has a size of %d", n)
		}
	}
	const tile = 16 // columns of an attention matrix that are worked on together
	switch {
	case s.Hidden%s.Heads != 0 || s.Hidden/s.Heads%tile != 0 || s.Hidden%Block != 0 || s.Inner%Block != 0:
		return fmt.Errorf("model file has sizes (%d, %d, %d) that do not divide", s.Hidden, s.Heads, s.Inner)
	case s.Begin >= s.Pieces || s.End >= s.Pieces || s.Unknown >= s.Pieces:
		return errors.New("model file names a piece that it does not have")
	case s.Positions < 3:
		return errors.New("model file has no position for a word")
	}
	return nil
}

// check tells whether the tables can be walked without looking.
func (v Vocabulary) check() error {
	if !ascending(v.Offsets, len(v.Bytes)) || !ascending(v.ToStart, len(v.To)) {
		return errors.New("model file has pieces that overlap")
	}
	for i := 1; i < len(v.From); i++ {
		if v.From[i] <= v.From[i-1] {
			return errors.New("model file has replacements out of order")
		}
	}
	for i := 2; i < len(v.Offsets); i++ {
		if string(v.Piece(i-2)) >= string(v.Piece(i-1)) {
			return errors.New("model file has pieces out of order")
		}
	}
	for _, s := range v.Scores {
		if !(s > -1e6 && s < 1e6) {
			return fmt.Errorf("model file has a score of %g", s)
		}
	}
	return nil
}

// Piece returns a piece's bytes, a space written as U+2581.
func (v Vocabulary) Piece(i int) []byte { return v.Bytes[v.Offsets[i]:v.Offsets[i+1]] }

// ascending tells whether starts run from 0 to end without going back.
func ascending(starts []uint32, end int) bool {
	last := uint32(0)
	for i, s := range starts {
		if s < last || i == 0 && s != 0 {
			return false
		}
		last = s
	}
	return int(last) == end
}
