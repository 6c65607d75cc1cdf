package inspect

import (
	"strconv"
	"strings"
	"time"

	"articlebot/retrieval/dates"
)

// day is the day of an article on the paper's clock.
func day(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "no day"
	}
	return dates.Day(t, zone).Format(time.DateOnly)
}

// joined puts dots between what is not empty.
func joined(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}

// number writes a count with commas between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Plural counts things in words: "1 article", "1,204 articles".
func Plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return number(n) + " " + thing + "s"
}
