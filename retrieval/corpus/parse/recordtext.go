package parse

import (
	"errors"
	"html"
	"regexp"
	"strings"

	nethtml "golang.org/x/net/html"
)

// errNoText is an article without words.
var errNoText = errors.New(`"text" is missing or empty`)

// Markup in the texts of records. Only known elements are markup there: "x<y
// and y>z" is not.
var (
	markup = regexp.MustCompile(`(?i)</?(?:a|abbr|article|b|blockquote|br|caption|center|cite|code|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|main|ol|p|` +
		`picture|pre|q|s|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|time|tr|u|ul|video)(?:\s[^<>]*)?/?>|<!--`)
	blockMarkup = regexp.MustCompile(`(?i)<(?:p|br|div|article|section|li|h[1-6]|table|blockquote)[\s/>]`)
	blankLine   = regexp.MustCompile(`\n[ \t]*\n\s*`)
	entity      = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});`)
)

// recordParts reads the paragraphs of a text that is HTML or plain, which its
// source does not tell, or Markdown.
func recordParts(s string, marked bool) ([]Part, error) {
	if marked {
		parts, _, err := markdownParts(unixLines(s))
		return parts, err
	}
	if !strings.ContainsAny(s, "<&") {
		return bodyParts(paragraphs(s)), nil
	}
	if !markup.MatchString(s) {
		if !entity.MatchString(s) {
			return bodyParts(paragraphs(s)), nil
		}
		unescaped := html.UnescapeString(s)
		if !markup.MatchString(unescaped) {
			return bodyParts(paragraphs(unescaped)), nil
		}
		s = unescaped
	}
	if !blockMarkup.MatchString(s) {
		// As editors keep it that put paragraphs around it when they show it.
		s = "<p>" + blankLine.ReplaceAllString(unixLines(s), "</p><p>") + "</p>"
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
	return htmlParts(doc), nil
}
