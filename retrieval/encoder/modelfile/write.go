package modelfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// Bytes returns the file as it is written, and sets its checksum. It fails
// where a scale does not fit half precision, or Read would not take the result.
func (f *File) Bytes() ([]byte, error) {
	w := &writer{}
	w.Write(make([]byte, fixed))
	info, err := json.Marshal(f.Info)
	if err != nil {
		return nil, fmt.Errorf("write description: %w", err)
	}
	w.put(uint32(len(info)))
	w.put(info)
	w.put(f.Shape)
	for _, part := range []any{f.Offsets, f.Vocabulary.Bytes, f.Scores, f.From, f.ToStart, f.To, f.Words, f.WordPositions} {
		w.section(part)
	}
	w.norm(f.Embedded)
	for _, l := range f.Stack {
		w.matrix(l.QKV)
		w.matrix(l.Attention)
		w.norm(l.AfterAttention)
		w.matrix(l.Inner)
		w.matrix(l.Outer)
		w.norm(l.AfterOuter)
	}
	if w.err != nil {
		return nil, w.err
	}
	out := w.Bytes()
	copy(out, magic)
	binary.LittleEndian.PutUint32(out[len(magic):], version)
	binary.LittleEndian.PutUint64(out[len(magic)+4:], uint64(len(out)))
	f.Checksum = sha256.Sum256(out[fixed:])
	copy(out[fixed-32:], f.Checksum[:])
	if _, err := Read(out); err != nil {
		return nil, fmt.Errorf("write model: %w", err)
	}
	return out, nil
}

// writer gathers a file and remembers the first error.
type writer struct {
	bytes.Buffer
	err error
}

func (w *writer) put(v any) {
	if err := binary.Write(&w.Buffer, binary.LittleEndian, v); err != nil && w.err == nil {
		w.err = err
	}
}

// section writes v from a multiple of the alignment on.
func (w *writer) section(v any) {
	if rest := w.Len() % alignment; rest != 0 {
		w.Write(make([]byte, alignment-rest))
	}
	w.put(v)
}

func (w *writer) norm(n Norm) {
	w.section(n.Weight)
	w.section(n.Bias)
}

func (w *writer) matrix(m Matrix) {
	w.section(m.Nibbles)
	scales := make([]uint16, len(m.Scales))
	for i, s := range m.Scales {
		h, ok := narrow(s)
		if !ok && w.err == nil {
			w.err = fmt.Errorf("scale %g does not fit half precision", s)
		}
		scales[i] = h
	}
	w.section(scales)
	w.section(m.Bias)
}
