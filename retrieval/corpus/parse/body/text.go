package body

import (
	"errors"
	"html"
	"regexp"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/furniture"
	"articlebot/retrieval/corpus/parse/prose"
)

// Markup in the texts of records. Only known elements are markup there: "x<y
// and y>z" is not.
var (
	markup = regexp.MustCompile(`(?i)</?(?:a|abbr|article|b|blockquote|br|caption|center|cite|code|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|main|ol|p|` +
		`picture|pre|q|s|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|time|tr|u|ul|video)(?:\s[^<>]*)?/?>|<!--`)
	blockMarkup = regexp.MustCompile(`(?i)<(?:p|br|div|article|section|li|h[1-6]|table|blockquote)[\s/>]`)
	blankLine   = regexp.MustCompile(`\n[ \t]*\n\s*`)
	entity      = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});`)
)

// Marked tells whether a text begins with an element that is markup there.
func Marked(head []byte) bool {
	at := markup.FindIndex(head)
	return at != nil && at[0] == 0
}

// Text reads the paragraphs of a text that is HTML or plain, which its
// source does not tell, or Markdown.
func Text(s string, marked bool) ([]draft.Part, error) {
	if marked {
		parts, _, err := Markdown(prose.UnixLines(s))
		return parts, err
	}
	if !strings.ContainsAny(s, "<&") {
		return plainParts(s), nil
	}
	if !markup.MatchString(s) {
		if !entity.MatchString(s) {
			return plainParts(s), nil
		}
		unescaped := html.UnescapeString(s)
		if !markup.MatchString(unescaped) {
			return plainParts(unescaped), nil
		}
		s = unescaped
	}
	if !blockMarkup.MatchString(s) {
		// As editors keep it that put paragraphs around it when they show it.
		s = "<p>" + blankLine.ReplaceAllString(prose.UnixLines(s), "</p><p>") + "</p>"
	}
	if reason := tooMuch(s); reason != "" {
		return nil, errors.New(reason)
	}
	doc, err := nethtml.Parse(strings.NewReader(s))
	if err != nil {
		return nil, err
	}
	if reason := tooBig(doc); reason != "" {
		return nil, errors.New(reason)
	}
	return HTML(doc), nil
}

// plainParts reads the paragraphs of plain text, without lines that are no part
// of any article.
func plainParts(s string) []draft.Part {
	parts := draft.BodyParts(prose.Paragraphs(s))
	if len(parts) < 2 {
		return parts
	}
	return slices.DeleteFunc(parts, func(p draft.Part) bool { return furniture.Is(p.Text) })
}
