package webpage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/prose"
)

// How surely a heading is the article's title.
const (
	sameTitleDeclared = 6 // the page declares the same
	firstPart         = 5 // it is the title element's first part
	titleBegins       = 4 // what is declared begins with it
	titleHolds        = 3 // it is most of what is declared
	leastTitle        = titleHolds
)

// minPrinted is how many characters a heading has that is believed against all
// that the page declares.
const minPrinted = 12

// bestTitle is the headline as readers see it: the heading that the page's
// other titles confirm; else the one heading of the first level above the text,
// for what a page tells search engines is often not what it prints; else the
// declared title without the site's name. It returns the line of the heading
// too, -1 for none.
func bestTitle(f *facts, headline string, s site) (string, int) {
	declared := []string{headline, f.meta.first("og:title"), f.meta.first("twitter:title")}
	for i, d := range declared {
		if declared[i] = withoutSite(prose.First(d), s); s.is(declared[i]) {
			declared[i] = ""
		}
	}
	tag := withoutSite(f.titleTag, s)
	best, score := -1, 0
	for i, h := range f.view.headings {
		if h.home || s.is(h.text) || h.region != inArticle {
			continue
		}
		if n := 8*confidence(h.text, declared, tag, f.titleTag) - h.level; n > score && n >= 8*leastTitle-6 {
			best, score = i, n
		}
	}
	if best < 0 {
		best = f.view.printedTitle(s)
	}
	if best >= 0 {
		h := f.view.headings[best]
		return withoutKicker(h.text, declared), h.at
	}
	return prose.First(append(declared, shortened(tag))...), -1
}

// maxSecond is how many other titles are kept.
const maxSecond = 3

// otherTitles are what the page may be called if not by its title: the headings
// down to the text, then what it declares.
func (f *facts) otherTitles(title string, at span, declared ...string) []string {
	var out []string
	add := func(s string) {
		if s = prose.First(s); s != "" && s != title && len(out) < maxSecond && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, h := range f.view.headings {
		if h.region == inArticle && !h.home && h.level <= 3 && (at.start < 0 || h.at <= at.start) {
			add(h.text)
		}
	}
	for _, d := range declared {
		add(d)
	}
	return out
}

// withoutKicker drops what a heading begins with where a declared title is the
// rest, and most, of it.
func withoutKicker(heading string, declared []string) string {
	for _, d := range declared {
		if d != "" && len(d) < len(heading) && 2*len(d) > len(heading) && strings.HasSuffix(heading, d) {
			return d
		}
	}
	return heading
}

// confidence is how surely a heading is the title, from what is declared and
// the title element, with and without the site's name.
func confidence(heading string, declared []string, tag, whole string) int {
	key, best := prose.TitleKey(heading), 0
	single := len(strings.Fields(heading)) < 2
	for i, d := range append(declared, tag) {
		k := prose.TitleKey(d)
		switch {
		case d == "":
		case k == key:
			best = max(best, sameTitleDeclared)
		case single:
		case strings.HasPrefix(k+"-", key+"-"):
			best = max(best, titleBegins)
		case i < len(declared) && confirms(k, key):
			best = max(best, titleHolds)
		case confirms(k, key) && !strings.HasSuffix(k, "-"+key): // and not the site's name, which ends the title element
			best = max(best, titleHolds)
		}
	}
	for _, sep := range titleSeparators {
		if head, _, ok := strings.Cut(whole, sep); ok && prose.TitleKey(head) == key {
			best = max(best, firstPart)
		}
	}
	return best
}

// confirms tells whether a declared title is that of a heading: it begins with
// it, or holds it as more than half.
func confirms(declared, heading string) bool {
	whole := "-" + declared + "-"
	return strings.HasPrefix(whole, "-"+heading+"-") || 2*len(heading) > len(declared) && strings.Contains(whole, "-"+heading+"-")
}

// printedTitle is the only heading of the first level, where running text
// follows close below it, -1 for none.
func (v *view) printedTitle(s site) int {
	found := -1
	for i, h := range v.headings {
		if h.level != 1 || h.region != inArticle || h.home || s.is(h.text) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	if found < 0 || utf8.RuneCountInString(v.headings[found].text) < minPrinted {
		return -1
	}
	at := v.headings[found].at
	if start := v.start(at); start < 0 || start-at > near {
		return -1
	}
	return found
}

// start is the line where the running text behind a line begins, -1 for none.
func (v *view) start(from int) int {
	for i := max(from, 0); i < len(v.lines); i++ {
		if v.lines[i].running && v.lines[i].region == inArticle {
			return i
		}
	}
	return -1
}

// titleSeparators stand between a headline and the site's name.
var titleSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : ", "｜", " « ", ": ", "_"}

// withoutSite cuts the site's name off either end of a title.
func withoutSite(title string, s site) string {
	for _, sep := range titleSeparators {
		if i := strings.LastIndex(title, sep); i > 0 && s.is(title[i+len(sep):]) {
			return withoutSite(strings.TrimSpace(title[:i]), s)
		}
		if i := strings.Index(title, sep); i > 0 && s.is(title[:i]) {
			return withoutSite(strings.TrimSpace(title[i+len(sep):]), s)
		}
	}
	for _, n := range s.names { // a name with a separator in it
		for _, sep := range titleSeparators {
			if cut, ok := strings.CutSuffix(title, sep+n); ok {
				return strings.TrimSpace(cut)
			}
		}
	}
	return title
}

// maxSiteWords is how many words the name of a site has.
const maxSiteWords = 4

// shortened drops a last part of a title element that looks like a site's
// name: few words after more words.
func shortened(title string) string {
	for _, sep := range titleSeparators[:8] {
		if i := strings.LastIndex(title, sep); i > 0 {
			head, tail := title[:i], title[i+len(sep):]
			if n := len(strings.Fields(tail)); n <= maxSiteWords && len(strings.Fields(head)) > n {
				return shortened(strings.TrimSpace(head))
			}
		}
	}
	return title
}
