package webpage

import (
	"strings"
	"time"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
)

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
		f.language = prose.First(dom.Attr(n, "lang"), dom.Attr(n, "xml:lang"))
	case "meta":
		f.metaElement(n)
	case "link":
		if strings.EqualFold(dom.Attr(n, "rel"), "canonical") && f.canonical == "" {
			f.canonical = dom.Attr(n, "href")
		}
	case "script":
		if strings.EqualFold(strings.TrimSpace(dom.Attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
			f.scripts = append(f.scripts, n.FirstChild.Data)
		} else if n.FirstChild != nil && len(n.FirstChild.Data) <= maxProgram {
			f.programs = append(f.programs, n.FirstChild.Data)
		}
	case "title":
		if f.titleTag == "" && (n.Namespace == "") {
			f.titleTag = dom.Text(n, maxShown)
		}
	default:
		f.shown(n)
	}
}

func (f *facts) metaElement(n *html.Node) {
	content := text.Clean(prose.First(dom.Attr(n, "content"), dom.Attr(n, "value")))
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(dom.Attr(n, key))); name != "" {
			f.meta[name] = append(f.meta[name], content)
		}
	}
}

// shown looks at the elements that readers see.
func (f *facts) shown(n *html.Node) {
	if f.section != "" || len(n.Attr) == 0 {
		return
	}
	role := strings.ToLower(dom.Attr(n, "itemprop") + " " + dom.Attr(n, "rel") + " " + dom.Attr(n, "class"))
	if hasRole(role, "articlesection", "article-section", "category-name", "post-category", "section-name", "kicker", "chuyen-muc", "cate-name", "entry-category") {
		if s := dom.Text(n, maxShown); s != "" && len(s) <= maxSection {
			f.section = strings.TrimRight(s, " -–|")
		}
	}
}

// maxProgram bounds a script that is searched, in bytes.
const maxProgram = 1 << 20

// programDate finds a date in the data that a page carries for its program.
func (f *facts) programDate(zone *time.Location) time.Time {
	for _, program := range f.programs {
		for _, m := range scriptDate.FindAllStringSubmatch(program, maxProgramDates) {
			if when, ok := stamp.Read(m[1], zone); ok {
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
