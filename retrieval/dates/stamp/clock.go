package stamp

import (
	"strings"
	"time"
)

// clock is a time of day.
type clock struct{ hour, minute, second, nano int }

// takeClock takes the first time of day and the zone behind it.
func (q *scan) takeClock() (c clock, p place, ok bool) {
	for i := range q.tokens {
		c, n := q.clockAt(i)
		if n == 0 {
			continue
		}
		from := i
		if t := q.at(i - 1); t.word == "t" && q.close(i-1) && q.at(i-2).digits > 0 && q.close(i-2) {
			from-- // the T of ISO 8601
		}
		q.take(from, i+n)
		p, m := q.zoneAt(i+n, from < i)
		q.take(i+n, i+n+m)
		if last := q.tokens[i+n-1]; last.word == "am" || last.word == "pm" {
			q.twelve = true
		}
		return c, p, true
	}
	return c, p, false
}

// clockAt reads 08:30, 8:30:15.25, 8h30, 8 giờ 30 phút, 8.30 pm, 8 am and the
// like, and returns how many tokens it has.
func (q *scan) clockAt(i int) (clock, int) {
	hour := q.at(i)
	if hour.digits < 1 || hour.digits > 2 || hour.number > 24 || q.close(i-1) && strings.ContainsRune(":/.-", q.tokens[i-1].sign) && q.tokens[i-1].sign != 0 {
		return clock{}, 0
	}
	c := clock{hour: hour.number}
	n := q.minutesAt(i, &c)
	half, m := q.halfAt(i + max(n, -n, 1))
	switch {
	case n == 0 && m == 0:
		return clock{}, 0
	case n == 0:
		n = 1
	case n < 0: // 8.30, a time only with what follows
		if n = -n; m == 0 {
			return clock{}, 0
		}
	}
	if c.hour > 23 || c.minute > 59 || c.second > 59 || !half.apply(&c.hour) {
		return clock{}, 0
	}
	return c, n + m
}

// minutesAt reads what follows the hour; the count of tokens, the hour
// included, is negative where it is a time only with a mark behind, and 0 where
// nothing follows.
func (q *scan) minutesAt(i int, c *clock) int {
	two := func(j int) bool { t := q.at(j); return t.digits == 2 }
	switch sep := q.at(i + 1); {
	case sep.sign == ':' && two(i+2) && q.close(i+1):
		c.minute = q.at(i + 2).number
		return 3 + q.secondsAt(i+3, c)
	case sep.sign == '.' && two(i+2) && q.close(i) && q.close(i+1):
		c.minute = q.at(i + 2).number
		return -3
	case q.names.hourShort[sep.word] || q.names.hour[sep.word]:
		if q.at(i+2).digits > 0 && q.at(i+2).digits <= 2 && (q.names.hour[sep.word] || two(i+2)) && q.at(i+3).sign != '/' && q.at(i+3).sign != '-' {
			c.minute = q.at(i + 2).number
			if q.names.minute[q.at(i+3).word] {
				return 4
			}
			return 3
		}
		return 2
	}
	return 0
}

func (q *scan) secondsAt(i int, c *clock) int {
	if q.at(i).sign != ':' || q.at(i+1).digits != 2 || !q.close(i) {
		return 0
	}
	c.second = q.at(i + 1).number
	if c.second == 60 { // a leap second
		c.second = 59
	}
	point, fraction := q.at(i+2), q.at(i+3)
	if (point.sign == '.' || point.sign == ',' || point.sign == ':') && q.close(i+1) && q.close(i+2) && fraction.digits > 0 && fraction.digits <= 9 {
		c.nano = fraction.number
		for range 9 - fraction.digits {
			c.nano *= 10
		}
		return 4
	}
	return 2
}

// half is which half of the day a time is in.
type half byte

const (
	noHalf half = iota
	morning
	afternoon
	fullDay // "Uhr": that it is a time
)

// halfAt reads AM, p.m., SA, CH and "Uhr".
func (q *scan) halfAt(i int) (half, int) {
	if h, ok := q.names.halves[q.at(i).word]; ok {
		return h, 1
	}
	if h, ok := q.names.halves[q.at(i).word+"m"]; ok && q.at(i+1).sign == '.' && q.at(i+2).word == "m" {
		if q.at(i+3).sign == '.' {
			return h, 4
		}
		return h, 3
	}
	return noHalf, 0
}

// apply moves an hour into its half of the day; false where the clock has no
// such hour.
func (h half) apply(hour *int) bool {
	switch {
	case h == afternoon && *hour < 12:
		*hour += 12
	case h == morning && *hour == 12:
		*hour = 0
	case h == morning && *hour > 12:
		return false
	}
	return true
}

// zoneAt reads the zone behind a time: Z, +07, -0500, GMT+7, (UTC +07:00), ICT
// (Indochina Time). iso tells that the time follows a T.
func (q *scan) zoneAt(i int, iso bool) (place, int) {
	from := i
	opened := q.at(i).sign == '(' || q.at(i).sign == '['
	if opened {
		i++
	}
	p, n := q.offsetAt(i, iso)
	if n == 0 {
		return place{}, 0
	}
	i += n
	if _, again := zoneNamed(q.at(i).word); again { // "+0000 UTC"
		i++
	}
	if opened && (q.at(i).sign == ')' || q.at(i).sign == ']') {
		return p, i + 1 - from
	}
	return p, i + q.bracketAt(i) - from
}

// bracketAt is the length of the name of a zone in brackets.
func (q *scan) bracketAt(i int) int {
	if open := q.at(i).sign; open != '(' && open != '[' {
		return 0
	}
	for n := 1; i+n < len(q.tokens); n++ {
		if s := q.at(i + n).sign; s == ')' || s == ']' {
			return n + 1
		}
		if q.at(i+n).digits > 2 {
			return 0
		}
	}
	return 0
}

// maxOffset is how far a zone is from UTC, in minutes.
const maxOffset = 14 * 60

func (q *scan) offsetAt(i int, iso bool) (place, int) {
	named, n := place{}, 0
	if w := q.at(i).word; w != "" {
		var ok bool
		if named, ok = zoneNamed(w); !ok {
			return place{}, 0
		}
		if n = 1; w != "gmt" && w != "utc" {
			return named, n
		}
	}
	sign := q.at(i + n).sign
	if iso && n == 0 && q.at(i).digits == 2 && q.at(i+1).sign == ':' && q.at(i+2).digits == 2 {
		return q.offset(i, '+', 0) // the plus was lost on the way through an address
	}
	if sign != '+' && sign != '-' && sign != '−' || n == 0 && sign != '+' && !q.close(i) {
		return named, n
	}
	if p, m := q.offset(i+n+1, sign, n); m > 0 {
		return p, n + 1 + m
	}
	return named, n
}

// offset reads the digits of an offset. named is how many tokens name UTC
// before it: without one, a single digit or the beginning of a date is none.
func (q *scan) offset(i int, sign rune, named int) (place, int) {
	t := q.at(i)
	hours, minutes, n := t.number, 0, 1
	switch {
	case t.digits == 4:
		hours, minutes = t.number/100, t.number%100
	case t.digits != 2 && (t.digits != 1 || named == 0 && sign != '+'):
		return place{}, 0
	case q.at(i+1).sign == ':' && q.at(i+2).digits == 2:
		minutes, n = q.at(i+2).number, 3
	case sign != '+' && named == 0 && strings.ContainsRune("/-.", q.at(i+1).sign):
		return place{}, 0
	}
	total := hours*60 + minutes
	if minutes > 59 || total > maxOffset {
		return place{}, 0
	}
	if sign != '+' {
		total = -total
	}
	return place{location: time.FixedZone("", total*60)}, n
}
