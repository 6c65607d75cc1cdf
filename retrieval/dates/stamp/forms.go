package stamp

import (
	"strings"
	"time"
)

// dateAt reads the date that begins at a token and returns how many tokens it
// has. Where numbers leave it open they are day before month, but in papers of
// the United States and, without leading zeros, beside AM and PM, as programs
// write them there.
func (q *scan) dateAt(i int, american, twelve bool) (date, int) {
	t := q.at(i)
	switch {
	case t.digits == 4 || t.digits == 2 && q.at(i+1).word != "" && strings.Contains(yearSigns, q.at(i+1).word):
		return q.yearFirst(i)
	case t.digits == 1 || t.digits == 2:
		if d, n := q.numbers(i, american, twelve); n > 0 {
			return d, n
		}
		return q.dayFirst(i)
	case t.word != "":
		return q.monthFirst(i)
	}
	return date{}, 0
}

// yearFirst reads 2026-01-05, 2026/1/5, 2026年1月5日, 2026 January 5 and 2026-01.
func (q *scan) yearFirst(i int) (date, int) {
	d := date{year: q.at(i).number}
	sep := q.at(i + 1)
	if sep.word != "" && strings.Contains(yearSigns, sep.word) {
		return q.signs(i, d)
	}
	if strings.ContainsRune("-/.", sep.sign) && q.at(i+2).digits > 0 && q.at(i+2).digits <= 2 && q.close(i) && q.close(i+1) {
		d.month = time.Month(q.at(i + 2).number)
		if q.at(i+3).sign == sep.sign && q.at(i+4).digits > 0 && q.at(i+4).digits <= 2 {
			d.day = q.at(i + 4).number
			return d.counted(5)
		}
		if sep.sign != '.' && q.at(i+2).digits == 2 && i+3 == len(q.tokens) && i == 0 {
			d.day = 1
			return d.counted(3)
		}
		return date{}, 0
	}
	j := q.skip(i+1, "-/., ")
	m, n := q.monthAt(j)
	if n == 0 {
		return date{}, 0
	}
	j = q.skip(j+n, "-/., ")
	if t := q.at(j); t.digits == 1 || t.digits == 2 {
		d.month, d.day = m, t.number
		return d.counted(j + 1 - i)
	}
	return date{}, 0
}

// signs reads the month and day of 2026年1月5日.
func (q *scan) signs(i int, d date) (date, int) {
	if d.year < 100 {
		d.year += 2000
	}
	isSign := func(j int, signs string) bool { w := q.at(j).word; return w != "" && strings.Contains(signs, w) }
	if q.at(i+2).digits == 0 || !isSign(i+3, monthSigns) || q.at(i+4).digits == 0 {
		return date{}, 0
	}
	d.month, d.day = time.Month(q.at(i+2).number), q.at(i+4).number
	if isSign(i+5, daySigns) {
		return d.counted(6)
	}
	return d.counted(5)
}

func (d date) counted(n int) (date, int) {
	if !d.valid() {
		return date{}, 0
	}
	return d, n
}

// numbers reads 05/01/2026, 5.1.2026, 05-01-26 and 5 / 1 / 2026.
func (q *scan) numbers(i int, american, twelve bool) (date, int) {
	sep := q.at(i + 1).sign
	second, year := q.at(i+2), q.at(i+4)
	if sep == 0 || !strings.ContainsRune("/.-–", sep) || q.at(i+3).sign != sep || second.digits < 1 || second.digits > 2 {
		return date{}, 0
	}
	y := year.number
	switch {
	case year.digits == 4:
	case year.digits == 2 && q.close(i) && q.close(i+1) && q.close(i+2) && q.close(i+3) && (q.at(i).digits == 2 && second.digits == 2 || q.anyTaken()):
		y = century(y)
	default:
		return date{}, 0
	}
	first := q.at(i)
	unpadded := q.text[q.tokens[i].start] != '0' && q.text[q.tokens[i+2].start] != '0'
	if sep == '/' && (american || twelve && unpadded) || sep == '-' && american {
		if d, n := (date{y, time.Month(first.number), second.number}).counted(5); n > 0 {
			return d, n
		}
	}
	if d, n := (date{y, time.Month(second.number), first.number}).counted(5); n > 0 || sep == '.' {
		return d, n
	}
	return date{y, time.Month(first.number), second.number}.counted(5)
}

func (q *scan) anyTaken() bool {
	for _, taken := range q.taken {
		if taken {
			return true
		}
	}
	return false
}

// pivot is the first of the two-digit years that are of the last century.
const pivot = 70

func century(y int) int {
	if y >= pivot {
		return y + 1900
	}
	return y + 2000
}

// dayFirst reads 5 January 2026, 5th of January, 2026, 05-Jan-26, 5 tháng 1 năm
// 2026 and 5 de enero de 2026.
func (q *scan) dayFirst(i int) (date, int) {
	d := date{day: q.at(i).number}
	j := i + 1
	if q.names.dayOrdinals[q.at(j).word] {
		j++
	}
	if j = q.skip(j, ".,-/ºª°"); q.link(j) {
		j++
	}
	m, n := q.monthAt(j)
	if n == 0 {
		return date{}, 0
	}
	d.month = m
	if j = q.skip(j+n, ".,-/"); q.link(j) {
		j++
	}
	return q.yearAt(d, q.skip(j, ",'’"), i)
}

// monthFirst reads January 5, 2026, Jan. 5th 2026 and January-05-2026.
func (q *scan) monthFirst(i int) (date, int) {
	m, n := q.monthAt(i)
	if n == 0 || q.names.monthWord[q.at(i).word] {
		return date{}, 0
	}
	j := q.skip(i+n, ".,-/")
	t := q.at(j)
	if t.digits != 1 && t.digits != 2 {
		return date{}, 0
	}
	d := date{month: m, day: t.number}
	j++
	if q.names.ordinals[q.at(j).word] {
		j++
	}
	return q.yearAt(d, q.skip(j, ".,-/'’"), i)
}

// yearAt ends a date with the year at a token.
func (q *scan) yearAt(d date, j, from int) (date, int) {
	switch t := q.at(j); t.digits {
	case 4:
		d.year = t.number
	case 2:
		d.year = century(t.number)
	default:
		return date{}, 0
	}
	return d.counted(j + 1 - from)
}

// link tells the small word between the parts of a date.
func (q *scan) link(i int) bool { return q.names.links[q.at(i).word] }

// monthAt reads the name of a month.
func (q *scan) monthAt(i int) (time.Month, int) {
	w := q.at(i).word
	if w == "" {
		return 0, 0
	}
	if !q.names.monthWord[w] {
		if m := q.names.months[w]; m > 0 {
			return m, 1
		}
		return 0, 0
	}
	if t := q.at(i + 1); t.digits == 1 || t.digits == 2 {
		return time.Month(t.number), 2
	}
	first, second := q.names.numerals[q.at(i+1).word], q.names.numerals[q.at(i+2).word]
	switch {
	case first == 10 && second >= 1 && second <= 2:
		return time.Month(10 + second), 3
	case first > 0:
		return time.Month(first), 2
	}
	return 0, 0
}
