package webpage

import (
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/body"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/furniture"
	"articlebot/retrieval/corpus/parse/prose"
)

// Parse reads a web page, already in UTF-8. base is the address that it
// was fetched from, "" for a file. The readable part is found by the readers'
// view algorithm of Firefox; title, byline, date, section, language and
// address come from what the page declares.
func Parse(name, content, base string, paper draft.Paper) draft.Result {
	doc, err := body.Parse(content)
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	from := base
	if from == "" {
		from = savedFrom(content)
	}
	page := Read(doc, Options{Base: from, Zone: paper.Zone, Furniture: furniture.IsControl})
	if page.List {
		return draft.Skipped(name, "a page that lists other articles, not one itself; give the addresses of its articles, or its feed")
	}
	d := draft.Draft{URL: page.URL, Section: draft.SectionName(page.Section), Title: page.Title}
	d.Parts = readableParts(doc, page, base)
	sign(&d, page)
	d.Parts = d.TakeTail(d.TakeTop(d.Parts, paper), paper)
	if running := body.RunningLength(d.Parts); running < prose.MinArticle {
		return draft.Skipped(name, noArticle(running))
	}
	if d.Title == "" {
		d.Title = prose.TitleFrom(d.Parts[0].Text)
	}
	d.Detect(page.Language)
	d.Author = byline.WithoutSource(d.Author, string(d.Language))
	return draft.Result{Drafts: []draft.Draft{d}}
}

// sign notes who wrote an article and when it was published, by its page.
func sign(d *draft.Draft, page *Page) {
	var paragraphs []string
	for _, p := range d.Parts {
		if p.Kind == retrieval.Body && prose.Running(p.Text) {
			paragraphs = append(paragraphs, p.Text)
		}
	}
	s := page.Sign(paragraphs)
	d.Author, d.Published = s.Author, s.Published
	d.Second = draft.Second{Titles: s.Titles, Author: s.Printed}
}

func noArticle(running int) string {
	if running == 0 {
		return "no article text found"
	}
	return fmt.Sprintf("no article text found, only %d characters of running text; is this a front page or a notice?", running)
}

// readableParts finds the article's paragraphs.
func readableParts(doc *html.Node, page *Page, base string) []draft.Part {
	address, err := url.Parse(base)
	if err != nil || base == "" {
		address = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.DisableJSONLD = true // ours is read already
	marked := markedBody(doc)
	var parts []draft.Part
	if article, err := parser.ParseDocument(doc, address); err == nil && article.Node != nil {
		parts = body.HTML(article.Node)
	}
	if marked != nil {
		// A page that marks its text itself is believed where the algorithm
		// found much less.
		if own := body.HTML(marked); body.RunningLength(own) > 2*body.RunningLength(parts) {
			parts = own
		}
	}
	if page.Article && body.RunningLength(parts) < prose.MinArticle {
		if declared := declaredText(doc, page); body.RunningLength(declared) > body.RunningLength(parts) {
			parts = declared
		}
	}
	parts = draft.DropTitle(parts, page.Title)
	return withStandfirst(parts, page.Description, doc)
}

// declaredText is the text of a page that says that it is an article and in
// which none was found: the running text of the whole page, else what the
// page's data for search engines says it is.
func declaredText(doc *html.Node, page *Page) []draft.Part {
	var parts []draft.Part
	for _, p := range body.WithoutAsides(doc) {
		if p.Kind == retrieval.Caption || prose.Running(p.Text) {
			parts = append(parts, p)
		}
	}
	if body.RunningLength(parts) < prose.MinArticle {
		parts = body.Fragment(page.Body)
	}
	return parts
}

// markedBody is the element that declares to be the article's text, if one
// alone does.
func markedBody(doc *html.Node) *html.Node {
	var found *html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (dom.Attr(n, "itemprop") == "articleBody" || n.Data == "article") {
			if found != nil && !within(n, found) {
				return nil
			}
			found = n
		}
	}
	return found
}

func within(n, ancestor *html.Node) bool {
	for p := range n.Ancestors() {
		if p == ancestor {
			return true
		}
	}
	return false
}

// withStandfirst puts the standfirst before the text where the page shows it
// outside of the part that was found.
func withStandfirst(parts []draft.Part, description string, doc *html.Node) []draft.Part {
	if !prose.Running(description) || len(parts) == 0 {
		return parts
	}
	for _, p := range parts {
		if strings.Contains(p.Text, description) || strings.Contains(description, p.Text) {
			return parts
		}
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && dom.IsBlock(n.Data) && n.Data != "body" && n.Data != "html" && !body.Unread(n) && dom.Text(n, len(description)) == description {
			return append([]draft.Part{{Kind: retrieval.Body, Text: description}}, parts...)
		}
	}
	return parts
}

// savedFrom reads the address that browsers note in pages they save.
func savedFrom(content string) string {
	const mark = "<!-- saved from url=("
	_, after, ok := strings.Cut(content[:min(len(content), decode.SniffBytes)], mark)
	if !ok {
		return ""
	}
	_, from, _ := strings.Cut(after, ")")
	from, _, _ = strings.Cut(from, "-->")
	return address.Article(strings.TrimSpace(from))
}
