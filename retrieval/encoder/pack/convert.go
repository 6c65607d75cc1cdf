package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"articlebot/retrieval/encoder/modelfile"
)

// convert lays the weights out the way package encoder reads them, with the
// pieces of keep, nil for all.
func convert(data []byte, keep map[string]bool) (*modelfile.File, error) {
	s, err := readSource(data)
	if err != nil {
		return nil, err
	}
	f := &modelfile.File{Shape: s.Shape, Vocabulary: s.Vocabulary}
	if err := s.choosePieces(f, keep); err != nil {
		return nil, err
	}
	f.WordPositions = floats(s.tensors["emb.pos"])
	kind := floats(s.tensors["emb.type"]) // of the first type: there is but one sentence
	for i := range f.WordPositions {
		f.WordPositions[i] += kind[i%int(s.Hidden)]
	}
	f.Embedded = modelfile.Norm{Weight: floats(s.tensors["emb.ln.w"]), Bias: floats(s.tensors["emb.ln.b"])}
	for i := range s.Layers {
		f.Stack = append(f.Stack, s.layer(int(i)))
	}
	return f, nil
}

// choosePieces sorts the pieces that are kept, with their embeddings.
func (s *source) choosePieces(f *modelfile.File, keep map[string]bool) error {
	marks := []uint32{s.Begin, s.End, s.Unknown}
	var order []int
	for i := range int(s.Pieces) {
		if keep == nil || keep[s.piece(i)] || slices.Contains(marks, uint32(i)) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(s.piece(a), s.piece(b)) })
	words, row := s.tensors["emb.word"], int(s.Hidden)/modelfile.Block*modelfile.WordBlock
	number := map[uint32]uint32{}
	f.Offsets = []uint32{0}
	for n, i := range order {
		number[uint32(i)] = uint32(n)
		f.Vocabulary.Bytes = append(f.Vocabulary.Bytes, s.piece(i)...)
		f.Offsets = append(f.Offsets, uint32(len(f.Vocabulary.Bytes)))
		f.Scores = append(f.Scores, s.scores[i])
		f.Words = append(f.Words, words[i*row:(i+1)*row]...)
	}
	if missing := len(keep) - len(order); keep != nil && missing > 0 {
		return fmt.Errorf("%d of the pieces listed are none of the model's", missing)
	}
	f.Begin, f.End, f.Unknown = number[s.Begin], number[s.End], number[s.Unknown]
	f.Pieces, f.PieceBytes = uint32(len(order)), uint32(len(f.Vocabulary.Bytes))
	f.Replaced, f.Replacements = uint32(len(s.From)), uint32(len(s.To))
	return nil
}

// layer gathers the tensors of a layer.
func (s *source) layer(i int) modelfile.Layer {
	get := func(name string) []byte { return s.tensors[fmt.Sprintf("l%d.%s", i, name)] }
	join := func(suffix string) []byte {
		return slices.Concat(get("q"+suffix), get("k"+suffix), get("v"+suffix))
	}
	norm := func(name string) modelfile.Norm {
		return modelfile.Norm{Weight: floats(get(name + ".w")), Bias: floats(get(name + ".b"))}
	}
	hidden, inner := int(s.Hidden), int(s.Inner)
	return modelfile.Layer{
		QKV:            matrix(join(".w"), join(".b"), 3*hidden, hidden),
		Attention:      matrix(get("ao.w"), get("ao.b"), hidden, hidden),
		AfterAttention: norm("aln"),
		Inner:          matrix(get("fi.w"), get("fi.b"), inner, hidden),
		Outer:          matrix(get("fo.w"), get("fo.b"), hidden, inner),
		AfterOuter:     norm("oln"),
	}
}

// matrix lays a matrix of rows of blocks (a scale, then four-bit numbers) out
// in panels of eight rows.
func matrix(weights, bias []byte, rows, cols int) modelfile.Matrix {
	const lanes, size, quarter = modelfile.Lanes, modelfile.WordBlock, modelfile.Block / 8
	blocks := cols / modelfile.Block
	m := modelfile.Matrix{Rows: rows, Cols: cols, Bias: floats(bias)}
	at := func(row, block int) []byte { return weights[(row*blocks+block)*size:][:size] }
	for panel := 0; panel < rows; panel += lanes {
		for b := range blocks {
			for q := range 4 {
				for r := range lanes {
					m.Nibbles = append(m.Nibbles, at(panel+r, b)[2+q*quarter:][:quarter]...)
				}
			}
			for r := range lanes {
				m.Scales = append(m.Scales, modelfile.Half(binary.LittleEndian.Uint16(at(panel+r, b))))
			}
		}
	}
	return m
}

func floats(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}
