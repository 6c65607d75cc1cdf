package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"articlebot/retrieval/text"
)

// word is a run of letters or of digits.
type word struct {
	lower, folded string // NFC
	start, end    int    // byte offsets into the question
	number        int    // -1 if it is none
}

// maxWords bounds the work; a longer question is no question about dates.
const maxWords = 256

func split(s string) []word {
	var words []word
	for i := 0; i < len(s) && len(words) < maxWords; {
		r, size := utf8.DecodeRuneInString(s[i:])
		class := classOf(r)
		if class == other {
			i += size
			continue
		}
		start := i
		for i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
			if c := classOf(r); c != class && !(c == other && unicode.Is(unicode.M, r)) {
				break
			}
			i += size
		}
		words = append(words, newWord(s, start, i, class))
	}
	return words
}

type class int

const (
	other class = iota
	letter
	digit
)

func classOf(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case unicode.IsLetter(r):
		return letter
	}
	return other
}

// maxDigits is more than any year, day or count has.
const maxDigits = 6

func newWord(s string, start, end int, c class) word {
	w := word{start: start, end: end, number: -1, lower: strings.ToLower(norm.NFC.String(s[start:end]))}
	w.folded = text.Fold(w.lower)
	if c == digit && end-start <= maxDigits {
		w.number = 0
		for _, d := range s[start:end] {
			w.number = 10*w.number + int(d-'0')
		}
	}
	return w
}
