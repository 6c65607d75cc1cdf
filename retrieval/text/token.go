package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/segment"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Token is one word or number of a text.
type Token struct {
	Form
	// Start and End slice the original text, in bytes.
	Start, End int
	// Stop marks function words, and asking words of questions.
	Stop bool
}

// Form is what a word is apart from where it stands.
type Form struct {
	// Term is the form that is indexed and searched: folded, English stemmed,
	// numbers in one spelling ("1,700" is "1700", "two" is "2").
	Term string
	// Folded is the word in lower case without diacritics, not stemmed.
	Folded string
	// Accented is the word in lower case and NFC with its diacritics.
	Accented string
	// Function marks words that carry no topic in the text's language.
	Function bool
	// Number marks words that begin with a digit and spelt-out numbers.
	Number bool
	// Upper marks words written with an upper-case first letter.
	Upper bool
}

// Bounds that keep hostile input cheap.
const (
	// maxWordBytes is the longest word that is kept whole; the rest of a longer
	// one is not searched for.
	maxWordBytes = 64
)

// Tokens splits a text in lang into its words by UAX 29, in order.
func Tokens(s string, lang Language) []Token { return builtin().tokens(s, lang) }

func (l *lists) tokens(s string, lang Language) []Token {
	return (&Analyzer{lists: l}).Tokens(s, lang)
}

// Analyzer is Tokens with a memory of words it has seen, for texts in bulk. It
// is not safe for concurrent use.
type Analyzer struct {
	lists *lists
	seen  map[formKey]Form
	room  int
}

type formKey struct {
	word string
	lang Language
}

// NewAnalyzer returns an analyzer that remembers up to room different words.
func NewAnalyzer(room int) *Analyzer {
	return &Analyzer{lists: builtin(), seen: make(map[formKey]Form), room: room}
}

// Tokens splits a text in lang into its words by UAX 29, in order.
func (a *Analyzer) Tokens(s string, lang Language) []Token {
	tokens := make([]Token, 0, len(s)/6+1)
	eachWord(s, func(word string, start, end int) {
		form := a.form(word, lang)
		tokens = append(tokens, Token{Form: form, Start: start, End: end, Stop: form.Function})
	})
	return tokens
}

// Words returns the byte ranges [start, end) of the tokens that Tokens finds.
func Words(s string) [][2]int {
	out := make([][2]int, 0, len(s)/6+1)
	eachWord(s, func(_ string, start, end int) { out = append(out, [2]int{start, end}) })
	return out
}

// eachWord calls f for each word of s by UAX 29, in order. Invalid bytes count
// as spaces.
func eachWord(s string, f func(word string, start, end int)) {
	if !utf8.ValidString(s) {
		s = spaced(s)
	}
	seg := segment.NewWordSegmenterDirect([]byte(s))
	pos := 0
	for seg.Segment() {
		start := pos
		pos += len(seg.Bytes())
		if seg.Type() == segment.None {
			continue
		}
		if !joined(s[start:pos]) {
			f(s[start:pos], start, pos)
			continue
		}
		for _, w := range splitJoined(s[start:pos]) {
			f(s[start+w.start:start+w.end], start+w.start, start+w.end)
		}
	}
}

func (a *Analyzer) form(word string, lang Language) Form {
	key := formKey{word, lang}
	if f, ok := a.seen[key]; ok {
		return f
	}
	if len(a.seen) >= a.room {
		return a.lists.newForm(word, lang)
	}
	key.word = strings.Clone(word) // the text itself must not be held
	f := a.lists.newForm(key.word, lang)
	a.seen[key] = f
	return f
}

// QueryTokens is Tokens for a question: words that only ask are marked as Stop
// too, unless nothing else would be left, and so are greetings and thanks.
func QueryTokens(s string, lang Language) []Token { return builtin().queryTokens(s, lang) }

func (l *lists) queryTokens(s string, lang Language) []Token {
	tokens, words := l.tokens(s, lang), l.in(lang)
	typed := hasVietnameseMarks(s)
	left := 0
	asking := make([]bool, len(tokens))
	for i, t := range tokens {
		asking[i] = words.askingWord(t.Accented, t.Folded, typed)
		tokens[i].Stop = t.Stop || l.socialWord(tokens, i)
		if !tokens[i].Stop && !asking[i] {
			left++
		}
	}
	if left == 0 {
		return tokens
	}
	for i := range tokens {
		tokens[i].Stop = tokens[i].Stop || asking[i]
	}
	return tokens
}

type part struct{ start, end int }

// spaced is s with a space for each invalid byte, so that offsets stay.
func spaced(s string) string {
	b := []byte(s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			b[i] = ' '
		}
		i += size
	}
	return string(b)
}

// joined tells whether a word holds one of the characters that splitJoined
// parts at.
func joined(w string) bool {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c == '.' || c == ':' || c == '_' {
			return true
		}
	}
	return false
}

// splitJoined parts words that UAX 29 keeps together at a full stop, colon or
// underscore between letters ("No.57", "today.Then"), but not numbers ("10.5").
func splitJoined(w string) []part {
	var parts []part
	start := 0
	for i := 0; i < len(w); i++ {
		if c := w[i]; c != '.' && c != ':' && c != '_' {
			continue
		}
		if i > 0 && i+1 < len(w) && isDigit(w[i-1]) && isDigit(w[i+1]) && w[i] != '_' {
			continue
		}
		if i > start {
			parts = append(parts, part{start, i})
		}
		start = i + 1
	}
	if start < len(w) {
		parts = append(parts, part{start, len(w)})
	}
	return parts
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// newForm analyses one word, not empty.
func (l *lists) newForm(word string, lang Language) Form {
	if len(word) > maxWordBytes {
		cut := maxWordBytes
		for !utf8.RuneStart(word[cut]) {
			cut--
		}
		word = word[:cut]
	}
	first, _ := utf8.DecodeRuneInString(word)
	f := Form{Accented: Accented(word), Upper: unicode.IsUpper(first)}
	f.Folded = strings.TrimSuffix(strings.TrimRight(Fold(word), "'"), "'s")
	f.Folded = strings.Join(strings.Fields(f.Folded), "") // some marks decompose into spaces
	if f.Folded == "" {                                   // nothing but marks
		f.Folded = f.Accented
	}
	words := l.in(lang)
	f.Function = words.functionWord(f.Accented, f.Folded)
	f.Number = isDigit(f.Folded[0])
	digits, spelt := words.numbers[f.Folded]
	switch {
	case f.Number:
		f.Term = number(f.Folded)
	case spelt:
		f.Term, f.Number = digits, true
	case words.language == English: // no other language has a stemmer
		f.Term = Stem(f.Folded)
	default:
		f.Term = f.Folded
	}
	return f
}

// Stem returns the stem of a folded English word: Porter2 ("Snowball") after
// irregular forms are brought to their base.
func Stem(folded string) string {
	if len(folded) < 3 {
		return folded
	}
	if base, ok := builtin().of[English].irregular[folded]; ok {
		folded = base
	}
	env := snowballstem.NewEnv(folded)
	english.Stem(env)
	return env.Current()
}

// number returns one spelling of a number: thousands separators dropped,
// decimal comma as a point.
func number(s string) string {
	sep := strings.IndexAny(s, ".,")
	if sep < 0 {
		return strings.TrimLeft(s[:len(s)-1], "0") + s[len(s)-1:]
	}
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	thousands := len(groups) > 1 && len(groups[0]) <= 3
	for _, g := range groups[1:] {
		thousands = thousands && len(g) == 3
	}
	if thousands {
		return strings.Join(groups, "")
	}
	return strings.ReplaceAll(s, ",", ".")
}
