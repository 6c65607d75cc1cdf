// Package body reads the paragraphs of a text that is marked up: of the elements
// of a web page, of Markdown, and of the field of a record, which may be either
// or plain. It bounds what it reads and finds no title, byline or date.
package body

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/furniture"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

var (
	// unread elements hold no words of the article.
	unread = prose.Set(`script style noscript template svg math canvas iframe object embed form button select input textarea nav footer aside head audio
		map dialog label`)
	// captionClass is how papers name the line under a photo.
	captionClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:p?caption|wp-caption-text|photo-?desc|img-?(?:desc|note|caption)|image-?(?:desc|note|caption)|` +
		`chu-?thich|photocms_caption|mota-?anh|figcaption|cutline)(?:$|[\s_-])|caption$`)
	// asideClass is what stands between the paragraphs without being one.
	asideClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:related|recommend(?:ed|ation)?|newsletter|subscribe|social|share|sharing|promo|advert(?:isement)?|ads?|` +
		`banner|breadcrumbs?|comments?|tags?|tin-?lien-?quan|lien-?quan|doc-?them|xem-?them|box-?tin|outstream|paywall|cookie|sidebar|byline-?share)(?:$|[\s_-])`)
	hiddenStyle = regexp.MustCompile(`(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)`)
)

// maxListed is how long a list may be, in bytes, to be one passage; the items
// of a longer one are passages of their own.
const maxListed = 1200

// HTML reads the paragraphs of an element in order, without what its
// class names tell to be beside the text. Where that would be most of the
// text, the names mean something else on this page and are not believed.
func HTML(root *html.Node) []draft.Part {
	parts, all := partsOf(root, false), partsOf(root, true)
	if 2*RunningLength(parts) < RunningLength(all) {
		return all
	}
	return parts
}

// WithoutAsides reads the paragraphs of an element without what its class names
// tell to be beside the text, believed whatever they leave.
func WithoutAsides(root *html.Node) []draft.Part { return partsOf(root, false) }

// Unread tells an element that holds no words of an article.
func Unread(n *html.Node) bool { return unread[n.Data] }

// partsOf reads the paragraphs of an element, all of them or those that no
// class name tells to be beside the text.
func partsOf(root *html.Node, all bool) []draft.Part {
	b := partBuilder{all: all}
	b.children(root)
	b.flush()
	return b.parts
}

// partBuilder gathers inline text until a block ends.
type partBuilder struct {
	all     bool // whatever the class names say
	parts   []draft.Part
	open    strings.Builder
	linked  int // bytes of the open paragraph that are inside links
	links   int // links in the open paragraph
	bold    int // bytes of the open paragraph that are bold
	caption int // depth of elements that hold a caption
	heading int // depth of headings
	link    int // depth of links
	strong  int // depth of bold elements
}

func (b *partBuilder) children(n *html.Node) {
	for c := range n.ChildNodes() {
		b.node(c)
	}
}

func (b *partBuilder) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.open.WriteString(n.Data)
		if b.link > 0 {
			b.linked += len(strings.TrimSpace(n.Data))
		}
		if b.strong > 0 {
			b.bold += len(strings.TrimSpace(n.Data))
		}
	case n.Type != html.ElementNode || unread[n.Data] || b.leftOut(n):
	case n.Data == "br":
		b.lineBreak()
	case n.Data == "ul" || n.Data == "ol":
		b.flush()
		b.list(n)
	case n.Data == "tr":
		b.flush()
		b.row(n)
	case n.Data == "a":
		b.link++
		b.links++
		b.children(n)
		b.link--
	case dom.IsBlock(n.Data):
		b.block(n)
	default:
		b.inline(n)
	}
}

// inline reads an element inside a paragraph. Captions set the photographer
// apart by style alone, so that words meet where a sentence ends.
func (b *partBuilder) inline(n *html.Node) {
	if b.caption > 0 && strings.HasSuffix(b.open.String(), ".") {
		b.open.WriteByte(' ')
	}
	if strong := n.Data == "b" || n.Data == "strong"; strong {
		b.strong++
		defer func() { b.strong-- }()
	}
	b.children(n)
}

// leftOut tells an element that readers do not see, or that is no part of the
// text by the name of its class.
func (b *partBuilder) leftOut(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if hiddenStyle.MatchString(dom.Names(a.Val)) {
				return true
			}
		case "class", "id":
			if !b.all && asideClass.MatchString(dom.Names(a.Val)) && n.Data != "body" && n.Data != "article" && n.Data != "main" && !captionClass.MatchString(dom.Names(a.Val)) {
				return true
			}
		}
	}
	return false
}

func (b *partBuilder) block(n *html.Node) {
	b.flush()
	captions := n.Data == "figcaption" || n.Data == "caption" || captionClass.MatchString(dom.Names(dom.Attr(n, "class")))
	if captions {
		b.caption++
	}
	if headings[n.Data] {
		b.heading++
	}
	b.children(n)
	b.flush()
	if captions {
		b.caption--
	}
	if headings[n.Data] {
		b.heading--
	}
}

// lineBreak keeps a line's end; two in a row end the paragraph.
func (b *partBuilder) lineBreak() {
	if s := strings.TrimRight(b.open.String(), " \t\r\n\u00A0"); strings.HasSuffix(s, breakMark) {
		b.flush()
		return
	}
	b.open.WriteString(breakMark)
}

// breakMark stands for a line break inside a paragraph; cleaning the text
// drops it.
const breakMark = "\u2028"

// flush ends the open paragraph.
func (b *partBuilder) flush() {
	raw, linked, links, bold := b.open.String(), b.linked, b.links, b.bold
	b.open.Reset()
	b.linked, b.links, b.bold = 0, 0, 0
	s := text.Clean(raw)
	if s == "" || !hasWord(s) {
		return
	}
	kind := retrieval.Body
	if b.caption > 0 {
		kind = retrieval.Caption
	}
	if kind == retrieval.Body && (furniture.Is(s) || onlyLinks(s, linked, links)) {
		return
	}
	heading := kind == retrieval.Body && (b.heading > 0 || allBold(s, bold) && text.HeadingLike(s))
	for _, p := range prose.JoinLines(brokenLines(raw)) {
		for _, piece := range prose.Bounded(p) {
			b.parts = append(b.parts, draft.Part{Kind: kind, Text: piece, Heading: heading})
		}
	}
}

// headings are the elements that head what follows.
var headings = prose.Set(`h1 h2 h3 h4 h5 h6`)

// allBold tells a paragraph that is bold but for spaces and a mark or two.
func allBold(s string, bold int) bool { return bold > 0 && bold >= len(s)-len(strings.Fields(s))-2 }

// brokenLines are the cleaned lines of a paragraph with line breaks.
func brokenLines(raw string) []string {
	var lines []string
	for l := range strings.SplitSeq(raw, breakMark) {
		if l = text.Clean(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

func hasWord(s string) bool { return len(prose.FoldWords(s)) > 0 }

// onlyLinks tells a paragraph that is a pointer to another page: nearly all
// of it is a link, and it is no sentence nor a whole paragraph in one link.
func onlyLinks(s string, linked, links int) bool {
	return dom.Linked(s, linked) && (links > 1 || !prose.Running(s)) && (!prose.EndsSentence(s) || len(strings.Fields(s)) < 4)
}

// list reads a list: short ones are one passage, joined to the paragraph that
// announces them with a colon.
func (b *partBuilder) list(n *html.Node) {
	inner := partBuilder{all: b.all, caption: b.caption}
	var items []string
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && !b.leftOut(c) {
			inner.children(c)
			inner.flush()
			var words []string
			for _, p := range inner.parts {
				words = append(words, p.Text)
			}
			if len(words) > 0 {
				items = append(items, strings.Join(words, " "))
			}
			inner.parts = nil
		}
	}
	b.parts = appendList(b.parts, items)
}

// appendList adds the items of a list to the parts.
func appendList(parts []draft.Part, items []string) []draft.Part {
	if len(items) == 0 {
		return parts
	}
	whole := "• " + strings.Join(items, " • ")
	if len(whole) > maxListed {
		for _, item := range items {
			for _, piece := range prose.Bounded("• " + item) {
				parts = append(parts, draft.Part{Kind: retrieval.Body, Text: piece})
			}
		}
		return parts
	}
	if last := len(parts) - 1; last >= 0 && parts[last].Kind == retrieval.Body && strings.HasSuffix(parts[last].Text, ":") {
		parts[last].Text += " " + whole
		return parts
	}
	return append(parts, draft.Part{Kind: retrieval.Body, Text: whole})
}

// row reads a table's row: its cells on one line. A row that holds paragraphs
// or a single cell is layout, and read as what is in it.
func (b *partBuilder) row(n *html.Node) {
	var cells []*html.Node
	var texts []string
	layout := false
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
			continue
		}
		cells = append(cells, c)
		s := dom.Text(c, maxCell)
		if layout = layout || prose.Running(s) || s == "" && hasText(c); s != "" {
			texts = append(texts, s)
		}
	}
	if len(cells) < 2 || layout {
		for _, c := range cells {
			b.block(c)
		}
		return
	}
	if len(texts) > 0 {
		b.parts = append(b.parts, draft.Part{Kind: retrieval.Body, Text: strings.Join(texts, " | ")})
	}
}

// maxCell is about how long a cell of a table of facts is, in bytes.
const maxCell = 200

func hasText(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return true
		}
	}
	return false
}

// RunningLength is the length of the paragraphs that are running text, in
// characters.
func RunningLength(parts []draft.Part) int {
	n := 0
	for _, p := range parts {
		if p.Kind == retrieval.Body && (prose.Running(p.Text) || prose.EndsSentence(p.Text)) {
			n += len([]rune(p.Text))
		}
	}
	return n
}
