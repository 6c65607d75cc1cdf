package console

import (
	"strings"
	"unicode/utf8"
)

// clean takes from a text what would steer a terminal instead of showing in
// it: control characters of both sets (an escape sequence begins with one),
// bytes that are not UTF-8 (0x9b alone begins one on some terminals) and
// marks that reorder what is seen. Line feeds stay. Every byte offset into the
// text stays right, as each rune is replaced by one of the same length.
func clean(s string) string {
	if strings.IndexFunc(s, steers) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteByte('?')
		case !steers(r):
			b.WriteRune(r)
		case r < 0x80:
			b.WriteByte(' ')
		case r < 0xA0:
			b.WriteRune('\u00A0') // two bytes, as every C1 control
		default:
			b.WriteRune(utf8.RuneError) // three bytes, as the marks below
		}
	}
	return b.String()
}

// cleanLine is clean for a text that must stay on one line.
func cleanLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

// steers tells whether a terminal acts on the rune rather than showing it. All
// that are not controls are three bytes long in UTF-8.
func steers(r rune) bool {
	switch {
	case r == '\n':
		return false
	case r < ' ', r >= 0x7F && r < 0xA0:
		return true
	case r >= '\u2028' && r <= '\u202E': // line and paragraph separator, bidirectional embeddings
		return true
	case r >= '\u2066' && r <= '\u2069': // bidirectional isolates
		return true
	case r == '\u200E', r == '\u200F': // bidirectional marks
		return true
	}
	return false
}

// Line returns a text as a single line that a terminal can show, for a place
// that is overwritten.
func Line(s string) string { return cleanLine(s) }
