package prose

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/text"
)

// Markup in titles. Only known elements are markup there: "x<y and y>z" is not.
var (
	titleBreak  = regexp.MustCompile(`(?i)</?(?:br|p|div|h[1-6]|li|ul|ol|td|tr)(?:\s[^<>]*=[^<>]*)?\s*/?>`)
	titleMarkup = regexp.MustCompile(`(?is)<!--.*?-->|</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*=[^<>]*)?\s*/?>`)
)

// TitleText makes plain text of a title in a feed. Many are HTML, and some
// were escaped once more than they should have been.
func TitleText(s string) string {
	for range 2 {
		s = titleBreak.ReplaceAllString(s, " ")
		s = html.UnescapeString(titleMarkup.ReplaceAllString(s, ""))
	}
	return text.Clean(s)
}

// Bounds of a title made from a text that has none.
const (
	titleWords = 12
	titleBytes = 160
)

// TitleFrom quotes the beginning of a text as the title of an article that
// has none.
func TitleFrom(s string) string {
	end, words := len(s), 0
	for i, r := range s {
		if r != ' ' {
			continue
		}
		if words++; words == titleWords || i > titleBytes {
			end = i
			break
		}
	}
	if end > titleBytes*2 { // one endless word
		end = titleBytes
		for !utf8.RuneStart(s[end]) {
			end--
		}
	}
	if end == len(s) {
		return s
	}
	return strings.TrimRight(s[:end], ",;:- ") + "…"
}
