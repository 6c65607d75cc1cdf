package parse

import (
	"regexp"
	"strings"
	"time"

	"articlebot/retrieval/dates/stamp"
)

// What speaks for a printed date to be the article's. A date for machines
// outweighs a printed one, its place at the title both.
const (
	weightMachine   = 3 // it stands in an attribute of a time element
	weightPublished = 3 // the names of its element say published
	weightNamed     = 2 // they say date or time
	weightWhole     = 2 // the line says nothing else
	weightTop       = 4 // between the title and the text
	weightAbove     = 2 // a few lines above the title
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
// and a sidebar's aside.
func (v *view) printedDate(paper Paper, title, start int) dateFound {
	var best dateFound
	take := func(when time.Time, weight int) {
		if weight > best.weight {
			best = dateFound{when, weight}
		}
	}
	kinds := map[string]map[string]bool{} // dates by kind of element
	for _, m := range v.marks {
		if when, _, ok := m.date(paper); ok {
			key := m.element + " " + strings.Join(m.names.words, " ")
			if kinds[key] == nil {
				kinds[key] = map[string]bool{}
			}
			kinds[key][when.Format(time.DateOnly)] = true
		}
	}
	for _, m := range v.marks {
		when, weight, ok := m.date(paper)
		if !ok || m.aside {
			continue
		}
		place := placeWeight(m.at, title, start)
		if len(kinds[m.element+" "+strings.Join(m.names.words, " ")]) > 2 && place < weightTop {
			place += weightRepeated
		}
		take(when, weight+place)
	}
	for at, l := range v.lines {
		if l.aside || l.text == "" || !mayDate(l.text) {
			continue
		}
		place := placeWeight(at, title, start)
		if when, ok := paper.date(l.text); ok {
			take(when, weightWhole+place)
		} else if place >= weightAbove {
			if when, before, after, ok := stamp.Cut(l.text, paper.Zone); ok && len(before)+len(after) <= maxBeside {
				take(when, place)
			}
		}
	}
	return best
}

// maxBeside is how many bytes may stand beside a date in its line.
const maxBeside = 90

// mayDate tells whether a text has digits at all.
func mayDate(s string) bool { return strings.ContainsAny(s, "0123456789") }

// date reads the date of a mark, and what its names say for it.
func (m *mark) date(paper Paper) (time.Time, int, bool) {
	weight := 0
	switch {
	case m.names.has(updateNames):
		weight = weightUpdated
	case m.names.prop == "datepublished" || m.names.has(words("published publish pubdate posted publication")):
		weight = weightPublished
	case m.element == "time" || m.names.has(dateNames):
		weight = weightNamed
	}
	if mayDate(m.machine) {
		if when, ok := paper.date(m.machine); ok {
			return when, weight + weightMachine, true
		}
	}
	if !mayDate(m.text) {
		return time.Time{}, 0, false
	}
	if updatedLine.MatchString(m.text) {
		weight += weightUpdated
	}
	if when, ok := paper.date(m.text); ok {
		return when, weight + weightWhole, true
	}
	if when, before, after, ok := stamp.Cut(m.text, paper.Zone); ok && len(before)+len(after) <= maxBeside {
		return when, weight, true
	}
	return time.Time{}, 0, false
}

var updatedLine = regexp.MustCompile(`(?i)^\W*(?:last\s+)?(?:updated|modified|edited|cập nhật|aktualisiert|zuletzt|mis à jour)`)

// placeWeight is what a place says for a date: title and start are the lines of
// the title and of the running text's beginning, -1 where unknown.
func placeWeight(at, title, start int) int {
	switch {
	case title >= 0 && at >= title && at <= start+1:
		return weightTop
	case title >= 0 && at < title && title-at <= near:
		return weightAbove
	case title < 0 && start >= 0 && at <= start+1 && start-at <= near:
		return weightAbove
	case start >= 0 && at > start+near:
		return weightDeep
	}
	return 0
}

// scriptDate finds the date in the data that a page carries for its own
// program.
var scriptDate = regexp.MustCompile(`(?i)["']?(?:date_?published|publish(?:ed)?_?(?:date|at|on|time)|pub_?date|first_?published(?:_?at)?|display_?date|created_?at)["']?\s*[:=]\s*["']?([^"'<>{}]{8,40}?)["',}]`)
