package analysis

import (
	"slices"
	"strconv"
	"strings"

	"articlebot/retrieval/rank/want"
	"articlebot/retrieval/text"
)

// Dates are typed in other ways than articles write them: 2/3/2024, 2-3-2024 and
// 2024-03-02 for 2 March 2024, the 28th of Mar for 28 March.

const (
	besideNumber  = 0.8 // how sure it is that a month's name is meant where articles have dates in figures
	lastDay       = 31
	lastMonth     = 12
	yearDigits    = 4
	partsWithYear = 3
)

// datePart is how else a word of a question may be written, as it is part of a date.
type datePart struct {
	// months are the names of the month that a number is, of the day with the term day.
	months []string
	day    string
	// also are other ways to write it, for when no article has it as typed.
	also []string
}

// dateParts returns the words of a question that are parts of dates, by their terms.
func dateParts(question string, tokens []text.Token) map[string]datePart {
	out := make(map[string]datePart)
	words := want.Builtin()
	for from := 0; from < len(tokens); {
		to := from + 1
		for to < len(tokens) && to-from < partsWithYear && dateJoint(question[tokens[to-1].End:tokens[to].Start]) {
			to++
		}
		said := len(tokens) == to-from || from > 0 && words.BeforeDate[tokens[from-1].Folded]
		if d, m := dayAndMonth(tokens[from:to], said); m > 0 {
			day, also := strconv.Itoa(d), []string{ordinal(d)}
			out[day] = datePart{also: also}
			month := datePart{months: words.Months[m], day: day}
			if d == m {
				month.also = also
			}
			out[strconv.Itoa(m)] = month
		}
		from = to
	}
	for i, t := range tokens {
		m := words.MonthNumber[t.Folded]
		if m == 0 {
			continue
		}
		for _, k := range [...]int{i - 1, i + 1, i - 2} { // 28 March, March 28, the 28th of March
			if k < 0 || k >= len(tokens) || k == i-2 && !tokens[i-1].Stop {
				continue
			}
			if also := otherDay(tokens[k].Term); also != "" {
				out[tokens[k].Term] = datePart{also: []string{also}}
				out[t.Term] = datePart{also: words.Months[m]}
			}
		}
	}
	return out
}

func dateJoint(s string) bool { return s == "/" || s == "-" }

// dayAndMonth are those of numbers that are a date, else 0; without a year they must
// be said to be one. Of two that may be the month it is the second.
func dayAndMonth(parts []text.Token, said bool) (day, month int) {
	if slices.ContainsFunc(parts, func(t text.Token) bool { return !t.Number }) {
		return 0, 0
	}
	year := func(t text.Token) bool { return len(t.Term) == yearDigits }
	switch {
	case len(parts) == partsWithYear && year(parts[2]), len(parts) == 2 && said:
		return inOrder(parts[0].Term, parts[1].Term)
	case len(parts) == partsWithYear && year(parts[0]):
		return inOrder(parts[2].Term, parts[1].Term)
	}
	return 0, 0
}

func inOrder(first, second string) (day, month int) {
	d, m := dayOf(first), dayOf(second)
	if m > lastMonth {
		d, m = m, d
	}
	if d == 0 || m > lastMonth {
		return 0, 0
	}
	return d, m
}

// dayOf is the day of a month that a number may be, else 0.
func dayOf(term string) int {
	if n, err := strconv.Atoi(term); err == nil && n >= 1 && n <= lastDay {
		return n
	}
	return 0
}

// otherDay writes a day's number as an ordinal, and an ordinal as a number; "" where
// the term is neither.
func otherDay(term string) string {
	if d := dayOf(term); d > 0 {
		return ordinal(d)
	}
	bare := strings.TrimRight(term, "dhnrst")
	if d := dayOf(bare); d > 0 && ordinal(d) == term {
		return bare
	}
	return ""
}

func ordinal(day int) string {
	ending := "th"
	switch {
	case day/10 == 1:
	case day%10 == 1:
		ending = "st"
	case day%10 == 2:
		ending = "nd"
	case day%10 == 3:
		ending = "rd"
	}
	return strconv.Itoa(day) + ending
}

// readDate reads a part of a date as what the collection writes: the name of the month
// beside its number, or instead where it never stands beside the day as a number. It
// tells whether there is a reading.
func (c *Lexicon) readDate(t *Term, p datePart) bool {
	names := c.allKnown(p.months)
	if len(names) > 0 && c.calledByName(t, p, names) {
		t.Interpretations = nil
	}
	if len(t.Interpretations) == 0 {
		names = append(names, c.allKnown(p.also)...)
	}
	weight := 1.0
	if len(t.Interpretations) > 0 {
		weight = besideNumber
	}
	for _, id := range names {
		t.Interpretations = append(t.Interpretations, Interpretation{id, weight})
	}
	return len(names) > 0
}

// calledByName tells whether the collection has the day beside the month's name and
// never beside its number.
func (c *Lexicon) calledByName(t *Term, p datePart, names []uint32) bool {
	day, known := c.termID[p.day]
	if !known || p.day == t.Term {
		return false
	}
	if number, ok := c.termID[t.Term]; ok && c.bigrams.Count(day, number) > 0 {
		return false
	}
	return slices.ContainsFunc(names, func(id uint32) bool { return c.bigrams.Count(day, id)+c.bigrams.Count(id, day) > 0 })
}

// allKnown are the terms of those words that a document has.
func (c *Lexicon) allKnown(words []string) []uint32 {
	var out []uint32
	for _, w := range words {
		if id, ok := c.known(text.Stem(w)); ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
