package parse

import (
	"html"
	"regexp"

	"articlebot/retrieval/text"
)

// Markup in titles. Only known elements are markup there: "x<y and y>z" is not.
var (
	titleBreak  = regexp.MustCompile(`(?i)</?(?:br|p|div|h[1-6]|li|ul|ol|td|tr)(?:\s[^<>]*=[^<>]*)?\s*/?>`)
	titleMarkup = regexp.MustCompile(`(?is)<!--.*?-->|</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*=[^<>]*)?\s*/?>`)
)

// titleText makes plain text of a title in a feed. Many are HTML, and some
// were escaped once more than they should have been.
func titleText(s string) string {
	for range 2 {
		s = titleBreak.ReplaceAllString(s, " ")
		s = html.UnescapeString(titleMarkup.ReplaceAllString(s, ""))
	}
	return text.Clean(s)
}
