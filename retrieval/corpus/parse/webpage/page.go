// Package webpage finds out what a web page tells of the article on it: what it
// is called, who wrote it, when it was published, in which section, and whether
// it is an article at all.
//
// It promises to believe what the page shows at the article before what it
// declares for others where the two differ in kind: the site's own name is no
// title and no author, a comment's or a sidebar's date is not the article's. It
// goes by structure and by what the page says of itself, never by a list of
// papers. It does not find the article's text; that is handed to Sign.
package webpage

import (
	"strings"
	"time"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/prose"
)

// Page is what a web page tells of its article; "" is what it does not tell.
type Page struct {
	Title       string
	Description string
	Section     string
	Language    string // as declared
	URL         string // canonical
	Article     bool   // the page says that it is an article
	List        bool   // it is a list of other articles
	Body        string // the text in its JSON-LD

	facts *facts
	data  linkedData
	site  site
	title int // the line of the title, -1 where it is not shown
	zone  *time.Location
}

// Options are what reading a page depends on besides it.
type Options struct {
	// Base is the address that the page was fetched or saved from, "" if
	// unknown.
	Base string
	// Zone is the clock of times without an offset, UTC if nil.
	Zone *time.Location
	// Furniture tells a line that stands on every page, such as "Home". Nil
	// knows none.
	Furniture func(line string) bool
}

// Read gathers what a page declares and shows: JSON-LD first, then Open Graph
// and the older meta names, then what readers see. It changes nothing of the
// document, whose depth the caller has bounded.
func Read(doc *html.Node, in Options) *Page {
	f := factsOf(doc)
	ld := readJSONLD(f.scripts, in.Furniture)
	p := &Page{
		Description: prose.First(f.meta.first("og:description", "description", "twitter:description"), ld.description),
		Language:    prose.First(f.language, ld.language, f.meta.first("content-language", "og:locale", "language")),
		Section:     prose.First(f.meta.first("article:section"), ld.section, f.meta.first("section", "parsely-section", "cxenseparse:category"), f.section),
		Article:     ld.headline != "" || f.meta.first("og:type") == "article",
		Body:        ld.body,
		facts:       f, data: ld, zone: in.Zone,
	}
	if p.Section = strings.TrimPrefix(p.Section, "Posted in "); strings.Contains(p.Section, "/") && !strings.Contains(p.Section, " ") {
		p.Section = "" // a path, not a name
	}
	for _, link := range []string{f.canonical, f.meta.first("og:url", "twitter:url"), ld.url, in.Base} {
		if p.URL = address.Article(address.Resolve(in.Base, link)); p.URL != "" {
			break
		}
	}
	p.site = f.site(ld, prose.First(p.URL, in.Base, f.canonical, f.meta.first("og:url")))
	p.Title, p.title = bestTitle(f, ld.headline, p.site)
	p.List = ld.headline == "" && f.meta.first("article:published_time") == "" && f.view.listsArticles(p.Article) && !f.view.signed(p.zone, p.title)
	return p
}

// Signature is who wrote an article and when it was published.
type Signature struct {
	Author    string    // "" if unknown
	Published time.Time // zero if unknown
	// Titles and Printed are what would be believed if the other pages of the
	// paper showed that its title or Author is what all of them have: other
	// titles, best first, and the printed byline where it differs.
	Titles  []string
	Printed string
}

// Sign finds the signature of the article that has these paragraphs of running
// text.
func (p *Page) Sign(paragraphs []string) Signature {
	f := p.facts
	where := f.view.spanOf(p.title, paragraphs)
	printed := f.view.printedByline(p.zone, p.site, where)
	s := Signature{
		Author:    f.author(p.data, p.site, printed),
		Published: f.published(p.data, p.URL, p.zone, where),
		Titles:    f.otherTitles(p.Title, where, f.meta.first("og:title"), f.titleTag),
	}
	if printed != s.Author {
		s.Printed = printed
	}
	return s
}
