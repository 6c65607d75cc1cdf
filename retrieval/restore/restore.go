package restore

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"

	"golang.org/x/text/unicode/norm"
)

// Bounds of a question.
const (
	// maxWords is how many words are looked at; the rest stays as it is.
	maxWords = 128
	// maxWordBytes is the longest word that may be a syllable or a short form.
	maxWordBytes = 24
)

// roomPerWord is how many syllables the candidates of a word have, about.
const roomPerWord = 8

// Result is a question as it was meant.
type Result struct {
	// Text is the question in NFC, with all else than the words read otherwise
	// as it was typed.
	Text string
	// Readings are the words read otherwise, in order.
	Readings []Reading
}

// Reading is a word and what it was read as, in lower case.
type Reading struct {
	Typed, Read string
	How         How
}

// How tells why a word was read otherwise.
type How uint8

// The ways of typing.
const (
	Accents How = iota // accents were left out, or typed wrong
	Keys               // keys of Telex or VNI were left over
	Short              // a short form of chats
	Slip               // a slip of the finger, or a space left out
)

// Question reads a Vietnamese question as it was meant. The lexicon may be nil.
// It is safe for concurrent use, and costs some tens of microseconds; the first
// call a few milliseconds more.
func Question(question string, lexicon Lexicon) Result {
	if lexicon == nil {
		lexicon = nothing{}
	}
	words := split(eths.Replace(norm.NFC.String(strings.ToValidUTF8(question, "\uFFFD"))))
	s := search{model: syllables(), lexicon: lexicon, size: lexicon.Words(), words: words, habits: habitsOf(words)}
	s.room = make([]syllable, 0, roomPerWord*len(words))
	return s.result(s.best())
}

// eths are put for đ: they look the same.
var eths = strings.NewReplacer("ð", "đ", "Ð", "Đ")

// word is a run of letters and digits, and what stands before it.
type word struct {
	before string // since the word before
	typed  string
	low    string // in lower case, as the analysis compares
	plain  string // without accents
	// joint tells whether it goes on with the phrase of the word before.
	joint bool
}

// joining are characters between words of one phrase.
const joining = " \t\r\n\u00a0\"'“”‘’-–"

// split parts a text into words; the last has what follows them, typed empty.
func split(s string) []word {
	var words []word
	for s != "" && len(words) < maxWords {
		start := strings.IndexFunc(s, inWord)
		if start < 0 {
			break
		}
		end := strings.IndexFunc(s[start:], func(r rune) bool { return !inWord(r) })
		if end < 0 {
			end = len(s) - start
		}
		w := word{before: s[:start], typed: s[start : start+end]}
		w.joint = strings.Trim(w.before, joining) == ""
		if len(w.typed) <= maxWordBytes {
			w.low = text.Accented(w.typed)
			w.plain = vietnamese.Plain(w.low)
		}
		words = append(words, w)
		s = s[start+end:]
	}
	return append(words, word{before: s})
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// likeCase writes a reading in the case of the word as typed: all capitals, a
// capital first, or none.
func likeCase(read, typed string) string {
	first, size := utf8.DecodeRuneInString(typed)
	switch {
	case !unicode.IsUpper(first):
		return read
	case len(typed) > size && strings.ToUpper(typed) == typed:
		return strings.ToUpper(read)
	}
	r, size := utf8.DecodeRuneInString(read)
	return string(unicode.ToUpper(r)) + read[size:]
}
