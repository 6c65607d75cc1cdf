package webpage

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/dom"
)

// region is a part of the page.
type region byte

// Regions of a page.
const (
	inArticle region = iota
	aside            // beside the article: navigation, other articles
	comments         // of readers
)

// otherClass names what stands on an article's page and is not of it; its first
// group are readers' comments, which may be longer than the article.
var otherClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:(comments?|commentlist|comentarios|kommentare?|respond|replies|reply|discussion|binh-?luan)|related|recommend(?:ed|ations?)?|` +
	`sidebar|side|aside|widget|nav|navigation|menu|newsletter|trending|most-?(?:read|popular|viewed)|popular|latest|recent|teasers?|tin-?lien-?quan|lien-?quan|` +
	`doc-?them|xem-?them|tin-?khac|tin-?moi|more-?(?:news|stories|from)|modal|popup|popover|lightbox|dialog|read-?(?:more|next)|promo|advert(?:isement)?|ads?|cookie|consent|copyright|upnext)(?:$|[\s_-])`)

// size is how much of the page an element holds.
type size struct {
	text int  // bytes
	head bool // a heading of the first level is inside
}

// measure notes the sizes of the elements whose names say that they are beside
// the article, for some templates call the whole page so.
func (w *viewWalk) measure(n *html.Node) size {
	var s size
	switch {
	case n.Type == html.TextNode:
		return size{text: len(strings.TrimSpace(n.Data))}
	case n.Type == html.ElementNode && dom.IsUnseen(n.Data):
		return s
	}
	for c := range n.ChildNodes() {
		inner := w.measure(c)
		s.text += inner.text
		s.head = s.head || inner.head
	}
	s.head = s.head || n.Data == "h1" && !leadsHome(n)
	if n.Type == html.ElementNode && len(n.Attr) > 0 {
		w.sizes[n] = s
	}
	return s
}

// region is the part of the page that an element begins, article where it
// begins none.
func (w *viewWalk) region(n *html.Node) region {
	most := 2*w.sizes[n].text > w.whole
	switch n.Data {
	case "nav", "aside", "form", "dialog":
		if !most {
			return aside
		}
		return inArticle
	case "footer": // an article's own holds its date
		for p := range n.Ancestors() {
			if p.Data == "article" {
				return inArticle
			}
		}
		return aside
	case "html", "body", "main":
		return inArticle
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id":
			switch said := w.saidBy(a.Val); {
			case said == inArticle || w.sizes[n].head:
			case said == comments:
				return comments
			case !most && n.Data != "article":
				return aside
			}
		case "role":
			if a.Val == "navigation" || a.Val == "complementary" || a.Val == "contentinfo" {
				return aside
			}
		}
	}
	return inArticle
}

// saidBy is the region that names say an element is of. A page has the same
// names again and again.
func (w *viewWalk) saidBy(names string) region {
	names = dom.Names(names)
	said, known := w.said[names]
	if known {
		return said
	}
	switch m := otherClass.FindStringSubmatch(names); {
	case m == nil:
	case m[1] != "":
		said = comments
	default:
		said = aside
	}
	w.said[names] = said
	return said
}
