package parse

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
)

// pageMeta is what a web page tells of its article.
type pageMeta struct {
	title       string
	description string
	section     string
	language    string
	url         string
	article     bool   // the page says that it is an article
	list        bool   // it is a list of other articles
	body        string // the text in its JSON-LD
	// sign tells a draft whose text is known who wrote it and when it was
	// published.
	sign func(d *Draft)
}

// named are the values of a page's meta elements by name, first one first.
type named map[string][]string

func (m named) first(names ...string) string {
	for _, n := range names {
		for _, v := range m[n] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

// all are the values of several names, in the order of the names.
func (m named) all(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, m[n]...)
	}
	return out
}

// readMeta gathers what the page declares and shows: JSON-LD first, then Open
// Graph and the older meta names, then what readers see.
func readMeta(doc *html.Node, base string, paper Paper) pageMeta {
	f := factsOf(doc)
	ld := readJSONLD(f.scripts)
	m := pageMeta{
		description: firstOf(f.meta.first("og:description", "description", "twitter:description"), ld.description),
		language:    firstOf(f.language, ld.language, f.meta.first("content-language", "og:locale", "language")),
		section:     firstOf(f.meta.first("article:section"), ld.section, f.meta.first("section", "parsely-section", "cxenseparse:category"), f.section),
		article:     ld.headline != "" || f.meta.first("og:type") == "article",
		body:        ld.body,
	}
	if m.section = strings.TrimPrefix(m.section, "Posted in "); strings.Contains(m.section, "/") && !strings.Contains(m.section, " ") {
		m.section = "" // a path, not a name
	}
	for _, address := range []string{f.canonical, f.meta.first("og:url", "twitter:url"), ld.url, base} {
		if m.url = articleURL(resolveURL(base, address)); m.url != "" {
			break
		}
	}
	s := f.site(ld, firstOf(m.url, base, f.canonical, f.meta.first("og:url")))
	title, at := bestTitle(f, ld.headline, s)
	m.title = title
	m.list = ld.headline == "" && f.meta.first("article:published_time") == "" && f.view.listsArticles(m.article) && !f.view.signed(paper, at)
	m.sign = func(d *Draft) {
		where := f.view.spanOf(at, d.Parts)
		printed := f.view.printedByline(paper, s, where)
		d.Author, d.Published = f.author(ld, s, printed), f.published(ld, m.url, paper, where)
		d.Second.Titles = f.otherTitles(title, where, f.meta.first("og:title"), f.titleTag)
		if printed != d.Author {
			d.Second.Author = printed
		}
	}
	return m
}

// site is the paper that a page is of.
func (f *facts) site(ld linkedData, address string) site {
	names := append([]string{f.meta.first("og:site_name"), f.meta.first("application-name"), f.meta.first("apple-mobile-web-app-title")}, ld.sites...)
	for _, h := range f.view.headings {
		if h.home && h.level == 1 {
			names = append(names, h.text)
		}
	}
	return newSite(address, names...)
}

// author is who wrote the article: people that the page declares, those that it
// prints, an organisation that is not the paper.
func (f *facts) author(ld linkedData, s site, printed string) string {
	var owners []string // who may be the paper by another name
	for _, name := range append([]string{ld.author}, f.meta.all(authorNamesDeclared)...) {
		if name = person(name, s); name == "" {
			continue
		}
		if !f.view.owns(name) {
			return name
		}
		owners = append(owners, name)
	}
	return firstOf(append([]string{printed, person(ld.organisation, s)}, owners...)...)
}

// authorNamesDeclared are the meta elements that name authors, the surest first.
var authorNamesDeclared = []string{"author", "article:author", "og:article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "sailthru.author", "citation_author"}

// publishedNames are the meta elements that tell when an article was published,
// the surest first; the last two groups are those of its last change.
var publishedNames = []string{"article:published_time", "datepublished", "og:published_time", "og:article:published_time", "pubdate", "publishdate", "publish-date", "published_time",
	"publication_date", "publication-date", "article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.created",
	"dc.date.created", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "article:published", "bt:pubdate", "published", "created-date", "date", "dc.date", "dcterms.date", "datecreated", "dc.date.x-metadatalastmodified"}

// modifiedNames are the meta elements that tell of the last change.
var modifiedNames = []string{"article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "modified", "dcterms.modified", "dc.date.modified"}

// published is when the article was published: as declared, as printed at its
// title, as its address has it, as printed elsewhere, as the page's program knows,
// or when it was changed.
func (f *facts) published(ld linkedData, address string, paper Paper, at span) time.Time {
	for _, date := range append([]string{ld.published}, f.meta.all(publishedNames)...) {
		if when, ok := paper.date(date); ok {
			return when
		}
	}
	printed := f.view.printedDate(paper, at)
	if printed.weight >= sureDate {
		return printed.when
	}
	if when, ok := paper.date(ld.pagePublished); ok {
		return when
	}
	if when := dateInURL(firstOf(address, f.canonical, f.meta.first("og:url"))); !when.IsZero() {
		return when
	}
	if printed.weight >= leastDate {
		return printed.when
	}
	if when := f.programDate(paper); !when.IsZero() {
		return when
	}
	for _, date := range append([]string{ld.modified}, f.meta.all(modifiedNames)...) {
		if when, ok := paper.date(date); ok {
			return when
		}
	}
	return time.Time{}
}

// datedPath is the date in addresses such as /2026/01/05/title.
var datedPath = regexp.MustCompile(`[/_-]((?:19|20)\d\d)(?:[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?:[/._-]|$)`)

func dateInURL(address string) time.Time {
	if m := datedPath.FindStringSubmatch(address); m != nil {
		if when, ok := stamp.Read(m[1]+"-"+m[2]+m[4]+"-"+m[3]+m[5], nil); ok {
			return when
		}
	}
	return time.Time{}
}

// articleURL is the canonical form of an article's address, "" for none: many
// templates declare the front page's address on every page.
func articleURL(raw string) string {
	canonical := canonicalURL(raw)
	if u, err := url.Parse(canonical); err != nil || u.Path == "/" && u.RawQuery == "" {
		return ""
	}
	return canonical
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = text.Clean(html.UnescapeString(v)); v != "" {
			return v
		}
	}
	return ""
}

// personal leaves out the addresses of author pages.
func personal(s string) string {
	if hasPrefixFold(s, "http") || strings.HasPrefix(s, "@") || strings.HasPrefix(s, "/") {
		return ""
	}
	return s
}

// facts are the elements of a page that tell of its article.
type facts struct {
	meta      named
	scripts   []string // JSON-LD
	programs  []string // other scripts that speak of a date
	canonical string
	language  string
	titleTag  string
	section   string
	view      *view
}

func factsOf(doc *html.Node) *facts {
	f := &facts{meta: named{}, view: viewOf(doc)}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			f.element(n)
		}
	}
	return f
}

func (f *facts) element(n *html.Node) {
	switch n.Data {
	case "html":
		f.language = firstOf(attr(n, "lang"), attr(n, "xml:lang"))
	case "meta":
		f.metaElement(n)
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") && f.canonical == "" {
			f.canonical = attr(n, "href")
		}
	case "script":
		if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
			f.scripts = append(f.scripts, n.FirstChild.Data)
		} else if n.FirstChild != nil && len(n.FirstChild.Data) <= maxProgram {
			f.programs = append(f.programs, n.FirstChild.Data)
		}
	case "title":
		if f.titleTag == "" && (n.Namespace == "") {
			f.titleTag = ownText(n, maxShown)
		}
	default:
		f.shown(n)
	}
}

func (f *facts) metaElement(n *html.Node) {
	content := text.Clean(firstOf(attr(n, "content"), attr(n, "value")))
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
			f.meta[name] = append(f.meta[name], content)
		}
	}
}

// shown looks at the elements that readers see.
func (f *facts) shown(n *html.Node) {
	if f.section != "" || len(n.Attr) == 0 {
		return
	}
	role := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "rel") + " " + attr(n, "class"))
	if hasRole(role, "articlesection", "article-section", "category-name", "post-category", "section-name", "kicker", "chuyen-muc", "cate-name", "entry-category") {
		if s := ownText(n, maxShown); s != "" && len(s) <= maxSection {
			f.section = sectionName(s)
		}
	}
}

// maxProgram bounds a script that is searched, in bytes.
const maxProgram = 1 << 20

// programDate finds a date in the data that a page carries for its program.
func (f *facts) programDate(paper Paper) time.Time {
	for _, program := range f.programs {
		for _, m := range scriptDate.FindAllStringSubmatch(program, maxProgramDates) {
			if when, ok := paper.date(m[1]); ok {
				return when
			}
		}
	}
	return time.Time{}
}

// maxProgramDates is how many dates of a script are tried.
const maxProgramDates = 8

// hasRole tells whether one of the words of a role is one of the names.
func hasRole(role string, names ...string) bool {
	for w := range strings.FieldsSeq(role) {
		for _, n := range names {
			if w == n {
				return true
			}
		}
	}
	return false
}
