package dialogue

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// number writes n in the language's way: "1,204", "1.204".
func (t *texts) number(n int) string {
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

// counted writes a number of things: "1 article", "61 briefs".
func (t *texts) counted(n int, p plural) string {
	form := p.Many
	if n == 1 {
		form = p.One
	}
	return form.with("n", t.number(n))
}

// corpus writes the size of a corpus: "5 articles and 61 briefs".
func (t *texts) corpus(c retrieval.Counts) string {
	articles := t.counted(c.Articles, t.Articles)
	switch {
	case c.Briefs == 0:
		return articles
	case c.Articles == 0:
		return t.counted(c.Briefs, t.Briefs)
	}
	return t.List.with("a", articles, "b", t.counted(c.Briefs, t.Briefs))
}

// wait writes how long to wait, rounded up to whole seconds, at least one.
func (t *texts) wait(d time.Duration) string {
	return t.counted(max(1, int((d+time.Second-1)/time.Second)), t.Seconds)
}

// took writes how long something took: "840 ms", "1.2 s".
func (t *texts) took(d time.Duration) string {
	if d < time.Second {
		return t.MilliSecond.with("ms", t.number(int(d.Milliseconds())))
	}
	tenths := int(d.Round(100*time.Millisecond) / (100 * time.Millisecond))
	return t.SubSecond.with("s", t.number(tenths/10)+string(t.Point)+strconv.Itoa(tenths%10))
}

// age writes a length of time in its largest whole unit: "2 hours".
func (t *texts) age(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return t.counted(int(d/(24*time.Hour)), t.Days)
	case d >= time.Hour:
		return t.counted(int(d/time.Hour), t.Hours)
	case d >= time.Minute:
		return t.counted(int(d/time.Minute), t.Minutes)
	}
	return t.counted(max(0, int(d/time.Second)), t.Seconds)
}

// ago writes how long ago something was: "just now", "2 hours ago".
func (t *texts) ago(d time.Duration) string {
	if d < 10*time.Second {
		return string(t.JustNow)
	}
	return t.Ago.with("age", t.age(d))
}

// FormatDate writes a day as people read it in the language: "2 December
// 2025", "2/12/2025"; "" for the zero time.
func FormatDate(d time.Time, lang text.Language) string {
	if d.IsZero() {
		return ""
	}
	t := textsOf(lang)
	return t.Date.with("d", strconv.Itoa(d.Day()), "m", strconv.Itoa(int(d.Month())),
		"month", string(t.Months[d.Month()-1]), "y", strconv.Itoa(d.Year()))
}

// joinLines joins what is not empty with newlines.
func joinLines(lines ...string) string { return joinFilled("\n", lines) }

// joinDots joins what is not empty with a middle dot.
func joinDots(parts ...string) string { return joinFilled(" · ", parts) }

func joinFilled(sep string, parts []string) string {
	filled := make([]string, 0, len(parts))
	for _, p := range parts {
		if p != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, sep)
}

// clip cuts a line to so many runes.
func clip(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return strings.TrimRight(s[:runeOffset(s, runes-1)], " ") + "…"
}
