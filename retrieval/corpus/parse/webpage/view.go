package webpage

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/dom"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// Bounds of what is looked at on a page, in bytes.
const (
	maxShown   = 300     // a byline, date or title
	maxLine    = 160     // a line that may hold a date beside a name
	maxOpen    = 8 << 10 // a line at all
	maxSection = 48      // the name of a section
)

// view is what readers see of a page, in its order: the short texts among
// which title, date and byline are, and where the running text stands. Its
// places are numbers of lines.
type view struct {
	lines    []shownLine
	marks    []mark
	headings []heading
}

// shownLine is the text of a block.
type shownLine struct {
	text    string // as a whole, its beginning where it is longer than maxLine
	long    bool
	running bool
	linked  bool // all of it is a link
	region  region
}

// mark is an element whose names say that it holds a date or a byline.
type mark struct {
	text    string
	machine string // what an attribute says for machines, "" for nothing
	names   roleNames
	element string
	at      int
	region  region
}

// kind tells elements that a template makes alike.
func (m *mark) kind() string { return m.element + " " + strings.Join(m.names.words, " ") }

// heading is a heading of any level.
type heading struct {
	text   string
	level  int
	at     int
	home   bool // it leads to the front page
	region region
}

// viewOf looks at the whole page. It must not be nested deeper than tooBig
// allows.
func viewOf(doc *html.Node) *view {
	w := viewWalk{view: &view{}, sizes: map[*html.Node]size{}, said: map[string]region{}}
	w.whole = w.measure(doc).text
	w.children(doc, inArticle)
	w.flush(inArticle)
	return w.view
}

type viewWalk struct {
	view   *view
	open   strings.Builder
	link   int // depth of links
	linked int // bytes of the open line that are inside links
	sizes  map[*html.Node]size
	whole  int // bytes of the page's text
	said   map[string]region
}

func (w *viewWalk) children(n *html.Node, where region) {
	for c := range n.ChildNodes() {
		w.node(c, where)
	}
}

func (w *viewWalk) node(n *html.Node, where region) {
	switch {
	case n.Type == html.TextNode:
		if w.open.Len() <= maxOpen {
			w.open.WriteString(n.Data)
			if w.link > 0 {
				w.linked += len(strings.TrimSpace(n.Data))
			}
		}
		return
	case n.Type != html.ElementNode:
		return
	}
	if dom.IsUnseen(n.Data) {
		return
	}
	where = max(where, w.region(n))
	block := dom.IsBlock(n.Data) || n.Data == "br" || n.Data == "nav" || n.Data == "aside" || n.Data == "footer" || n.Data == "form"
	if block {
		w.flush(where)
	}
	w.mark(n, where)
	if len(n.Attr) > 0 { // set apart by its style
		w.open.WriteByte(' ')
	}
	if n.Data == "a" {
		w.link++
	}
	w.children(n, where)
	if n.Data == "a" {
		w.link--
	}
	if len(n.Attr) > 0 {
		w.open.WriteByte(' ')
	}
	if block {
		w.flush(where)
	}
}

// flush ends a line.
func (w *viewWalk) flush(where region) {
	if w.open.Len() == 0 {
		return
	}
	s, linked := text.Clean(w.open.String()), w.linked
	w.open.Reset()
	w.linked = 0
	if s == "" {
		return
	}
	l := shownLine{region: where, running: prose.Running(s) && utf8.RuneCountInString(s) >= minRunningLine,
		linked: dom.Linked(s, linked)}
	if l.text = s; len(s) > maxLine {
		l.text, l.long = strings.Clone(text.Clean(strings.ToValidUTF8(s[:maxLine], ""))), true
	}
	w.view.lines = append(w.view.lines, l)
}

// minRunningLine is how long a line is, in characters, that is surely of an
// article's text.
const minRunningLine = 80

// mark notes an element that is a heading or whose names say what it holds.
func (w *viewWalk) mark(n *html.Node, where region) {
	at := len(w.view.lines)
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		if s := dom.Text(n, maxShown); s != "" {
			w.view.headings = append(w.view.headings, heading{text: s, level: int(n.Data[1] - '0'), at: at, home: leadsHome(n), region: where})
		}
		return
	}
	if len(n.Attr) == 0 && n.Data != "time" {
		return
	}
	names := namesOf(n)
	if n.Data != "time" && !names.dated() && !names.author() {
		return
	}
	m := mark{text: dom.Text(n, maxShown), names: names, element: n.Data, at: at, region: where}
	for _, key := range []string{"datetime", "content", "title", "data-datetime", "data-date", "data-time", "data-timestamp", "data-published"} {
		if m.machine = dom.Attr(n, key); m.machine != "" {
			break
		}
	}
	if m.text != "" || m.machine != "" {
		w.view.marks = append(w.view.marks, m)
	}
}

// owns tells whether the page's notice of copyright names somebody: its
// publisher, or one who writes alone.
func (v *view) owns(name string) bool {
	key := letters(name)
	for _, l := range v.lines {
		if key != "" && strings.Contains(l.text, "©") && strings.Contains(letters(l.text), key) {
			return true
		}
	}
	return false
}

// leadsHome tells whether a heading is a link to the front page.
func leadsHome(n *html.Node) bool {
	link := n
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == "a" {
			link = c
		}
	}
	for p := range n.Ancestors() {
		if p.Type == html.ElementNode && p.Data == "a" {
			link = p
		}
	}
	href := strings.TrimSpace(dom.Attr(link, "href"))
	if _, rest, ok := strings.Cut(href, "://"); ok {
		_, path, _ := strings.Cut(rest, "/")
		return strings.Trim(path, "/") == ""
	}
	return href == "/" || href == "./" || href == "../" || strings.HasPrefix(href, "/index.")
}
