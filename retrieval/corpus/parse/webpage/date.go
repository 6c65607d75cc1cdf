package webpage

import (
	"regexp"
	"strings"
	"time"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
)

// What speaks for a printed date to be the article's. A date for machines
// outweighs a printed one, its place at the title both.
const (
	weightMachine   = 3 // it stands in an attribute of a time element
	weightPublished = 3 // the names of its element say published
	weightNamed     = 2 // they say date or time
	weightWhole     = 2 // the line says nothing else
	weightCut       = 1 // it says something short besides
	weightTop       = 4 // between the title and the text
	weightAbove     = 2 // a few lines above the title
	weightBelow     = 1 // at the end of the text
	weightUpdated   = -3
	weightRepeated  = -4 // the same element holds other dates on the page
	weightDeep      = -2 // far below the beginning of the text
	sureDate        = 6  // from here on it is believed before the address
	leastDate       = 3  // below it is another date
)

// near is how many lines above the title or below the beginning of the text a
// date may stand.
const near = 8

// dateFound is a date on the page with what speaks for it.
type dateFound struct {
	when   time.Time
	weight int
}

// printedDate finds the article's date among what the page shows, a comment's
// and a sidebar's aside. The only date of a page is its own wherever it stands.
func (v *view) printedDate(zone *time.Location, at span) dateFound {
	c := dateChoice{kinds: v.datesByKind(zone), days: map[string]time.Time{}}
	for _, m := range v.marks {
		if when, weight, ok := m.date(zone); ok {
			place := at.weight(m.at)
			if len(c.kinds[m.kind()]) > 2 && place < weightTop {
				place += weightRepeated
			}
			c.take(when, weight+place, m.region)
		}
	}
	for i, l := range v.lines {
		if l.region == comments || !mayDate(l.text) {
			continue
		}
		if when, weight, ok := v.lineDate(zone, i, at); ok {
			c.take(when, weight, l.region)
		}
	}
	if len(c.days) == 1 && c.best.weight < leastDate {
		for _, when := range c.days {
			return dateFound{when, leastDate}
		}
	}
	return c.best
}

// dateChoice gathers the dates of a page.
type dateChoice struct {
	best  dateFound
	kinds map[string]map[string]bool // days by kind of element
	days  map[string]time.Time       // all but those of comments
}

func (c *dateChoice) take(when time.Time, weight int, where region) {
	if where == comments {
		return
	}
	c.days[when.Format(time.DateOnly)] = when
	if where == inArticle && weight > c.best.weight {
		c.best = dateFound{when, weight}
	}
}

// datesByKind are the days that the elements of each kind hold.
func (v *view) datesByKind(zone *time.Location) map[string]map[string]bool {
	kinds := map[string]map[string]bool{}
	for _, m := range v.marks {
		if when, _, ok := m.date(zone); ok {
			if kinds[m.kind()] == nil {
				kinds[m.kind()] = map[string]bool{}
			}
			kinds[m.kind()][when.Format(time.DateOnly)] = true
		}
	}
	return kinds
}

// lineDate reads the date of a line, and what speaks for it.
func (v *view) lineDate(zone *time.Location, line int, at span) (time.Time, int, bool) {
	l, place := v.lines[line], at.weight(line)
	if l.long {
		when, ok := v.dateline(zone, line)
		return when, weightTop + weightWhole, ok && at.start >= 0 && line >= at.start && line < at.start+underStandfirst
	}
	if when, ok := stamp.Read(l.text, zone); ok {
		return when, weightWhole + place, true
	}
	if place < weightAbove {
		return time.Time{}, 0, false
	}
	when, ok := dateIn(l.text, zone)
	return when, weightCut + place, ok
}

// dateIn reads the only date of a line that says something short besides.
func dateIn(line string, zone *time.Location) (time.Time, bool) {
	when, before, after, ok := stamp.Cut(line, zone)
	if !ok || len(before)+len(after) > maxBeside {
		return time.Time{}, false
	}
	_, _, _, second := stamp.Cut(after, zone)
	return when, !second
}

// maxBeside is how many bytes may stand beside a date in its line.
const maxBeside = 90

// mayDate tells whether a text has digits at all.
func mayDate(s string) bool { return strings.ContainsAny(s, "0123456789") }

// date reads the date of a mark, and what its names say for it.
func (m *mark) date(zone *time.Location) (time.Time, int, bool) {
	weight := 0
	switch {
	case m.names.has(updateNames):
		weight = weightUpdated
	case m.names.prop == "datepublished" || m.names.has(prose.Set("published publish pubdate posted publication")):
		weight = weightPublished
	case m.element == "time" || m.names.has(dateNames):
		weight = weightNamed
	}
	if mayDate(m.machine) {
		if when, ok := stamp.Read(m.machine, zone); ok {
			return when, weight + weightMachine, true
		}
	}
	if !mayDate(m.text) {
		return time.Time{}, 0, false
	}
	if updatedLine.MatchString(m.text) {
		weight += weightUpdated
	}
	if when, ok := stamp.Read(m.text, zone); ok {
		return when, weight + weightWhole, true
	}
	when, ok := dateIn(m.text, zone)
	return when, weight, ok
}

var updatedLine = regexp.MustCompile(`(?i)^\W*(?:last\s+)?(?:updated|modified|edited|cập nhật|aktualisiert|zuletzt|mis à jour)`)

// dateline reads the date that a paragraph begins with, as in "5.1.2026 – The
// ferry sails".
func (v *view) dateline(zone *time.Location, line int) (time.Time, bool) {
	for _, sep := range []string{" – ", " - ", " — ", ": ", ". "} {
		if head, _, ok := strings.Cut(v.lines[line].text, sep); ok && len(head) <= maxDateline && mayDate(head) {
			if when, ok := stamp.Read(head, zone); ok {
				return when, true
			}
		}
	}
	return time.Time{}, false
}

// maxDateline is the length of such a date, in bytes.
const maxDateline = 40

// underStandfirst is how many lines below the beginning of the text a date or
// byline may stand: the text begins with its standfirst.
const underStandfirst = 4

// span is where on the page the article is: the lines of its title and of the
// beginning and end of its text, -1 where unknown.
type span struct{ title, start, end int }

// weight is what a place says for a date or byline.
func (s span) weight(at int) int {
	switch {
	case s.title >= 0 && at >= s.title && at <= s.start+1:
		return weightTop
	case s.title >= 0 && at < s.title && s.title-at <= near:
		return weightAbove
	case s.start >= 0 && at > s.start && at <= s.start+underStandfirst:
		return weightAbove
	case s.title < 0 && s.start >= 0 && at <= s.start+1 && s.start-at <= near:
		return weightAbove
	case s.end >= 0 && at >= s.end && at-s.end <= near/2:
		return weightBelow
	case s.end >= 0 && at > s.end || s.start >= 0 && at > s.start+near:
		return weightDeep
	}
	return 0
}

// spanOf finds the article's text on the page by its first and last paragraphs.
func (v *view) spanOf(title int, paragraphs []string) span {
	s := span{title, -1, -1}
	if len(paragraphs) == 0 {
		return s
	}
	firsts, lasts := paragraphs[:min(2, len(paragraphs))], paragraphs[max(0, len(paragraphs)-2):]
	for i, l := range v.lines {
		if i < title || !l.running {
			continue
		}
		if s.start < 0 && l.begins(firsts) {
			s.start = i
		}
		if l.begins(lasts) {
			s.end = i
		}
	}
	if s.start < 0 {
		s.start = v.start(title)
	}
	return s
}

// begins tells whether a line is the beginning of one of the paragraphs.
func (l *shownLine) begins(paragraphs []string) bool {
	head := l.text[:min(len(l.text), maxDateline)]
	for _, p := range paragraphs {
		if strings.HasPrefix(p, head) {
			return true
		}
	}
	return false
}

// scriptDate finds the date in the data that a page carries for its own
// program.
var scriptDate = regexp.MustCompile(`(?i)["']?(?:date_?published|publish(?:ed)?_?(?:date|at|on|time)|pub_?date|first_?published(?:_?at)?|display_?date|created_?at)["']?\s*[:=]\s*["']?([^"'<>{}]{8,40}?)["',}]`)
