package encoder

import (
	"bytes"
	"math"
	"slices"
	"unicode/utf8"
)

// piece is a piece of a text.
type piece struct {
	id       int32
	from, to int32 // bytes of the text that it was made from
	word     bool  // whether a word begins with it
}

// segmenter is the working memory for cutting a text into pieces.
type segmenter struct {
	text   normalized
	best   []step
	pieces []piece
}

// step is the best way found so far to reach a place in the text.
type step struct {
	score float32
	id    int32
	from  int32
}

// segment cuts text into the likeliest pieces by a unigram model (Kudo 2018,
// arXiv 1804.10959), at most limit of them: of a longer text the words that fit
// as a whole. Characters that no piece covers become one unknown piece for each
// run of them, as in SentencePiece. The result is valid until the next call.
func (s *segmenter) segment(v *vocabulary, text string, limit int) []piece {
	v.normalize(&s.text, text, (limit+1)*v.longest)
	s.search(v)
	s.pieces = s.pieces[:0]
	for i := int32(len(s.text.bytes)); i > 0; i = s.best[i].from {
		at := s.best[i]
		last := len(s.pieces) - 1
		if at.id == v.unknown && last >= 0 && s.pieces[last].id == v.unknown {
			s.pieces[last].from = s.text.from[at.from]
			continue
		}
		s.pieces = append(s.pieces, piece{
			id: at.id, from: s.text.from[at.from], to: s.text.to[i-1],
			word: bytes.HasPrefix(s.text.bytes[at.from:], []byte(space)),
		})
	}
	slices.Reverse(s.pieces)
	return wholeWords(s.pieces, limit)
}

// search finds the best step to every place (Viterbi).
func (s *segmenter) search(v *vocabulary) {
	text := s.text.bytes
	s.best = append(s.best[:0], step{})
	for range text {
		s.best = append(s.best, step{score: float32(math.Inf(-1))})
	}
	for i := 0; i < len(text); {
		_, width := utf8.DecodeRune(text[i:])
		here := s.best[i].score
		v.prefixes(text[i:], func(length int, id int32) {
			if score := here + v.Scores[id]; score > s.best[i+length].score {
				s.best[i+length] = step{score, id, int32(i)}
			}
		})
		if score := here + v.unknownScore; score > s.best[i+width].score {
			s.best[i+width] = step{score, v.unknown, int32(i)}
		}
		i += width
	}
}

// longestWord is how many pieces a word may have to be left out as a whole where
// the window ends in it.
const longestWord = 16

// wholeWords returns the first pieces up to limit, without the beginning of a
// word that goes on after it.
func wholeWords(pieces []piece, limit int) []piece {
	if len(pieces) <= limit {
		return pieces
	}
	for n := limit; n > max(0, limit-longestWord); n-- {
		if pieces[n].word {
			return pieces[:n]
		}
	}
	return pieces[:limit]
}
