package locale

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/retrieval"
)

// Number writes n in the language's way: "1,204", "1.204".
func (t *Texts) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + string(t.Comma) + digits[i:]
	}
	return sign + digits
}

// Counted writes a number of things: "1 article", "61 briefs".
func (t *Texts) Counted(n int, p Plural) string {
	form := p.Many
	if n == 1 {
		form = p.One
	}
	return form.With("n", t.Number(n))
}

// Corpus writes the size of a corpus: "5 articles and 61 briefs".
func (t *Texts) Corpus(c retrieval.Counts) string {
	articles := t.Counted(c.Articles, t.Articles)
	switch {
	case c.Briefs == 0:
		return articles
	case c.Articles == 0:
		return t.Counted(c.Briefs, t.Briefs)
	}
	return t.List.With("a", articles, "b", t.Counted(c.Briefs, t.Briefs))
}

// Wait writes how long to wait, rounded up to whole seconds, at least one.
func (t *Texts) Wait(d time.Duration) string {
	return t.Counted(max(1, int((d+time.Second-1)/time.Second)), t.Seconds)
}

// took writes how long something took: "840 ms", "1.2 s".
func (t *Texts) took(d time.Duration) string {
	if d < time.Second {
		return t.MilliSecond.With("ms", t.Number(int(d.Milliseconds())))
	}
	tenths := int(d.Round(100*time.Millisecond) / (100 * time.Millisecond))
	return t.SubSecond.With("s", t.Number(tenths/10)+string(t.Point)+strconv.Itoa(tenths%10))
}

// Age writes a length of time in its largest whole unit: "2 hours".
func (t *Texts) Age(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return t.Counted(int(d/(24*time.Hour)), t.Days)
	case d >= time.Hour:
		return t.Counted(int(d/time.Hour), t.Hours)
	case d >= time.Minute:
		return t.Counted(int(d/time.Minute), t.Minutes)
	}
	return t.Counted(max(0, int(d/time.Second)), t.Seconds)
}

// TimeAgo writes how long ago something was: "just now", "2 hours ago".
func (t *Texts) TimeAgo(d time.Duration) string {
	if d < 10*time.Second {
		return string(t.JustNow)
	}
	return t.Ago.With("age", t.Age(d))
}

// Day writes a day as people read it: "2 December 2025", "2/12/2025"; "" for
// the zero time.
func (t *Texts) Day(d time.Time) string { return t.DayAs(t.Date, d) }

// DayAs writes a day in a form of its own, with the places {d} and {m} (numbers),
// {dd} and {mm} (of two digits), {month} (its name) and {y}; "" for the zero time.
func (t *Texts) DayAs(form Phrase, d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return form.With("d", strconv.Itoa(d.Day()), "m", strconv.Itoa(int(d.Month())), "dd", d.Format("02"), "mm", d.Format("01"),
		"month", string(t.Months[d.Month()-1]), "y", strconv.Itoa(d.Year()))
}

// JoinLines joins what is not empty with newlines.
func JoinLines(lines ...string) string { return joinFilled("\n", lines) }

// JoinDots joins what is not empty with a middle dot.
func JoinDots(parts ...string) string { return joinFilled(" · ", parts) }

func joinFilled(sep string, parts []string) string {
	filled := make([]string, 0, len(parts))
	for _, p := range parts {
		if p != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, sep)
}

// maxLineRunes is how long a line of a list is.
const maxLineRunes = 120

// Clip cuts a line of a list to its length.
func Clip(s string) string {
	if utf8.RuneCountInString(s) <= maxLineRunes {
		return s
	}
	left := maxLineRunes - 1
	for i := range s {
		if left == 0 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
		left--
	}
	return s
}

// Listed writes "a, b and c".
func (t *Texts) Listed(items []Phrase) string {
	said := string(items[0])
	for i, item := range items[1:] {
		if i == len(items)-2 {
			said = t.List.With("a", said, "b", string(item))
		} else {
			said += ", " + string(item)
		}
	}
	return said
}
