package body

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	nethtml "golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/draft"
)

// Markdown renders Markdown and reads the paragraphs of the result. The
// heading is the first one, where it comes before everything else.
func Markdown(body string) (parts []draft.Part, heading string, err error) {
	page, err := markdownHTML(body)
	if err != nil {
		return nil, "", err
	}
	doc, err := nethtml.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, "", fmt.Errorf("not understood as Markdown: %w", err)
	}
	if reason := tooBig(doc); reason != "" {
		return nil, "", errors.New(reason)
	}
	heading = takeHeading(doc)
	markImageCaptions(doc)
	return HTML(doc), heading, nil
}

// maxHeadingText is the length of a heading, in bytes.
const maxHeadingText = 300

// takeHeading takes the heading off the beginning of a document.
func takeHeading(doc *nethtml.Node) string {
	for n := range doc.Descendants() {
		switch {
		case n.Type == nethtml.TextNode && strings.TrimSpace(n.Data) != "":
			return ""
		case n.Type == nethtml.ElementNode && (n.Data == "h1" || n.Data == "h2"):
			heading := dom.Text(n, maxHeadingText)
			n.Parent.RemoveChild(n)
			return heading
		}
	}
	return ""
}

// markImageCaptions marks what Markdown has no mark for: the title of an
// image, and a slanted line below an image alone.
func markImageCaptions(doc *nethtml.Node) {
	var images []*nethtml.Node
	for n := range doc.Descendants() {
		if n.Type == nethtml.ElementNode && n.Data == "img" {
			images = append(images, n)
		}
	}
	for _, img := range images {
		if title := dom.Attr(img, "title"); title != "" {
			caption := &nethtml.Node{Type: nethtml.ElementNode, Data: "figcaption"}
			caption.AppendChild(&nethtml.Node{Type: nethtml.TextNode, Data: title})
			img.Parent.InsertBefore(caption, img)
			continue
		}
		if p := img.Parent; p.Data == "p" && only(p, "img") {
			if next := nextElement(p); next != nil && next.Data == "p" && only(next, "em") {
				next.Attr = append(next.Attr, nethtml.Attribute{Key: "class", Val: "caption"})
			}
		}
	}
}

// only tells whether an element holds nothing but elements of one name.
func only(n *nethtml.Node, name string) bool {
	found := false
	for c := range n.ChildNodes() {
		switch {
		case c.Type == nethtml.ElementNode && c.Data == name:
			found = true
		case c.Type == nethtml.TextNode && strings.TrimSpace(c.Data) == "":
		default:
			return false
		}
	}
	return found
}

func nextElement(n *nethtml.Node) *nethtml.Node {
	for n = n.NextSibling; n != nil && n.Type != nethtml.ElementNode; n = n.NextSibling {
	}
	return n
}
