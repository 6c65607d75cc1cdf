package body

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/decode"
)

// Bounds of a web page. Looking for the readable part costs the elements times
// their depth; pages of papers have a few thousand elements, about fifteen
// deep.
const (
	maxElements   = 60_000
	maxNested     = 1_200_000 // sum of the depths of all elements
	maxAttributes = 200_000
	maxHTMLText   = 2 << 20 // bytes of text: a long novel
	// fewBytes is the size of a page that is not looked at before it is parsed:
	// whatever is in it, it costs little.
	fewBytes = 512 << 10
)

// Parse reads a web page, unless it is more than any article has.
func Parse(content string) (*html.Node, error) {
	if reason := tooMuch(content); reason != "" {
		return nil, errors.New(reason)
	}
	doc, err := html.Parse(strings.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("not understood as HTML: %w", err)
	}
	if reason := tooBig(doc); reason != "" {
		return nil, errors.New(reason)
	}
	return doc, nil
}

// tooMuch tells why a page is not parsed, "" for one that is: what it would
// become is counted before it is made.
func tooMuch(content string) string {
	if len(content) < fewBytes {
		return ""
	}
	z := html.NewTokenizer(strings.NewReader(content))
	elements, attributes, words, raw := 0, 0, 0, false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.TextToken:
			if !raw {
				words += len(z.Raw())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			raw = string(name) == "script" || string(name) == "style"
			elements++
			for more && attributes <= maxAttributes {
				_, _, more = z.TagAttr()
				attributes++
			}
		case html.EndTagToken:
			raw = false
		default:
			elements++
		}
		switch {
		case elements > maxElements:
			return manyElements
		case attributes > maxAttributes:
			return fmt.Sprintf("more than %d attributes, which no article has", maxAttributes)
		case words > maxHTMLText:
			return fmt.Sprintf("more than %s of text, which no article has; divide it", decode.SizeText(maxHTMLText))
		}
	}
}

var manyElements = fmt.Sprintf("more than %d elements, which no article has", maxElements)

// tooBig tells why a document is not looked into, "" for one that is.
func tooBig(doc *html.Node) string {
	count, work := 0, 0
	var visit func(n *html.Node, depth int) bool
	visit = func(n *html.Node, depth int) bool {
		if n.Type == html.ElementNode {
			count++
			work += depth
		}
		if count > maxElements || work > maxNested {
			return false
		}
		for c := range n.ChildNodes() {
			if !visit(c, depth+1) {
				return false
			}
		}
		return true
	}
	switch {
	case visit(doc, 0):
		return ""
	case count > maxElements:
		return manyElements
	}
	return "its elements are nested deeper than any article's"
}
