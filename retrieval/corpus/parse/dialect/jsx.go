package dialect

import (
	"regexp"
	"strings"
)

// module is a line of MDX that is a program's: an import or an export, which
// ends with the paragraph.
var module = regexp.MustCompile(`(?m)^(?:import\s+(?:["'{*]|\w+(?:\s*,[^\n]*)?\s+from\s*["'])|export\s+(?:const|default|function|let|var|\{))[^\n]*(?:\n[^\n]*\S[^\n]*)*`)

// maxTag is how long an element of MDX may be in bytes, maxOpen how many may be
// without an end.
const (
	maxTag  = 8 << 10
	maxOpen = 200
)

// withoutJSX drops what MDX adds to Markdown: modules, components and
// expressions. The text inside of components stays.
func withoutJSX(s string) string {
	s = module.ReplaceAllString(s, "")
	var b strings.Builder
	for open := 0; ; {
		at := strings.IndexAny(s, "<{")
		if at < 0 || open == maxOpen {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		if n := markLength(s); n > 0 {
			s = s[n:]
			continue
		}
		open++
		b.WriteByte(s[0])
		s = s[1:]
	}
}

// markLength is the length of the component's tag or expression that s begins
// with, 0 for none.
func markLength(s string) int {
	tag := component.MatchString(s[:min(len(s), 80)])
	if s[0] == '<' && !tag {
		return 0
	}
	depth, quote := 0, byte(0)
	for i := range min(len(s), maxTag) {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '`' || c == '\'' && depth > 0:
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 && !tag {
				return i + 1
			}
		case c == '>' && depth == 0 && tag:
			return i + 1
		}
	}
	return 0
}

// component begins or ends a component: its name has a capital.
var component = regexp.MustCompile(`^</?(?:[A-Z][\w.]*[\s/>]|>)`)
