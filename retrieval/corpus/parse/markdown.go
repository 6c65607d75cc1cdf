package parse

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	nethtml "golang.org/x/net/html"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/dialect"
	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// parseMarkdown reads an article in Markdown, with front matter or without.
// Title, byline and the like come from the front matter, the title else from
// the first heading, the day else from the name of the file.
func parseMarkdown(name, content string, paper Paper) Result {
	front, body, err := frontMatter(content)
	switch {
	case err != nil:
		return skip(name, err.Error())
	case front.Withheld != "":
		return skip(name, front.Withheld)
	case path.Base(name) == "_index.md":
		return skip(name, "no article: with Hugo, this is the page of a section; rename it if it is one")
	}
	if len(body) > maxMarkdown {
		return skip(name, TooLarge(maxMarkdown).Error())
	}
	parts, heading, err := markdownParts(dialect.Markdown(name, body))
	if err != nil {
		return skip(name, err.Error())
	}
	d := Draft{Own: front.ID, URL: address.Canonical(front.URL), Title: text.Clean(front.Title), Section: text.Clean(front.Section), Author: text.Clean(front.Author)}
	if day := nameDate(name); day != "" {
		front.Dates = append(front.Dates, day)
	}
	remark := d.takeDate(front.Dates, paper)
	if d.Title == "" {
		d.Title = heading
	} else if heading != "" && prose.TitleKey(heading) != prose.TitleKey(d.Title) {
		parts = append([]Part{{Kind: retrieval.Body, Text: heading, Heading: true}}, parts...)
	}
	d.Parts = d.takeTail(parts, paper)
	if len(d.Parts) == 0 {
		return skip(name, "no article text found below the front matter or heading")
	}
	if d.Title == "" {
		d.Title = titleFrom(d.Parts[0].Text)
	}
	d.detect(front.Language)
	return Result{Drafts: []Draft{d}, Skips: remarked(name, remark)}
}

// markdownParts renders Markdown and reads the paragraphs of the result. The
// heading is the first one, where it comes before everything else.
func markdownParts(body string) (parts []Part, heading string, err error) {
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
	return htmlParts(doc), heading, nil
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
