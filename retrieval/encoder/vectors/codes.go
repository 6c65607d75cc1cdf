package vectors

import (
	"encoding/binary"
	"strconv"
)

// codesForm names codes as they are made today. Those around another centre are
// others: the first ones, without a number, were made around one that lay five times
// too far away.
const codesForm = "\x00codes 2\x00"

// Codes are kept as rows of the same length as vectors, several in each. Of row
// i of a passage this is what its key is made of beside the text: no text has
// such an end.
func codesOf(text string, row int) string { return text + codesForm + strconv.Itoa(row) }

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

// appendCodes appends the codes of a row; none where it says of itself what
// cannot be.
func appendCodes(to []Code, scale float32, values []byte) []Code {
	n := scale*float32(len(values)) + 0.5
	if !(n >= 0 && n < float32(len(values)/codeBytes+1)) {
		return to
	}
	for i := range int(n) {
		var c Code
		for w := range c {
			c[w] = binary.LittleEndian.Uint64(values[i*codeBytes+w*8:])
		}
		to = append(to, c)
	}
	return to
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
