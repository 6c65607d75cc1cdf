package body

import (
	"html"
	"regexp"
	"strings"

	nethtml "golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
)

var tag = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)

// Fragment reads the paragraphs of an entry: HTML, escaped HTML or plain
// text.
func Fragment(s string) []draft.Part {
	if !tag.MatchString(s) {
		if unescaped := html.UnescapeString(s); tag.MatchString(unescaped) {
			s = unescaped
		} else {
			return draft.BodyParts(prose.Paragraphs(unescaped))
		}
	}
	if tooMuch(s) != "" {
		return nil
	}
	doc, err := nethtml.Parse(strings.NewReader(s))
	if err != nil || tooBig(doc) != "" {
		return nil
	}
	return HTML(doc)
}
