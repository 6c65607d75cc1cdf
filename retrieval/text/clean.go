package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s as the project keeps text: valid UTF-8 in NFC, every run of
// white space (line ends and non-breaking spaces included) one space, none at
// the ends, without control characters and invisible formatting such as
// zero-width spaces, soft hyphens and bidirectional overrides. Invalid bytes
// become U+FFFD.
func Clean(s string) string {
	if plainASCII(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	var b strings.Builder
	b.Grow(len(s))
	pending := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			pending = b.Len() > 0
		case invisible(r):
		default:
			if pending {
				b.WriteByte(' ')
				pending = false
			}
			b.WriteRune(r)
		}
	}
	// Last: what is dropped may have kept marks from combining.
	return norm.NFC.String(b.String())
}

// plainASCII tells whether s is printable ASCII with single spaces inside: what
// Clean would not change.
func plainASCII(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}

// invisible tells characters that show nothing but break matching or the
// layout of a message. The joiners U+200C and U+200D stay: scripts and emoji
// need them.
func invisible(r rune) bool {
	if r == '\u200C' || r == '\u200D' {
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// Shorten is s, or its first so many characters and an ellipsis.
func Shorten(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
