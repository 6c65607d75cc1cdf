package dialect

import (
	"slices"
	"strings"
)

// pairs are what stands around the marks of templates: Hugo's shortcodes,
// Liquid's tags and values, attributes of kramdown.
var pairs = []struct{ open, close string }{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}, {"{:", "}"}, {"{#", "}"}, {"{.", "}"}}

// maxAttribute is how long an attribute of kramdown's may be in bytes.
const maxAttribute = 500

// hidden are the tags of Liquid between which nothing is shown.
var hidden = []string{"comment"}

// withoutBraces drops the marks of templates. What stands between an opening
// and a closing one is the paper's, but for comments.
func withoutBraces(s string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	closed := map[string]bool{} // marks that are never closed are not looked for again
	for {
		at := strings.IndexByte(s, '{')
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		inside, rest, ok := cutMark(s, closed)
		if !ok {
			b.WriteByte('{')
			s = s[1:]
			continue
		}
		if tag := strings.Trim(inside, " -"); slices.Contains(hidden, tag) && !closed[tag] {
			_, after, found := cutTag(rest, "end"+tag)
			if closed[tag] = !found; found {
				rest = after
			}
		}
		s = rest
	}
}

// cutMark cuts the mark that s begins with.
func cutMark(s string, closed map[string]bool) (inside, rest string, ok bool) {
	for _, p := range pairs {
		after, found := strings.CutPrefix(s, p.open)
		if !found {
			continue
		}
		if closed[p.open] {
			return "", "", false
		}
		if len(p.close) == 1 { // an attribute stands on one line
			line, _, _ := strings.Cut(after[:min(len(after), maxAttribute)], "\n")
			inside, _, ok = strings.Cut(line, p.close)
			return inside, after[min(len(after), len(inside)+1):], ok
		}
		inside, rest, ok = strings.Cut(after, p.close)
		closed[p.open] = !ok
		return inside, rest, ok
	}
	return "", "", false
}

// cutTag cuts at the first tag of Liquid's of a name.
func cutTag(s, name string) (before, after string, ok bool) {
	for _, open := range []string{"{%- ", "{% ", "{%-", "{%"} {
		if at := strings.Index(s, open+name); at >= 0 {
			_, after, ok = strings.Cut(s[at:], "%}")
			return s[:at], after, ok
		}
	}
	return s, "", false
}
