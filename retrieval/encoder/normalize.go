package encoder

import (
	"sort"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// space is the mark that stands for a space inside a piece.
const space = "\u2581"

// normalized is a text the way a model's pieces are written: composed, with the
// model's own replacements, single spaces, and a mark for each space, one of
// them before the first word.
type normalized struct {
	bytes []byte
	// from and to are, for each of bytes, the range of the original that it was
	// made from.
	from, to []int32
	spaced   bool // whether the last is a mark
}

// normalize writes text into n until n holds limit bytes; what follows then is
// left out.
func (v *vocabulary) normalize(n *normalized, text string, limit int) {
	n.bytes, n.from, n.to, n.spaced = n.bytes[:0], n.from[:0], n.to[:0], false
	n.put(' ', 0, 0)
	var it norm.Iter
	it.InitString(norm.NFC, text)
	for !it.Done() && len(n.bytes) < limit {
		from := it.Pos()
		composed := it.Next()
		to := it.Pos()
		for len(composed) > 0 {
			r, width := utf8.DecodeRune(composed)
			composed = composed[width:]
			replacement, ok := v.replacement(uint32(r))
			if !ok {
				n.put(r, from, to)
				continue
			}
			for _, c := range replacement {
				n.put(rune(c), from, to)
			}
		}
	}
	if n.spaced {
		n.cut(len(n.bytes) - len(space))
	}
}

// put appends a character, made from text[from:to].
func (n *normalized) put(r rune, from, to int) {
	if r == ' ' && n.spaced {
		return
	}
	if n.spaced = r == ' '; n.spaced {
		n.bytes = append(n.bytes, space...)
	} else {
		n.bytes = utf8.AppendRune(n.bytes, r)
	}
	for len(n.from) < len(n.bytes) {
		n.from, n.to = append(n.from, int32(from)), append(n.to, int32(to))
	}
}

func (n *normalized) cut(length int) {
	n.bytes, n.from, n.to = n.bytes[:length], n.from[:length], n.to[:length]
}

// replacement returns what the model reads a character as, and whether that is
// not the character itself.
func (v *vocabulary) replacement(r uint32) ([]uint32, bool) {
	i := sort.Search(len(v.From), func(i int) bool { return v.From[i] >= r })
	if i == len(v.From) || v.From[i] != r {
		return nil, false
	}
	return v.To[v.ToStart[i]:v.ToStart[i+1]], true
}
