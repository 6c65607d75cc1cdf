package webpage

import (
	"net/url"
	"slices"
	"strings"

	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// site is what the page's paper is called, by the page itself. No article is
// called so, and nobody who wrote one is.
type site struct {
	names []string        // as declared
	keys  map[string]bool // the same by their letters, and the host
	cores map[string]bool // without what many papers are called besides
	host  string          // without www, "" if unknown
}

func newSite(address string, names ...string) site {
	s := site{keys: map[string]bool{}, cores: map[string]bool{}}
	if u, err := url.Parse(address); err == nil {
		s.host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	if labels := strings.Split(s.host, "."); len(labels) > 1 {
		s.keys[letters(s.host)] = true
		for _, l := range labels[:len(labels)-1] {
			if len(l) > 3 { // not com, co, org of com.vn
				s.keys[letters(l)] = true
			}
		}
	}
	for _, n := range names {
		if n = prose.First(n); n == "" || len(n) > maxShown {
			continue
		}
		s.names = append(s.names, n)
		s.keys[letters(n)] = true
		s.cores[core(n)] = core(n) != ""
	}
	return s
}

// letters is a name by its letters and digits alone.
func letters(s string) string { return strings.Join(prose.FoldWords(text.Fold(s)), "") }

// generic are the words, folded, that papers have in their names besides their
// own.
var generic = prose.Set(`the a online news newspaper paper press media daily weekly magazine website official site www com net org vn co
	bao dien tu tap chi trang thong tin tuc chuyen zeitung magazin aktuell`)

// core is a name by the letters of the words that are its own.
func core(name string) string {
	var own []string
	for _, w := range prose.FoldWords(text.Fold(name)) {
		if !generic[w] {
			own = append(own, w)
		}
	}
	return strings.Join(own, "")
}

// without drops the paper from a list of names.
func (s site) without(names string) string {
	list := strings.Split(names, ", ")
	return strings.Join(slices.DeleteFunc(list, s.is), ", ")
}

// is tells whether a name is the paper's: as it is declared, the host, or such
// a name with what the paper says of itself behind it.
func (s site) is(name string) bool {
	name = strings.TrimSpace(name)
	if name == "" {
		return false
	}
	if s.keys[letters(name)] || byline.IsDomain(name) {
		return true
	}
	if c := core(name); c != letters(name) && (s.keys[c] || s.cores[c]) || s.cores[letters(name)] {
		return true
	}
	for _, sep := range titleSeparators {
		if head, _, ok := strings.Cut(name, sep); ok && s.keys[letters(head)] {
			return true
		}
	}
	return false
}
