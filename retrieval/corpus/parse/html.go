package parse

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/webpage"
	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
)

// minArticle is how many characters of running text make an article rather
// than a page of links, a form or a notice.
const minArticle = 140

// parseHTML reads a web page, already in UTF-8. base is the address that it
// was fetched from, "" for a file. The readable part is found by the readers'
// view algorithm of Firefox; title, byline, date, section, language and
// address come from what the page declares.
func parseHTML(name, content, base string, paper Paper) Result {
	if reason := tooMuch(content); reason != "" {
		return skip(name, reason)
	}
	doc, err := html.Parse(strings.NewReader(content))
	if err != nil {
		return skip(name, fmt.Sprintf("not understood as HTML: %v", err))
	}
	if reason := tooBig(doc); reason != "" {
		return skip(name, reason)
	}
	from := base
	if from == "" {
		from = savedFrom(content)
	}
	page := webpage.Read(doc, webpage.Options{Base: from, Zone: paper.Zone, Furniture: isControl})
	if page.List {
		return skip(name, "a page that lists other articles, not one itself; give the addresses of its articles, or its feed")
	}
	d := Draft{URL: page.URL, Section: sectionName(page.Section), Title: page.Title}
	d.Parts = readableParts(doc, page, base)
	d.sign(page)
	d.Parts = d.takeTail(d.takeTop(d.Parts, paper), paper)
	if running := runningLength(d.Parts); running < minArticle {
		return skip(name, noArticle(running))
	}
	if d.Title == "" {
		d.Title = titleFrom(d.Parts[0].Text)
	}
	d.detect(page.Language)
	if d.Language == text.Vietnamese {
		d.Author = byline.WithoutSource(d.Author)
	}
	return Result{Drafts: []Draft{d}}
}

// sign notes who wrote an article and when it was published, by its page.
func (d *Draft) sign(page *webpage.Page) {
	var paragraphs []string
	for _, p := range d.Parts {
		if p.Kind == retrieval.Body && prose.Running(p.Text) {
			paragraphs = append(paragraphs, p.Text)
		}
	}
	s := page.Sign(paragraphs)
	d.Author, d.Published = s.Author, s.Published
	d.Second = Second{Titles: s.Titles, Author: s.Printed}
}

func noArticle(running int) string {
	if running == 0 {
		return "no article text found"
	}
	return fmt.Sprintf("no article text found, only %d characters of running text; is this a front page or a notice?", running)
}

// readableParts finds the article's paragraphs.
func readableParts(doc *html.Node, page *webpage.Page, base string) []Part {
	address, err := url.Parse(base)
	if err != nil || base == "" {
		address = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.DisableJSONLD = true // ours is read already
	marked := markedBody(doc)
	var parts []Part
	if article, err := parser.ParseDocument(doc, address); err == nil && article.Node != nil {
		parts = htmlParts(article.Node)
	}
	if marked != nil {
		// A page that marks its text itself is believed where the algorithm
		// found much less.
		if own := htmlParts(marked); runningLength(own) > 2*runningLength(parts) {
			parts = own
		}
	}
	if page.Article && runningLength(parts) < minArticle {
		if declared := declaredText(doc, page); runningLength(declared) > runningLength(parts) {
			parts = declared
		}
	}
	parts = dropTitle(parts, page.Title)
	return withStandfirst(parts, page.Description, doc)
}

// declaredText is the text of a page that says that it is an article and in
// which none was found: the running text of the whole page, else what the
// page's data for search engines says it is.
func declaredText(doc *html.Node, page *webpage.Page) []Part {
	var parts []Part
	for _, p := range partsOf(doc, false) {
		if p.Kind == retrieval.Caption || prose.Running(p.Text) {
			parts = append(parts, p)
		}
	}
	if runningLength(parts) < minArticle {
		parts = fragmentParts(page.Body)
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

// dropTitle leaves out the title where it stands again above the text.
func dropTitle(parts []Part, title string) []Part {
	if len(parts) > 0 && title != "" && prose.TitleKey(parts[0].Text) == prose.TitleKey(title) {
		return parts[1:]
	}
	return parts
}

// withStandfirst puts the standfirst before the text where the page shows it
// outside of the part that was found.
func withStandfirst(parts []Part, description string, doc *html.Node) []Part {
	if !prose.Running(description) || len(parts) == 0 {
		return parts
	}
	for _, p := range parts {
		if strings.Contains(p.Text, description) || strings.Contains(description, p.Text) {
			return parts
		}
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && dom.IsBlock(n.Data) && n.Data != "body" && n.Data != "html" && !unread[n.Data] && dom.Text(n, len(description)) == description {
			return append([]Part{{Kind: retrieval.Body, Text: description}}, parts...)
		}
	}
	return parts
}

// takeTop takes date and byline off the beginning of the text.
func (d *Draft) takeTop(parts []Part, paper Paper) []Part {
	for len(parts) > 1 && parts[0].Kind == retrieval.Body && !prose.Running(parts[0].Text) {
		if !d.takeTopLine(parts[0].Text, paper) {
			break
		}
		parts = parts[1:]
	}
	return parts
}

// takeTopLine understands a line above the text: a date, a byline, or both.
func (d *Draft) takeTopLine(s string, paper Paper) bool {
	if when, ok := paper.date(s); ok {
		d.dated(when)
		return true
	}
	if name, ok := byline.Names(s); ok && (byline.Credited(s) || name == d.Author) {
		d.Author = prose.First(d.Author, name)
		return true
	}
	when, before, after, ok := stamp.Cut(s, paper.Zone)
	if !ok || before != "" && after != "" {
		return false
	}
	name, ok := byline.Names(byline.FirstPart(before + after))
	if !ok {
		return false
	}
	d.Author = prose.First(d.Author, name)
	d.dated(when)
	return true
}

// dated sets the day of an article that has none.
func (d *Draft) dated(when time.Time) {
	if d.Published.IsZero() {
		d.Published = when
	}
}

// takeTail takes byline and date off the end of the text, where most papers of
// some countries print them.
func (d *Draft) takeTail(parts []Part, paper Paper) []Part {
	for len(parts) > 1 {
		last := parts[len(parts)-1]
		if last.Kind != retrieval.Body || prose.Running(last.Text) {
			break
		}
		if when, ok := paper.date(last.Text); ok {
			d.dated(when)
		} else if name, ok := byline.Closing(last.Text); ok {
			if d.Author == "" {
				d.Author = name
			}
		} else {
			break
		}
		parts = parts[:len(parts)-1]
	}
	return parts
}

// runningLength is the length of the paragraphs that are running text, in
// characters.
func runningLength(parts []Part) int {
	n := 0
	for _, p := range parts {
		if p.Kind == retrieval.Body && (prose.Running(p.Text) || prose.EndsSentence(p.Text)) {
			n += len([]rune(p.Text))
		}
	}
	return n
}

// savedFrom reads the address that browsers note in pages they save.
func savedFrom(content string) string {
	const mark = "<!-- saved from url=("
	_, after, ok := strings.Cut(content[:min(len(content), SniffBytes)], mark)
	if !ok {
		return ""
	}
	_, from, _ := strings.Cut(after, ")")
	from, _, _ = strings.Cut(from, "-->")
	return address.Article(strings.TrimSpace(from))
}
