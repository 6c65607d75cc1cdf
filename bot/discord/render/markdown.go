package render

import (
	"strings"
	"unicode/utf8"
)

const (
	bold     = "**"
	ellipsis = "…"
)

// markdown builds a text of at most a given number of code points. Where it is
// full it ends with an ellipsis, never inside an escaped character or with an
// open mark.
type markdown struct {
	b    strings.Builder
	esc  escaper
	left int
	full bool
}

// newMarkdown returns a builder for a text of at most limit code points.
func newMarkdown(limit int) *markdown { return &markdown{left: limit - len([]rune(ellipsis))} }

// mark writes markup of ours. What does not fit whole is left out.
func (m *markdown) mark(s string) {
	n := utf8.RuneCountInString(s)
	if m.full || n > m.left {
		return
	}
	m.b.WriteString(s)
	m.left -= n
	if strings.HasSuffix(s, "\n") {
		m.esc = escaper{}
	}
}

// text writes words of others.
func (m *markdown) text(s string) {
	s = Plain(s)
	for i, r := range s {
		if m.full {
			return
		}
		m.put(m.esc.next(r, s[i+utf8.RuneLen(r):]))
	}
}

// strong writes words of others in bold. White space at the ends stays
// outside, or the marks would not take.
func (m *markdown) strong(s string) {
	s = Plain(s)
	inner := strings.TrimSpace(s)
	if inner == "" {
		m.text(s)
		return
	}
	before, after, _ := strings.Cut(s, inner)
	m.text(before)
	if m.full || m.left < 2*len(bold)+2 {
		m.text(inner + after)
		return
	}
	m.left -= 2 * len(bold)
	m.b.WriteString(bold)
	m.text(inner)
	m.b.WriteString(bold) // also after an ellipsis
	m.text(after)
}

// put writes one escaped character or ends the text.
func (m *markdown) put(s string) {
	n := utf8.RuneCountInString(s)
	if n > m.left {
		m.b.WriteString(ellipsis)
		m.full = true
		return
	}
	m.b.WriteString(s)
	m.left -= n
}

// String returns the text.
func (m *markdown) String() string { return m.b.String() }

// cut returns at most limit code points of plain text, ending with an ellipsis
// where something is missing.
func cut(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:limit-1]), " ") + ellipsis
}

// escaped returns s escaped, in at most limit code points.
func escaped(s string, limit int) string {
	m := newMarkdown(limit)
	m.text(s)
	return m.String()
}
