package parse

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"articlebot/retrieval/text"
)

// Bounds of what is looked at on a page, in bytes.
const (
	maxShown = 300 // a byline, date or title
	maxLine  = 160 // a line that may hold a date beside a name
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

// region is a part of the page.
type region byte

// Regions of a page.
const (
	inArticle region = iota
	aside            // beside the article: navigation, other articles
	comments         // of readers
)

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

// otherClass names what stands on an article's page and is not of it; its first
// group are readers' comments, which may be longer than the article.
var otherClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:(comments?|commentlist|comentarios|kommentare?|respond|replies|reply|discussion|binh-?luan)|related|recommend(?:ed|ations?)?|` +
	`sidebar|side|aside|widget|nav|navigation|menu|newsletter|trending|most-?(?:read|popular|viewed)|popular|latest|recent|teasers?|tin-?lien-?quan|lien-?quan|` +
	`doc-?them|xem-?them|tin-?khac|tin-?moi|more-?(?:news|stories|from)|modal|popup|popover|lightbox|dialog|read-?(?:more|next)|promo|advert(?:isement)?|ads?|cookie|consent|copyright|upnext)(?:$|[\s_-])`)

// viewOf looks at the whole page. It must not be nested deeper than tooBig
// allows.
func viewOf(doc *html.Node) *view {
	w := viewWalk{view: &view{}, sizes: map[*html.Node]size{}}
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
}

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
	case n.Type == html.ElementNode && unseen[n.Data]:
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

// unseen elements show no words.
var unseen = words(`script style noscript template svg math iframe object head select option textarea`)

func (w *viewWalk) children(n *html.Node, where region) {
	for c := range n.ChildNodes() {
		w.node(c, where)
	}
}

func (w *viewWalk) node(n *html.Node, where region) {
	switch {
	case n.Type == html.TextNode:
		if w.open.Len() <= MaxPassageBytes {
			w.open.WriteString(n.Data)
			if w.link > 0 {
				w.linked += len(strings.TrimSpace(n.Data))
			}
		}
		return
	case n.Type != html.ElementNode:
		return
	}
	if unseen[n.Data] {
		return
	}
	where = max(where, w.region(n))
	block := blockElements[n.Data] || n.Data == "br" || n.Data == "nav" || n.Data == "aside" || n.Data == "footer" || n.Data == "form"
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
			m := otherClass.FindStringSubmatch(a.Val)
			switch {
			case m == nil || w.sizes[n].head:
			case m[1] != "":
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
	l := shownLine{region: where, running: running(s) && utf8.RuneCountInString(s) >= minRunningLine,
		linked: allLinked(s, linked)}
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
		if s := ownText(n, maxShown); s != "" {
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
	m := mark{text: ownText(n, maxShown), names: names, element: n.Data, at: at, region: where}
	for _, key := range []string{"datetime", "content", "title", "data-datetime", "data-date", "data-time", "data-timestamp", "data-published"} {
		if m.machine = attr(n, key); m.machine != "" {
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
	href := strings.TrimSpace(attr(link, "href"))
	if _, rest, ok := strings.Cut(href, "://"); ok {
		_, path, _ := strings.Cut(rest, "/")
		return strings.Trim(path, "/") == ""
	}
	return href == "/" || href == "./" || href == "../" || strings.HasPrefix(href, "/index.")
}

// roleNames are the words of an element's class, id and the like: of
// "article__author-name" they are article, author and name.
type roleNames struct {
	words []string
	rel   string // of a link
	prop  string // of microdata
}

func namesOf(n *html.Node) roleNames {
	var r roleNames
	for _, a := range n.Attr {
		switch a.Key {
		case "rel":
			r.rel = strings.ToLower(a.Val)
		case "itemprop", "property":
			r.prop = strings.ToLower(a.Val)
			r.words = append(r.words, nameWords(a.Val)...)
		case "class", "id", "data-testid", "data-qa":
			r.words = append(r.words, nameWords(a.Val)...)
		}
	}
	return r
}

// maxNames bounds the names of an element that are looked at, in bytes.
const maxNames = 400

// nameWords divides names as programs write them: at signs and before capitals.
func nameWords(s string) []string {
	s = s[:min(len(s), maxNames)]
	var out []string
	start, lower := 0, false
	for i, r := range s {
		letter := unicode.IsLetter(r)
		if !letter || lower && unicode.IsUpper(r) {
			if i > start {
				out = append(out, strings.ToLower(s[start:i]))
			}
			start = i
			if !letter {
				start += utf8.RuneLen(r)
			}
		}
		lower = letter && unicode.IsLower(r)
	}
	if start < len(s) {
		out = append(out, strings.ToLower(s[start:]))
	}
	return out
}

func (r roleNames) has(set map[string]bool) bool {
	for _, w := range r.words {
		if set[w] {
			return true
		}
	}
	return false
}

var (
	dateNames    = words(`date dates datum datetime time timestamp published pubdate publish publication posted postdate pubtime created dateline fecha ngay gio submitted issued zeit heure day`)
	plainNames   = words(`meta info byline details detail sub author authors header dachzeile`)
	updateNames  = words(`updated update modified edited lastmod revised changed`)
	authorNames  = words(`author authors byline autor autoren autore auteur writer writers tacgia creator reporter journalist verfasser redakteur contributor columnist fn`)
	authorBeside = words(`bio avatar image img photo picture social follow share description desc box about twitter email icon comments comment count related role title position job`)
)

// dated tells whether the names say that a date is inside; loosely also those
// of lines that often hold one.
func (r roleNames) dated() bool {
	if r.has(dateNames) || r.has(plainNames) {
		return true
	}
	for _, w := range r.words {
		if len(w) > 4 && (strings.HasSuffix(w, "date") || strings.HasSuffix(w, "time")) {
			return true
		}
	}
	return false
}

func (r roleNames) author() bool {
	if strings.Contains(r.rel, "author") || strings.HasPrefix(r.prop, "author") {
		return true
	}
	if r.has(authorNames) {
		return true
	}
	for i := 1; i < len(r.words); i++ {
		if r.words[i-1] == "tac" && r.words[i] == "gia" {
			return true
		}
	}
	return false
}
