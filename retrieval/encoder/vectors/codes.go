package vectors

import (
	"encoding/binary"
	"strconv"
)

// Codes are kept as rows of the same length as vectors, several in each. Of row
// i of a passage this is what its key is made of beside the text: no text has
// such an end.
func codesOf(text string, row int) string { return text + "\x00codes\x00" + strconv.Itoa(row) }

// rowOf cuts codes that fit into one row, and says by its scale how much of the
// row is full: all but the last of a passage are.
func rowOf(codes []Code, dims int) Vector {
	v := Vector{Values: make([]int8, dims), Scale: float32(len(codes)) / float32(dims)}
	var b [8]byte
	for i, c := range codes {
		for w, x := range c {
			binary.LittleEndian.PutUint64(b[:], x)
			for k, y := range b {
				v.Values[i*codeBytes+w*8+k] = int8(y)
			}
		}
	}
	return v
}

// codesIn returns the codes of a row; none where it says of itself what cannot be.
func codesIn(v Vector) []Code {
	n := v.Scale*float32(len(v.Values)) + 0.5
	if !(n >= 0 && n < float32(len(v.Values)/codeBytes+1)) {
		return nil
	}
	out := make([]Code, int(n))
	var b [8]byte
	for i := range out {
		for w := range out[i] {
			for k := range b {
				b[k] = byte(v.Values[i*codeBytes+w*8+k])
			}
			out[i][w] = binary.LittleEndian.Uint64(b[:])
		}
	}
	return out
}

// rows parts codes into rows. A passage without codes has an empty row, so that
// it is known to have been read; the last row of any is not full.
func rows(codes []Code, dims int) []Vector {
	each := dims / codeBytes
	var out []Vector
	for each > 0 {
		n := min(each, len(codes))
		out = append(out, rowOf(codes[:n], dims))
		if codes = codes[n:]; n < each {
			break
		}
	}
	return out
}

// Codes returns the codes of a passage's pieces, in order; false if the passage
// is not ready, they cannot be read, or the encoder makes none.
func (m *Maker) Codes(s *Set, number int) ([]Code, bool) {
	store := m.store.Load()
	if store == nil || m.coder() == nil || !s.Ready(number) {
		return nil, false
	}
	return store.codes(m, s.passage(number).Text)
}

func (s *Store) codes(m *Maker, text string) ([]Code, bool) {
	var out []Code
	each := s.cfg.Dims / codeBytes
	for row := 0; ; row++ {
		v, ok := s.Get(m.key(codesOf(text, row)))
		if !ok {
			return nil, false
		}
		part := codesIn(v)
		out = append(out, part...)
		if len(part) < each {
			return out, true
		}
	}
}
