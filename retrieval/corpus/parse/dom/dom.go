// Package dom reads elements of a web page: their attributes, and their text as
// readers see it.
package dom

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// block are the elements that begin and end a paragraph.
var block = prose.Set(`html body article section main header div p blockquote pre figure figcaption ul ol li dl dt dd table caption thead tbody tfoot
		tr td th h1 h2 h3 h4 h5 h6 hr address center details summary fieldset hgroup picture video`)

// IsBlock tells whether an element of a name begins and ends a paragraph.
func IsBlock(name string) bool { return block[name] }

// unseen are the elements that show no words.
var unseen = prose.Set(`script style noscript template svg math iframe object head select option textarea`)

// IsUnseen tells whether an element of a name shows no words.
func IsUnseen(name string) bool { return unseen[name] }

// Attr is the value of an attribute, "" for none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Linked tells a text that is a link, but for a few letters.
func Linked(s string, linked int) bool { return linked*10 >= (len(s)-strings.Count(s, " "))*9 }

// Text is the clean text of an element, or "" where it is much longer than
// limit bytes.
func Text(n *html.Node, limit int) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode && !unseen[c.Parent.Data]:
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && (c.Data == "br" || block[c.Data]):
			b.WriteByte(' ')
		case c.Type == html.ElementNode && len(c.Attr) > 0 && endsWord(b.String()) && beginsWord(c):
			b.WriteByte(' ') // set apart by its style
		}
		if b.Len() > 4*limit+256 {
			return ""
		}
	}
	return text.Clean(b.String())
}

// endsWord tells a text of more than a letter that ends in one: a large first
// letter is styled too.
func endsWord(s string) bool {
	last, size := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size])
	return unicode.IsLetter(last) && unicode.IsLetter(before)
}

// beginsWord tells an element whose text begins with a capital.
func beginsWord(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Data != "" {
			first, _ := utf8.DecodeRuneInString(c.Data)
			return unicode.IsUpper(first)
		}
	}
	return false
}

// maxNames bounds the names of an element that are looked at, in bytes.
const maxNames = 400

// Names is as much of a class, id or style as is looked at.
func Names(s string) string { return s[:min(len(s), maxNames)] }
