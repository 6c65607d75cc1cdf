package webpage

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
)

// What speaks for a printed name to be the author's.
const (
	weightDeclared = 5 // rel or itemprop say author
	weightAuthor   = 3 // a class says author or byline
	weightInner    = 1 // and is that of the name itself
	weightCredit   = 2 // "By" stands before it
	weightBeside   = -4
	leastByline    = 3
)

// maxMarks bounds how many elements of a page are looked at for names.
const maxMarks = 400

// printedByline finds who wrote the article among what the page shows.
func (v *view) printedByline(zone *time.Location, s site, at span) string {
	best, weight := "", leastByline-1
	take := func(name string, n int) {
		if name = s.without(name); n > weight && name != "" && !s.is(name) {
			best, weight = name, n
		}
	}
	others := map[string]map[string]bool{}
	for _, m := range v.marks[:min(len(v.marks), maxMarks)] {
		if name, _ := m.author(zone); name != "" {
			key := m.kind()
			if others[key] == nil {
				others[key] = map[string]bool{}
			}
			others[key][name] = true
		}
	}
	together := ""
	last := mark{at: -1}
	for _, m := range v.marks[:min(len(v.marks), maxMarks)] {
		name, n := m.author(zone)
		if name == "" || m.region != inArticle {
			continue
		}
		place := at.weight(m.at)
		if len(others[m.kind()]) > 3 && place < weightTop {
			place += weightRepeated
		}
		// Several people one after the other, each in an element of the same
		// names.
		if n+place == weight && together != "" && m.kind() == last.kind() && m.at-last.at <= 1 {
			if !strings.Contains(best, name) && !strings.Contains(name, best) && len(best)+len(name) < maxShown {
				best, together, last = best+", "+name, name, m
			}
			continue
		}
		before := best
		take(name, n+place)
		if best != before {
			together, last = name, m
		}
	}
	if best != "" {
		return best
	}
	return v.creditedLine(zone, s, at)
}

// creditedLine finds a line between title and text that is a credit ("By Lan
// Pham") or a name beside the date.
func (v *view) creditedLine(zone *time.Location, s site, at span) string {
	if at.title < 0 || at.start < 0 {
		return ""
	}
	prominent := func(name string) bool { return len(strings.Fields(name)) > 1 && !s.is(name) }
	for i := at.title; i <= at.start+underStandfirst && i < len(v.lines); i++ {
		l := v.lines[i]
		if l.region != inArticle || l.long || l.running {
			continue
		}
		rest, credited := byline.Uncredited(l.text)
		_, before, after, dated := stamp.Cut(l.text, zone)
		for _, piece := range []string{before, after} {
			if name, ok := byline.Names(byline.FirstPart(piece)); dated && ok && prominent(name) {
				return name
			}
		}
		if name, ok := byline.Names(byline.FirstPart(rest)); credited && ok && (prominent(name) || i < at.start) && !s.is(name) {
			return name
		}
	}
	return ""
}

// author reads the names in a mark, and what its names say for them.
func (m *mark) author(zone *time.Location) (string, int) {
	if !m.names.author() || m.text == "" || len(m.text) > maxShown {
		return "", 0
	}
	weight := weightAuthor
	sure := strings.Contains(m.names.rel, "author") || strings.HasPrefix(m.names.prop, "author") || m.names.prop == "name"
	if sure {
		weight = weightDeclared
	}
	if m.names.has(authorBeside) {
		weight += weightBeside
	}
	s := m.text
	if _, before, after, ok := stamp.Cut(s, zone); ok {
		if s = before; s == "" {
			s = after
		}
	}
	s, credited := byline.Uncredited(strings.TrimSpace(s))
	if credited {
		weight += weightCredit
	}
	s = strings.Trim(byline.FirstPart(s), " ,;:|·•-–—")
	if name, ok := byline.Names(s); ok && !byline.IsNone(name) {
		if m.element == "a" || m.element == "span" || m.names.has(prose.Set("name fn")) {
			weight += weightInner
		}
		return name, weight
	}
	if (sure || credited || m.names.has(prose.Set("name fn"))) && byline.Nickname(s) {
		return s, weight
	}
	return "", 0
}

// noPerson are the values of author elements that name nobody: addresses, the
// programs and people that made the page.
var noPerson = regexp.MustCompile(`(?i)@|\[at\]|https?:|www\.|^\W*$|^(?:no author|unknown|admin|administrator|anonymous|wordpress|joomla!?.*|typo3.*|null|undefined|author)$`)

// person is a declared author, "" where it names nobody or the paper.
func person(s string, paper site) string {
	s, _ = byline.Uncredited(prose.First(s))
	if s = paper.without(strings.TrimSpace(s)); personal(s) == "" || noPerson.MatchString(s) || paper.is(s) || utf8.RuneCountInString(s) > maxShown {
		return ""
	}
	return s
}
