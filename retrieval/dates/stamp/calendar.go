package stamp

import (
	"slices"
	"strings"
	"time"
)

// date is a day of the calendar.
type date struct {
	year  int
	month time.Month
	day   int
}

// valid tells whether the calendar has the day.
func (d date) valid() bool {
	t := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
	return d.month >= time.January && d.month <= time.December && t.Day() == d.day && t.Month() == d.month && Sane(t)
}

// take reads the first date of a text, and its time, and returns what is left.
func take(s string, zone *time.Location) (time.Time, *scan, bool) {
	q := newScan(s)
	if t, ok := q.moment(zone); ok {
		q.dropLater()
		return t, q, true
	}
	return time.Time{}, q, false
}

func (q *scan) moment(zone *time.Location) (time.Time, bool) {
	if zone == nil {
		zone = time.UTC
	}
	if d, c, p, ok := q.compact(); ok {
		return join(d, c, p, zone), true
	}
	c, p, timed := q.takeClock()
	for i := range q.tokens {
		if q.taken[i] {
			continue
		}
		d, n := q.dateAt(i, american(zone), q.twelve)
		if n == 0 {
			continue
		}
		q.take(i, i+n)
		if !timed {
			return day(d), true
		}
		return join(d, c, p, zone), true
	}
	return time.Time{}, false
}

// dropLater drops a second date behind a word that says it is that of a later
// version, or a second time behind it.
func (q *scan) dropLater() {
	last := 0
	for i := range q.tokens {
		if q.taken[i] {
			last = i
		}
	}
	for i := last + 1; i < len(q.tokens); i++ {
		if !q.changed(i) {
			continue
		}
		rest := newScan(q.text[q.tokens[i].end:])
		_, dated := rest.moment(nil)
		_, _, timed := rest.takeClock()
		if (dated || timed) && rest.noise() {
			q.take(i, len(q.tokens))
		}
		return
	}
}

// changed tells whether a token begins what stands before the date of a later
// version.
func (q *scan) changed(i int) bool {
	return slices.ContainsFunc(q.names.changed, func(phrase []string) bool {
		for k, w := range phrase {
			if k == 0 && q.tokens[i].word != w || k > 0 && q.at(i+k).word != w {
				return false
			}
		}
		return true
	})
}

func day(d date) time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC) }

// join makes the moment of a day and a time. Midnight without an offset, or in
// UTC, is how programs write a day that has no time.
func join(d date, c clock, p place, zone *time.Location) time.Time {
	in := zone
	if p.location != nil {
		in = p.location
	}
	t := time.Date(d.year, d.month, d.day, c.hour, c.minute, c.second, c.nano, in)
	if p.name != "" {
		own := time.Date(d.year, d.month, d.day, c.hour, c.minute, c.second, c.nano, zone)
		if name, _ := own.Zone(); strings.EqualFold(name, p.name) {
			t = own
		}
	}
	if _, offset := t.Zone(); c == (clock{}) && (p.location == nil || offset == 0) {
		return day(d)
	}
	return moment(t, zone)
}

// compact reads 20260105, 20260105T083000Z, 202601050830 and 20260105083000.
func (q *scan) compact() (d date, c clock, p place, ok bool) {
	t := q.at(0)
	digits, n := t.number, 1
	switch {
	case t.digits == 8 && q.at(1).word == "t" && q.close(0) && q.close(1) && (q.at(2).digits == 6 || q.at(2).digits == 4):
		c = clockOf(q.at(2).number, q.at(2).digits)
		n = 3
	case t.digits == 12:
		digits, c = t.number/1e4, clockOf(t.number%1e4, 4)
	case t.digits == 14:
		digits, c = t.number/1e6, clockOf(t.number%1e6, 6)
	case t.digits != 8 || len(q.tokens) != 1:
		return d, c, p, false
	}
	d = date{digits / 1e4, time.Month(digits / 100 % 100), digits % 100}
	if !d.valid() || c.hour > 23 || c.minute > 59 || c.second > 59 {
		return d, c, p, false
	}
	q.take(0, n)
	p, m := q.zoneAt(n, false)
	q.take(n, n+m)
	return d, c, p, true
}

func clockOf(digits, count int) clock {
	if count == 4 {
		digits *= 100
	}
	return clock{hour: digits / 1e4, minute: digits / 100 % 100, second: digits % 100}
}
