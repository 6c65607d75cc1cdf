package dates

import "time"

// Years outside these bounds are other numbers.
const minYear, maxYear = 1900, 2100

// dayAt reads a day by its date: 2025-12-05, 5/12/2025, 5 December 2025,
// December 5, ngày 5/12, ngày 5 tháng 12 năm 2025. Without a year it is the
// last one that was.
func (q *scan) dayAt(i int) (Period, int) {
	if y := q.yearNumber(i); y > 0 && q.joined(i, "-") && q.joined(i+1, "-") {
		return q.day(y, time.Month(q.plainNumber(i+1)), q.plainNumber(i+2), 3)
	}
	skip := 0
	if q.is(i, q.say.dayLeads) {
		skip = 1
	}
	if d := q.plainNumber(i + skip); d > 0 {
		if q.joined(i+skip, "/") || q.joined(i+skip, "-") || q.joined(i+skip, ".") {
			if p, n := q.numericAt(i + skip); n > 0 && (skip > 0 || n == 3) {
				return p, skip + n
			}
		}
		at := i + skip + 1
		if q.is(at, q.say.ordinals) {
			at++
		}
		if q.is(at, q.say.ofWord) {
			at++
		}
		if m, n := q.monthName(at); n > 0 {
			return q.dayOfYear(d, m, i, at+n)
		}
	}
	if m, n := q.monthName(i); n > 0 && m > 0 && !q.is(i, q.say.monthWord) {
		at := i + n
		if d := q.plainNumber(at); d > 0 && d <= 31 {
			at++
			if q.is(at, q.say.ordinals) {
				at++
			}
			return q.dayOfYear(d, m, i, at)
		}
	}
	return Period{}, 0
}

// numericAt reads 5/12/2025 and 5/12.
func (q *scan) numericAt(i int) (Period, int) {
	d, m := q.plainNumber(i), q.plainNumber(i+1)
	if y := q.yearNumber(i + 2); y > 0 && (q.joined(i+1, "/") || q.joined(i+1, "-") || q.joined(i+1, ".")) {
		return q.day(y, time.Month(m), d, 3)
	}
	if !q.joined(i, "/") {
		return Period{}, 0
	}
	return q.day(q.lastYearOf(time.Month(m), d), time.Month(m), d, 2)
}

// dayOfYear ends a date whose day and month stand before word at.
func (q *scan) dayOfYear(d int, m time.Month, from, at int) (Period, int) {
	y, n := q.yearAfter(at)
	if n == 0 {
		y = q.lastYearOf(m, d)
	}
	return q.day(y, m, d, at+n-from)
}

func (q *scan) day(y int, m time.Month, d, n int) (Period, int) {
	t := time.Date(y, m, d, 0, 0, 0, 0, q.today.Location())
	if m < 1 || m > 12 || t.Day() != d || t.Month() != m {
		return Period{}, 0
	}
	return days(t, 1), n
}

// lastYearOf is the year in which a day was last, today included.
func (q *scan) lastYearOf(m time.Month, d int) int {
	y := q.today.Year()
	if time.Date(y, m, d, 0, 0, 0, 0, q.today.Location()).After(q.today) {
		y--
	}
	return y
}

// monthAt reads a month: December 2025, in December, tháng 12/2025, tháng mười
// hai. Without a year it is the last one that has begun.
func (q *scan) monthAt(i int) (Period, int) {
	m, n := q.monthName(i)
	if n == 0 {
		return Period{}, 0
	}
	y, k := q.yearAfter(i + n)
	if k == 0 {
		if q.say.ambiguous[q.words[i].lower] && !q.is(i-1, q.say.monthLeads) {
			return Period{}, 0
		}
		y = q.lastYearOf(m, 1)
	}
	return q.month(y, m), n + k
}

// monthName reads the name of a month.
func (q *scan) monthName(i int) (time.Month, int) {
	if i < 0 || i >= len(q.words) || q.taken[i] {
		return 0, 0
	}
	if m := q.say.months[q.words[i].lower]; m > 0 {
		return m, 1
	}
	for _, name := range q.say.forgivingMonths {
		if slip(q.words[i].lower, name) {
			return q.say.months[name], 1
		}
	}
	if !q.is(i, q.say.monthWord) {
		return 0, 0
	}
	if m := q.plainNumber(i + 1); m >= 1 && m <= 12 {
		return time.Month(m), 2
	}
	for m := 11; m >= 0; m-- { // "mười hai" before "mười"
		if n := q.phrase(i+1, q.say.numberedMonths[m]); n > 0 && !q.plain {
			return time.Month(m + 1), 1 + n
		}
	}
	return 0, 0
}

// yearAt reads a year where a word before it says that it is one.
func (q *scan) yearAt(i int) (Period, int) {
	y := q.yearNumber(i)
	if y == 0 || !q.is(i-1, q.say.yearLeads) {
		return Period{}, 0
	}
	if q.is(i-1, q.say.yearWord) {
		q.take(i-1, 1)
	}
	return q.year(y), 1
}

// yearAfter reads the year that follows a day or month, with what joins them.
func (q *scan) yearAfter(i int) (year, n int) {
	if q.is(i, q.say.yearLinks) {
		n = 1
	}
	if y := q.yearNumber(i + n); y > 0 {
		return y, n + 1
	}
	return 0, 0
}

func (q *scan) yearNumber(i int) int {
	if n := q.plainNumber(i); n >= minYear && n <= maxYear && q.words[i].end-q.words[i].start == 4 {
		return n
	}
	return 0
}

// plainNumber is a number in digits, -1 for none.
func (q *scan) plainNumber(i int) int {
	if i < 0 || i >= len(q.words) || q.taken[i] {
		return -1
	}
	return q.words[i].number
}

// joined tells whether nothing but sep stands between word i and the next.
func (q *scan) joined(i int, sep string) bool {
	return i >= 0 && i+1 < len(q.words) && q.text[q.words[i].end:q.words[i+1].start] == sep
}
