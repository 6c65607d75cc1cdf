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

// pageMeta is what a web page declares about its article.
type pageMeta struct {
	title       string
	description string
	author      string
	section     string
	language    string
	url         string
	published   time.Time
	article     bool   // the page says that it is an article
	body        string // the text in its JSON-LD
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

// readMeta gathers what the page declares: JSON-LD first, then Open Graph and
// the older meta names, then microdata and what is shown.
func readMeta(doc *html.Node, base string, paper Paper) pageMeta {
	f := factsOf(doc, paper)
	ld := readJSONLD(f.scripts)
	m := pageMeta{
		description: firstOf(f.meta.first("og:description", "description", "twitter:description"), ld.description),
		language:    firstOf(f.language, ld.language, f.meta.first("content-language", "og:locale", "language")),
		section:     firstOf(f.meta.first("article:section"), ld.section, f.meta.first("section", "parsely-section", "cxenseparse:category"), f.section),
		author:      firstOf(ld.author, personal(f.meta.first("author")), personal(f.meta.first("article:author", "parsely-author", "dc.creator", "twitter:creator", "byl")), f.author),
		title:       bestTitle(f, ld.headline),
		article:     ld.headline != "" || f.meta.first("og:type") == "article",
		body:        ld.body,
	}
	m.author = trimBy(m.author)
	if m.section = strings.TrimPrefix(m.section, "Posted in "); strings.Contains(m.section, "/") && !strings.Contains(m.section, " ") {
		m.section = "" // a path, not a name
	}
	for _, date := range []string{ld.published, f.meta.first("article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
		"publish-date", "date", "dc.date", "dc.date.issued", "dcterms.created", "dc.created", "parsely-pub-date", "sailthru.date", "article.published", "publication_date"),
		f.date, f.shownDate} {
		if when, ok := paper.date(date); ok {
			m.published = when
			break
		}
	}
	if m.published.IsZero() {
		m.published = dateInURL(firstOf(f.canonical, f.meta.first("og:url"), base))
	}
	for _, address := range []string{f.canonical, f.meta.first("og:url", "twitter:url"), ld.url, base} {
		if m.url = articleURL(resolveURL(base, address)); m.url != "" {
			break
		}
	}
	return m
}

// datedPath is the date in addresses such as /2026/01/05/title.
var datedPath = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)`)

func dateInURL(address string) time.Time {
	if m := datedPath.FindStringSubmatch(address); m != nil {
		if when, ok := stamp.Read(m[3]+"/"+m[2]+"/"+m[1], nil); ok {
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

func trimBy(s string) string {
	if at := credit.FindStringIndex(s); at != nil {
		return strings.TrimSpace(s[at[1]:])
	}
	return s
}

// facts are the elements of a page that tell of its article.
type facts struct {
	paper     Paper
	meta      named
	scripts   []string // JSON-LD
	canonical string
	language  string
	titleTag  string
	heads     []string // h1
	author    string
	date      string // machine-readable
	shownDate string
	section   string
}

func factsOf(doc *html.Node, paper Paper) facts {
	f := facts{meta: named{}, paper: paper}
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
		}
	case "title":
		if f.titleTag == "" && (n.Namespace == "") {
			f.titleTag = ownText(n, maxShown)
		}
	case "h1":
		if s := ownText(n, maxShown); s != "" {
			f.heads = append(f.heads, s)
		}
	default:
		f.shown(n)
	}
}

func (f *facts) metaElement(n *html.Node) {
	content := text.Clean(attr(n, "content"))
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
			f.meta[name] = append(f.meta[name], content)
		}
	}
}

// maxShown is the length of a byline, date or title on the page, in bytes.
const maxShown = 300

// shown looks at the elements that readers see.
func (f *facts) shown(n *html.Node) {
	role := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "rel") + " " + attr(n, "class"))
	if f.date == "" && (n.Data == "time" || strings.Contains(role, "datepublished")) {
		f.date = firstOf(attr(n, "datetime"), attr(n, "content"))
	}
	if role == "  " && n.Data != "time" {
		return
	}
	if f.shownDate == "" && (n.Data == "time" || hasRole(role, "date", "datepublished", "published", "time", "publish-date", "post-date", "entry-date", "article-date",
		"date-time", "ngay", "thoi-gian", "detail-time", "pdate", "byline-date", "dateline", "timestamp", "meta-date")) {
		if s := ownText(n, maxShown); s != "" {
			if _, ok := f.paper.date(s); ok {
				f.shownDate = s
			}
		}
	}
	if f.author == "" && hasRole(role, "author", "byline", "article-author", "post-author", "author-name", "byline-name", "tac-gia", "tacgia", "writer", "detail-author", "article__author") {
		if s := ownText(n, maxShown); s != "" {
			if name, ok := byline(s); ok {
				f.author = name
			}
		}
	}
	if f.section == "" && hasRole(role, "articlesection", "article-section", "category-name", "post-category", "section-name", "kicker", "chuyen-muc", "cate-name", "entry-category") {
		if s := ownText(n, maxShown); s != "" && len(s) <= maxSection {
			f.section = sectionName(s)
		}
	}
}

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

// bestTitle is the headline as readers see it: the h1 that the page's other
// titles confirm, else the declared headline, else the title element without
// the site's name.
func bestTitle(f facts, headline string) string {
	declared := []string{headline, f.meta.first("og:title"), f.meta.first("twitter:title"), f.titleTag}
	for _, h := range f.heads {
		for _, d := range declared {
			if len(strings.Fields(h)) > 1 && confirms(TitleKey(firstOf(d)), TitleKey(h)) {
				return h
			}
		}
	}
	site := f.meta.first("og:site_name", "application-name")
	for _, d := range declared[:3] {
		if d = withoutSite(firstOf(d), site); d != "" {
			return d
		}
	}
	if len(f.heads) == 1 && len(strings.Fields(f.heads[0])) > 2 && !strings.HasSuffix(TitleKey(f.titleTag), TitleKey(f.heads[0])) {
		return f.heads[0] // and not the site's name, which ends the title element
	}
	return shortened(withoutSite(f.titleTag, site))
}

// confirms tells whether a declared title is that of a heading: it begins with
// it, or holds it as more than half.
func confirms(declared, heading string) bool {
	whole := "-" + declared + "-"
	return strings.HasPrefix(whole, "-"+heading+"-") || 2*len(heading) > len(declared) && strings.Contains(whole, "-"+heading+"-")
}

// titleSeparators stand between a headline and the site's name.
var titleSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · "}

func withoutSite(title, site string) string {
	if site == "" {
		return title
	}
	for _, sep := range titleSeparators {
		if cut, ok := strings.CutSuffix(title, sep+site); ok {
			return strings.TrimSpace(cut)
		}
	}
	return title
}

// maxSiteWords is how many words the name of a site has.
const maxSiteWords = 4

// shortened drops a last part of a title element that looks like a site's
// name: few words after more words.
func shortened(title string) string {
	for _, sep := range titleSeparators {
		if i := strings.LastIndex(title, sep); i > 0 {
			head, tail := title[:i], title[i+len(sep):]
			if n := len(strings.Fields(tail)); n <= maxSiteWords && len(strings.Fields(head)) > n {
				return shortened(strings.TrimSpace(head))
			}
		}
	}
	return title
}
