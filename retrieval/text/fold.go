package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower case without diacritics: compatibility
// decomposition, marks dropped, đ and ð to d, ł to l, ø to o, æ and œ and ß
// spelt out, curly apostrophes straightened. Equal words typed with, without
// or with decomposed accents fold to the same string.
func Fold(s string) string {
	if asciiLower(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\uFFFD")) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if plain, ok := unmarked[r]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unmarked spells letters that have no decomposition.
var unmarked = map[rune]string{
	'đ': "d", 'ð': "d", 'ł': "l", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'þ': "th", 'ħ': "h", 'ı': "i",
	'’': "'", '‘': "'", 'ʼ': "'",
}

// Accented returns s in lower case and NFC, accents kept, with the tone mark of
// a Vietnamese syllable in its older place ("hòa", not "hoà"), so that both
// spellings are equal.
func Accented(s string) string {
	if asciiLower(s) {
		return s
	}
	if ascii(s) {
		return strings.ToLower(s)
	}
	s = strings.ReplaceAll(norm.NFC.String(strings.ToLower(s)), "ð", "đ") // eth looks the same
	for _, p := range tonePlaces {
		from, to := p.newer, p.older
		if beforeRime := len(s) - len(from); beforeRime > 0 && s[beforeRime-1] == 'q' {
			from, to = to, from // the u of "quý" is of the initial
		}
		if rest, ok := strings.CutSuffix(s, from); ok {
			return rest + to
		}
	}
	return s
}

// tonePlaces are the open rimes whose tone is written on either vowel.
var tonePlaces = []struct{ newer, older string }{
	{"oà", "òa"}, {"oá", "óa"}, {"oả", "ỏa"}, {"oã", "õa"}, {"oạ", "ọa"},
	{"oè", "òe"}, {"oé", "óe"}, {"oẻ", "ỏe"}, {"oẽ", "õe"}, {"oẹ", "ọe"},
	{"uỳ", "ùy"}, {"uý", "úy"}, {"uỷ", "ủy"}, {"uỹ", "ũy"}, {"uỵ", "ụy"},
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func asciiLower(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
