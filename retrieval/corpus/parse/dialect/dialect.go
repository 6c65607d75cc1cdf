// Package dialect makes plain Markdown of what Hugo, Jekyll, Obsidian, MDX and
// WordPress add to it: the marks go, the paper's words stay.
//
// It works on text, line by line, leaves fenced code as it is, and costs time
// in proportion to the text whatever that holds.
package dialect

import (
	"path"
	"regexp"
	"strings"
)

// Markdown returns the body of a file, below its front matter, as plain
// Markdown. name tells MDX by its ending.
func Markdown(name, body string) string {
	if strings.EqualFold(path.Ext(name), ".mdx") {
		body = withoutJSX(body)
	}
	var b strings.Builder
	b.Grow(len(body))
	prose(body, func(text string, code bool) {
		if !code {
			text = plain(text)
		}
		b.WriteString(text)
	})
	return b.String()
}

// plain takes the marks out of a text without fenced code.
func plain(s string) string {
	s = contents.ReplaceAllString(s, "")
	s = withoutBraces(s)
	s = withoutComments(s)
	s = wikiLinks(s)
	s = withoutFootnotes(s)
	s = Shortcodes(s)
	return lines(s)
}

// fence begins and ends a block of code.
var fence = regexp.MustCompile("^ {0,3}(```+|~~~+)")

// prose hands on a text in pieces: what is fenced as code and what is not.
func prose(body string, emit func(text string, code bool)) {
	start, at, open := 0, 0, ""
	for line := range strings.SplitAfterSeq(body, "\n") {
		m := fence.FindStringSubmatch(line)
		switch {
		case m == nil:
		case open == "":
			emit(body[start:at], false)
			start, open = at, m[1]
		case strings.HasPrefix(m[1], open) && strings.TrimSpace(line) == m[1]:
			emit(body[start:at+len(line)], true)
			start, open = at+len(line), ""
		}
		at += len(line)
	}
	emit(body[start:], open != "")
}
