// Package stamp reads the dates that sources write: in feeds, meta elements,
// JSON-LD, front matter, JSON and on the printed page. There is one reader, so
// that a form which is understood in one place is understood in all.
//
// It promises that a text which says more than a date is no date ("In January
// 2026 the town built a bridge"), that an offset by number or by name moves the
// moment, and that the day stays the one that was written. Numbers alone are
// read day before month where they leave it open, month before day in a zone of
// the United States. It holds no state and is safe
// for concurrent use.
package stamp

import (
	"strconv"
	"strings"
	"time"

	"articlebot/retrieval/text"
)

// Years outside these bounds are a mistake of the source, not a date.
const minYear, maxYear = 1800, 2200

// maxLength is the longest text, in bytes, that can be a date with all that
// stands around one.
const maxLength = 160

// Sane tells whether a time can be the date of an article.
func Sane(t time.Time) bool { return t.Year() >= minYear && t.Year() <= maxYear }

// Read reads a text that is a date and nothing else, labels such as "Updated:"
// and days of the week aside. A clock without an offset is one of zone, UTC
// where it is nil.
//
// A day without a time is its midnight in UTC, as dates.Day takes it. A moment
// is returned in zone; in the rare case that it falls on a midnight in UTC and
// would pass for another day, it is a nanosecond later.
func Read(s string, zone *time.Location) (time.Time, bool) {
	s = text.Clean(s)
	if len(s) == 0 || len(s) > maxLength {
		return time.Time{}, false
	}
	if t, ok := machine(s, zone); ok {
		return t, Sane(t)
	}
	t, rest, ok := take(s, zone)
	if !ok || !rest.noise() {
		return time.Time{}, false
	}
	return t, true
}

// Cut takes a date out of a short line that says something else too, such as
// "Lan Pham | January 5, 2026", and returns what stands before and after it,
// without the separators and labels next to it.
func Cut(s string, zone *time.Location) (t time.Time, before, after string, ok bool) {
	s = text.Clean(s)
	if len(s) == 0 || len(s) > maxLength {
		return time.Time{}, "", "", false
	}
	t, rest, ok := take(s, zone)
	if !ok {
		return time.Time{}, "", "", false
	}
	before, after = rest.around()
	return t, before, after, true
}

// machine reads the forms of RFC 3339, most of what machines write, without
// looking at words.
func machine(s string, zone *time.Location) (time.Time, bool) {
	if len(s) < 8 || s[0] < '0' || s[0] > '9' {
		return time.Time{}, false
	}
	switch {
	case len(s) == len(time.DateOnly) && s[4] == '-':
		t, err := time.Parse(time.DateOnly, s)
		return t, err == nil
	case len(s) >= len("2006-01-02T15:04:05Z") && s[4] == '-' && s[10] == 'T':
		t, err := time.Parse(time.RFC3339, s)
		return moment(t, zone), err == nil
	}
	return epoch(s, zone)
}

// Lengths of Unix times of this age, in digits.
const secondDigits, milliDigits, microDigits = 10, 13, 16

// epoch reads a Unix time of 2001 to 2033 in seconds, with or without a
// fraction, in milliseconds or in microseconds. Others have the lengths of
// telephone numbers and calendar dates.
func epoch(s string, zone *time.Location) (time.Time, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || whole[0] != '1' || strings.Trim(fraction, "0123456789") != "" {
		return time.Time{}, false
	}
	var t time.Time
	switch len(whole) {
	case secondDigits:
		t = time.Unix(n, 0)
	case milliDigits:
		t = time.UnixMilli(n)
	case microDigits:
		t = time.UnixMicro(n)
	default:
		return time.Time{}, false
	}
	return moment(t.UTC(), zone), true
}

// moment is a time in zone. A midnight written in UTC is a day alone; one that
// was written otherwise must not pass for another day.
func moment(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	u := t.UTC()
	if u.Equal(u.Truncate(24 * time.Hour)) {
		if t.Hour() == 0 {
			return u
		}
		if u.Day() != t.In(zone).Day() {
			t = t.Add(time.Nanosecond)
		}
	}
	return t.In(zone)
}
