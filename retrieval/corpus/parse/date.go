package parse

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"articlebot/retrieval/text"
)

// layouts are the machine-readable forms of a date.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "20060102",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC822Z, time.RFC822, time.RFC850, time.ANSIC,
}

// Years outside these bounds are a mistake of the source, not a date.
const minYear, maxYear = 1800, 2200

// parseDate reads a date as sources write it: machine-readable, or as printed
// in English and Vietnamese, day before month ("05/01/2026 - 08:30", "Monday,
// January 5, 2026", "Thứ hai, ngày 5 tháng 1 năm 2026"). The whole text must
// be a date. A time without a zone is taken as UTC.
func parseDate(s string) (time.Time, bool) {
	s = strings.Trim(text.Clean(s), " |-–()[]")
	if len(s) < 6 || len(s) > 80 || !strings.ContainsAny(s, "0123456789") {
		return time.Time{}, false
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, sane(t)
		}
	}
	return printedDate(s)
}

func sane(t time.Time) bool { return t.Year() >= minYear && t.Year() <= maxYear }

var (
	printedClock = regexp.MustCompile(`\b([01]?\d|2[0-3])\s*[:h]\s*([0-5]\d)(?::[0-5]\d)?\s*(am|pm)?\b`)
	printedZone  = regexp.MustCompile(`\b(?:gmt|utc)\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?`)
	// noise is what printed dates carry besides the date.
	noise = regexp.MustCompile(`\b(?:thu (?:hai|ba|tu|nam|sau|bay|2|3|4|5|6|7)\b|chu nhat|` +
		`monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|updated?|published|posted|last modified|on|at|dang luc|cap nhat|xuat ban|luc|ngay|gio|gmt|utc)\b`)
	numbersDMY = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$`)
	wordsDMY   = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\s+(\d{4})$`)
	wordsMDY   = regexp.MustCompile(`^([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?\s+(\d{4})$`)
	vietnamese = regexp.MustCompile(`^(\d{1,2})\s+thang\s+(\d{1,2})(?:\s+nam)?\s+(\d{4})$`)
)

func printedDate(s string) (time.Time, bool) {
	s = text.Fold(s)
	zone := time.UTC
	if m := printedZone.FindStringSubmatch(s); m != nil {
		hours, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi(m[3])
		offset := hours*3600 + minutes*60
		if m[1] == "-" {
			offset = -offset
		}
		zone = time.FixedZone("", offset)
		s = strings.Replace(s, m[0], " ", 1)
	}
	hour, minute := 0, 0
	if m := printedClock.FindStringSubmatch(s); m != nil {
		hour, _ = strconv.Atoi(m[1])
		minute, _ = strconv.Atoi(m[2])
		switch {
		case m[3] == "pm" && hour < 12:
			hour += 12
		case m[3] == "am" && hour == 12:
			hour = 0
		}
		s = strings.Replace(s, m[0], " ", 1)
	}
	s = noise.ReplaceAllString(s, " ")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,|()", r) }), " ")
	s = strings.Trim(s, " -–.:/")
	day, month, year, ok := dayMonthYear(s)
	if !ok {
		return time.Time{}, false
	}
	t := time.Date(year, month, day, hour, minute, 0, 0, zone)
	return t, sane(t) && t.Day() == day && t.Month() == month
}

func dayMonthYear(s string) (day int, month time.Month, year int, ok bool) {
	number := func(digits string) int { n, _ := strconv.Atoi(digits); return n }
	if m := firstMatch(s, numbersDMY, vietnamese); m != nil {
		return number(m[1]), time.Month(number(m[2])), number(m[3]), true
	}
	if m := wordsDMY.FindStringSubmatch(s); m != nil {
		month, ok = monthNamed(m[2])
		return number(m[1]), month, number(m[3]), ok
	}
	if m := wordsMDY.FindStringSubmatch(s); m != nil {
		month, ok = monthNamed(m[1])
		return number(m[2]), month, number(m[3]), ok
	}
	return 0, 0, 0, false
}

func firstMatch(s string, patterns ...*regexp.Regexp) []string {
	for _, p := range patterns {
		if m := p.FindStringSubmatch(s); m != nil {
			return m
		}
	}
	return nil
}

// monthNamed finds an English month by its name or at least three letters.
func monthNamed(name string) (time.Month, bool) {
	if len(name) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		if full := strings.ToLower(m.String()); strings.HasPrefix(full, name) || name == "sept" && m == time.September {
			return m, true
		}
	}
	return 0, false
}
