package redact

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name shows the name of a file, or any line, with what a terminal would obey
// or a reader could not see written as Go writes it: \x1b, \n, \u202e.
func Name(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, Unseen) < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + strconv.FormatUint(uint64(s[0])|0x100, 16)[1:])
		case Unseen(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

// Unseen tells control characters and formatting such as bidirectional
// overrides. The joiners are part of words in some scripts.
func Unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200C' && r != '\u200D' || r == '\u2028' || r == '\u2029'
}
