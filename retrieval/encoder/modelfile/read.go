package modelfile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
)

// Open reads the file at path and compares it with its checksum.
func Open(path string) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	f, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("read model %s: %w", path, err)
	}
	return f, nil
}

// Read reads a file that lies in memory and compares it with its checksum. The
// result shares data, which must not change.
func Read(data []byte) (*File, error) {
	if err := complete(data); err != nil {
		return nil, err
	}
	if sha256.Sum256(data[fixed:]) != [32]byte(data[fixed-32:]) {
		return nil, ErrAltered
	}
	return parse(data)
}

// ReadTrusted is Read without the checksum, for a file that is part of the
// program: comparing would read all of it from the disk.
func ReadTrusted(data []byte) (*File, error) {
	if err := complete(data); err != nil {
		return nil, err
	}
	return parse(data)
}

// complete looks at what stands before the content.
func complete(data []byte) error {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return ErrNotModel
	}
	if len(data) < fixed {
		return fmt.Errorf("%w: %d bytes", ErrCutShort, len(data))
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != version {
		return fmt.Errorf("%w: %d, while this program reads %d", ErrVersion, v, version)
	}
	switch total := binary.LittleEndian.Uint64(data[len(magic)+4:]); {
	case uint64(len(data)) < total:
		return fmt.Errorf("%w: %d bytes of %d", ErrCutShort, len(data), total)
	case uint64(len(data)) > total:
		return ErrAltered
	}
	return nil
}

// parse takes the content apart.
func parse(data []byte) (*File, error) {
	s := &sections{data: data, at: fixed}
	f := &File{Checksum: [32]byte(data[fixed-32:])}
	if err := json.Unmarshal(s.next(s.length()), &f.Info); err != nil && s.err == nil {
		return nil, fmt.Errorf("model file's description: %w", err)
	}
	if b := s.next(binary.Size(f.Shape)); s.err == nil {
		if _, err := binary.Decode(b, binary.LittleEndian, &f.Shape); err != nil {
			return nil, fmt.Errorf("model file's shape: %w", err)
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	if err := f.Shape.check(); err != nil {
		return nil, err
	}
	f.fill(s)
	if s.err != nil {
		return nil, s.err
	}
	return f, f.Vocabulary.check()
}

// fill takes the sections in their order.
func (f *File) fill(s *sections) {
	pieces, hidden, inner := int(f.Pieces), int(f.Hidden), int(f.Inner)
	f.Vocabulary = Vocabulary{
		Offsets: s.ints(pieces + 1), Bytes: s.bytes(int(f.PieceBytes)), Scores: s.floats(pieces),
		From: s.ints(int(f.Replaced)), ToStart: s.ints(int(f.Replaced) + 1), To: s.ints(int(f.Replacements)),
	}
	f.Words = s.bytes(pieces * hidden / Block * WordBlock)
	f.WordPositions = s.floats(int(f.Positions) * hidden)
	f.Embedded = s.norm(hidden)
	for range f.Layers {
		if s.err != nil {
			return
		}
		f.Stack = append(f.Stack, Layer{
			QKV: s.matrix(3*hidden, hidden), Attention: s.matrix(hidden, hidden), AfterAttention: s.norm(hidden),
			Inner: s.matrix(inner, hidden), Outer: s.matrix(hidden, inner), AfterOuter: s.norm(hidden),
		})
	}
}

// sections cuts a file into its parts. After an error it gives nothing.
type sections struct {
	data []byte
	at   int
	err  error
}

// next returns the next n bytes.
func (s *sections) next(n int) []byte {
	if s.err == nil && (n < 0 || n > len(s.data)-s.at) {
		s.err = fmt.Errorf("%w at byte %d", ErrCutShort, len(s.data))
	}
	if s.err != nil {
		return nil
	}
	part := s.data[s.at : s.at+n : s.at+n]
	s.at += n
	return part
}

func (s *sections) length() int {
	b := s.next(4)
	if b == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

// bytes returns a section of n bytes.
func (s *sections) bytes(n int) []byte {
	if rest := s.at % alignment; rest != 0 {
		s.next(alignment - rest)
	}
	return s.next(n)
}

func (s *sections) ints(n int) []uint32 {
	b := s.bytes(4 * n)
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (s *sections) floats(n int) []float32 {
	b := s.bytes(4 * n)
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (s *sections) halves(n int) []float32 {
	b := s.bytes(2 * n)
	out := make([]float32, len(b)/2)
	for i := range out {
		out[i] = Half(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out
}

func (s *sections) matrix(rows, cols int) Matrix {
	return Matrix{rows, cols, s.bytes(rows * cols / 2), s.halves(rows * cols / Block), s.floats(rows)}
}

func (s *sections) norm(n int) Norm { return Norm{s.floats(n), s.floats(n)} }
