package stamp

import (
	"strings"
	"sync"
	"time"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// names are the words of dates of all languages, folded. They do not change. The
// languages are those whose papers are read most where the articles' own are
// English or Vietnamese, and those around.
type names struct {
	// months finds a month by a name, or by the beginning of one that only one
	// month has; zero marks a beginning that several have.
	months   map[string]time.Month
	weekdays map[string]bool // names and their beginnings
	// monthWord stands before the numerals that months and days of the week are
	// called by.
	monthWord map[string]bool
	numerals  map[string]int
	// weekday are the words of a day's name that has several; numbered those that
	// a numeral follows.
	weekday, numbered map[string]bool
	labels, links     map[string]bool
	changed           [][]string
	// ordinals stand behind a day; dayOrdinals also before the month only.
	ordinals, dayOrdinals   map[string]bool
	hour, hourShort, minute map[string]bool
	halves                  map[string]half
}

var builtin = sync.OnceValue(func() *names { return newNames(languages.Builtin()) })

func newNames(from []*languages.Language) *names {
	n := &names{
		months: map[string]time.Month{}, weekdays: map[string]bool{}, monthWord: map[string]bool{}, numerals: map[string]int{},
		weekday: map[string]bool{}, numbered: map[string]bool{}, labels: map[string]bool{}, links: map[string]bool{},
		ordinals: map[string]bool{}, dayOrdinals: map[string]bool{}, hour: map[string]bool{}, hourShort: map[string]bool{},
		minute: map[string]bool{}, halves: map[string]half{},
	}
	full := map[string]time.Month{}
	for _, l := range from {
		n.addCalendar(&l.Calendar, full)
		n.addPrinted(&l.Printed)
	}
	for name, m := range full {
		n.months[name] = m
	}
	return n
}

// addCalendar adds the names of months and days, and whole names of months to
// full.
func (n *names) addCalendar(c *languages.Calendar, full map[string]time.Month) {
	add(n.monthWord, c.Month)
	add(n.ordinals, c.Ordinals)
	add(n.dayOrdinals, c.Ordinals)
	for i, spellings := range c.Months {
		for _, name := range spellings {
			name = text.Fold(name)
			switch m := time.Month(i + 1); {
			case len(c.Month) == 0:
				full[name] = m
				n.addMonth(name, m)
			case !strings.Contains(name, " "):
				n.numerals[name] = int(m)
			}
		}
	}
	for _, spellings := range c.Weekdays {
		for _, name := range spellings {
			if !strings.Contains(name, " ") {
				beginnings(text.Fold(name), func(s string) { n.weekdays[s] = true })
			}
		}
	}
}

func (n *names) addMonth(name string, m time.Month) {
	beginnings(name, func(s string) {
		if known, found := n.months[s]; found && known != m {
			n.months[s] = 0
			return
		}
		n.months[s] = m
	})
}

func (n *names) addPrinted(p *languages.Printed) {
	add(n.labels, p.Labels)
	add(n.links, p.Links)
	add(n.dayOrdinals, p.DayOrdinals)
	add(n.weekday, p.Weekday)
	add(n.numbered, p.Numbered)
	add(n.hour, p.Hour)
	add(n.hourShort, p.HourShort)
	add(n.minute, p.Minute)
	for _, phrase := range p.Changed {
		n.changed = append(n.changed, strings.Fields(text.Fold(phrase)))
	}
	for _, part := range []struct {
		words languages.Words
		half  half
	}{{p.Morning, morning}, {p.Afternoon, afternoon}, {p.Clock, fullDay}} {
		for _, w := range part.words {
			n.halves[text.Fold(w)] = part.half
		}
	}
}

func add(to map[string]bool, words languages.Words) {
	for _, w := range words {
		to[text.Fold(w)] = true
	}
}

// minNamed is the shortest beginning of a name that is understood.
const minNamed = 3

func beginnings(name string, visit func(string)) {
	runes := []rune(name)
	for n := min(minNamed, len(runes)); n <= len(runes); n++ {
		visit(string(runes[:n]))
	}
}
