package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// always are the characters that are escaped wherever they stand. A bracket is
// enough to stop a masked link, a "<" stops every mention, timestamp, custom
// emoji and command, "@" keeps @everyone from being drawn as a mention.
const always = "\\*_~`|[]<@"

// atLineStart are escaped where they would begin a heading, a small line, a
// quotation or a list.
const atLineStart = "#>-+"

// Plain returns s as Discord shows it best: valid UTF-8 in NFC, no control or
// direction-changing characters, white space as spaces, line ends kept.
func Plain(s string) string {
	// Composed at the end: what is taken out may have stood between a letter and its mark.
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u200C' || r == '\u200D': // joiners belong to scripts and emoji
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// OneLine is Plain with runs of white space made one space.
func OneLine(s string) string { return strings.Join(strings.Fields(Plain(s)), " ") }

// escaper escapes text that may come in parts.
type escaper struct {
	digits bool // the line so far is a number
	begun  bool // the line has more than spaces
}

// next returns the escaped form of r, which the text after it follows.
func (e *escaper) next(r rune, rest string) string {
	start, number := !e.begun, e.digits
	switch {
	case r == '\n':
		*e = escaper{}
	case r == ' ' && !e.begun:
	default:
		e.digits = r >= '0' && r <= '9' && (start || number)
		e.begun = true
	}
	switch {
	case r < utf8.RuneSelf && strings.ContainsRune(always, r),
		start && r < utf8.RuneSelf && strings.ContainsRune(atLineStart, r),
		number && (r == '.' || r == ')'),
		r == ':' && strings.HasPrefix(rest, "//"):
		return `\` + string(r)
	}
	return string(r)
}

// Escape returns s so that Discord shows it letter by letter.
func Escape(s string) string {
	var e escaper
	var b strings.Builder
	s = Plain(s)
	for i, r := range s {
		b.WriteString(e.next(r, s[i+utf8.RuneLen(r):]))
	}
	return b.String()
}

// Unescape undoes Escape.
func Unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && unicode.In(rune(s[i+1]), unicode.P, unicode.S) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
