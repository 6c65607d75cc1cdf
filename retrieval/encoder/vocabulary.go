package encoder

import (
	"math"

	"articlebot/retrieval/encoder/modelfile"
)

// unknownPenalty is how far below the rarest piece a character that no piece
// covers scores, as in SentencePiece.
const unknownPenalty = 10

// vocabulary finds pieces. It is immutable.
type vocabulary struct {
	modelfile.Vocabulary
	begin, end, unknown int32
	unknownScore        float32
	longest             int        // bytes of the longest piece
	first               [257]int32 // first[b]:first[b+1] are the pieces that begin with byte b
}

func newVocabulary(f *modelfile.File) vocabulary {
	v := vocabulary{Vocabulary: f.Vocabulary, begin: int32(f.Begin), end: int32(f.End), unknown: int32(f.Unknown)}
	lowest := float32(math.MaxFloat32)
	for i, score := range v.Scores {
		lowest = min(lowest, score)
		p := v.Piece(i)
		v.longest = max(v.longest, len(p))
		if len(p) > 0 {
			v.first[int(p[0])+1]++
		} else {
			v.first[0]++ // the empty piece comes first of all
		}
	}
	for b := 1; b < len(v.first); b++ {
		v.first[b] += v.first[b-1]
	}
	v.unknownScore = lowest - unknownPenalty
	return v
}

// mark tells pieces that stand for no text.
func (v *vocabulary) mark(id int32) bool { return id == v.begin || id == v.end || id == v.unknown }

// prefixes calls found for every piece that s begins with, shortest first. It
// narrows the sorted pieces by one byte at a time.
func (v *vocabulary) prefixes(s []byte, found func(length int, id int32)) {
	low, high := v.first[s[0]], v.first[int(s[0])+1]
	for n := 1; low < high; n++ {
		if int(v.Offsets[low+1]-v.Offsets[low]) == n {
			if !v.mark(low) {
				found(n, low)
			}
			low++
		}
		if n == len(s) {
			return
		}
		low = v.atLeast(low, high, n, int(s[n]))
		high = v.atLeast(low, high, n, int(s[n])+1)
	}
}

// atLeast finds the first piece in low:high, all longer than n, whose byte n is
// at least c.
func (v *vocabulary) atLeast(low, high int32, n, c int) int32 {
	for low < high {
		if middle := (low + high) / 2; int(v.Bytes[int(v.Offsets[middle])+n]) < c {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
