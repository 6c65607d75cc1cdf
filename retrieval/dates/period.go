package dates

import (
	"slices"
	"strings"
	"time"
)

// takePeriod finds the days that are asked about: the first expression that is
// one, those said from today before those said by name.
func (q *scan) takePeriod() (p Period, relative bool) {
	for i := range q.words {
		if p, n := q.relativeAt(i); n > 0 {
			q.takeWithPreposition(i, n)
			return p, true
		}
	}
	for i := range q.words {
		for _, read := range []func(int) (Period, int){q.dayAt, q.monthAt, q.yearAt} {
			if p, n := read(i); n > 0 {
				q.takeWithPreposition(i, n)
				return p, false
			}
		}
	}
	return Period{}, false
}

var (
	prepositions = setOf("in on during of from for within over the since vào trong từ hồi của ngày ở")
	lastWords    = setOf("last past previous")
	onWords      = setOf("on hôm")
	agoWords     = setOf("ago trước")
	pastWords    = phrasesOf("qua", "vừa qua", "gần đây")
	dayWords     = setOf("day days ngày")
	dayUnits     = setOf("day days ngày hôm")
	weekUnits    = setOf("week weeks tuần")
	monthUnits   = setOf("month months tháng")
	yearUnits    = setOf("year years")
)

func (q *scan) takeWithPreposition(i, n int) {
	q.take(i, n)
	for at := i - 1; q.is(at, prepositions); at-- {
		q.take(at, 1)
	}
}

// days makes a period of n days.
func days(from time.Time, n int) Period { return Period{from, from.AddDate(0, 0, n)} }

func (q *scan) month(year int, m time.Month) Period {
	from := time.Date(year, m, 1, 0, 0, 0, 0, q.today.Location())
	return Period{from, from.AddDate(0, 1, 0)}
}

func (q *scan) year(n int) Period {
	from := time.Date(n, 1, 1, 0, 0, 0, 0, q.today.Location())
	return Period{from, from.AddDate(1, 0, 0)}
}

// monday begins the week of today.
func (q *scan) monday() time.Time { return q.today.AddDate(0, 0, -(int(q.today.Weekday())+6)%7) }

// fixed are expressions that need no number.
var fixed = []struct {
	said   phrases
	period func(q *scan) Period
}{
	{phrasesOf("today", "tonight", "this morning", "this afternoon", "this evening", "hôm nay", "sáng nay", "trưa nay", "chiều nay", "tối nay"),
		func(q *scan) Period { return days(q.today, 1) }},
	{phrasesOf("yesterday", "last night", "hôm qua", "tối qua", "đêm qua", "sáng qua", "chiều qua"),
		func(q *scan) Period { return days(q.today.AddDate(0, 0, -1), 1) }},
	{phrasesOf("the day before yesterday", "day before yesterday", "hôm kia"), func(q *scan) Period { return days(q.today.AddDate(0, 0, -2), 1) }},
	{phrasesOf("this week", "tuần này"), func(q *scan) Period { return days(q.monday(), 7) }},
	{phrasesOf("last week", "previous week", "tuần trước", "tuần qua", "tuần vừa qua", "tuần rồi", "tuần vừa rồi"),
		func(q *scan) Period { return days(q.monday().AddDate(0, 0, -7), 7) }},
	{phrasesOf("past week"), func(q *scan) Period { return Period{q.today.AddDate(0, 0, -7), q.today.AddDate(0, 0, 1)} }},
	{phrasesOf("this month", "tháng này"), func(q *scan) Period { return q.month(q.today.Year(), q.today.Month()) }},
	{phrasesOf("last month", "previous month", "tháng trước", "tháng qua", "tháng vừa qua", "tháng rồi"),
		func(q *scan) Period { return q.month(q.today.Year(), q.today.Month()-1) }},
	{phrasesOf("past month"), func(q *scan) Period { return Period{q.today.AddDate(0, -1, 0), q.today.AddDate(0, 0, 1)} }},
	{phrasesOf("this year", "năm nay"), func(q *scan) Period { return q.year(q.today.Year()) }},
	{phrasesOf("last year", "previous year", "năm ngoái", "năm trước", "năm qua", "năm rồi"), func(q *scan) Period { return q.year(q.today.Year() - 1) }},
}

// relativeAt reads an expression that counts from today.
func (q *scan) relativeAt(i int) (Period, int) {
	best, period := 0, Period{}
	for _, f := range fixed {
		if n := q.phrase(i, f.said); n > best {
			best, period = n, f.period(q)
		}
	}
	if best > 0 {
		return period, best
	}
	if q.is(i, lastWords) { // "the last 3 days"
		if n := q.numberAt(i + 1); n > 0 {
			if back, m := q.unitAt(i+2, n); m > 0 {
				return Period{back, q.today.AddDate(0, 0, 1)}, 2 + m
			}
		}
		if d, m := q.weekdayAt(i + 1); m > 0 {
			return days(d, 1), 1 + m
		}
	}
	if q.is(i, onWords) {
		if d, m := q.weekdayAt(i + 1); m > 0 {
			return days(d, 1), 1 + m
		}
	}
	return q.agoAt(i)
}

// agoAt reads "3 days ago", "3 ngày trước" and "3 ngày qua".
func (q *scan) agoAt(i int) (Period, int) {
	n := q.numberAt(i)
	if n <= 0 {
		return Period{}, 0
	}
	back, m := q.unitAt(i+1, n)
	if m == 0 {
		return Period{}, 0
	}
	end := i + 1 + m
	switch {
	case q.is(end, agoWords):
		if q.is(i+1, dayWords) {
			return days(back, 1), 2 + m
		}
		return Period{back.AddDate(0, 0, -3), back.AddDate(0, 0, 4)}, 2 + m
	case q.phrase(end, pastWords) > 0:
		return Period{back, q.today.AddDate(0, 0, 1)}, 1 + m + q.phrase(end, pastWords)
	}
	return Period{}, 0
}

// maxBack is how far back a count may go, in any unit: more is a slip.
const maxBack = 400

var counts = strings.Fields("zero one two three four five six seven eight nine ten")

// numberAt is a count in digits or as a word, 0 for none.
func (q *scan) numberAt(i int) int {
	if i >= len(q.words) || q.taken[i] {
		return 0
	}
	if n := q.words[i].number; n > 0 && n <= maxBack {
		return n
	}
	return max(0, slices.Index(counts, q.words[i].lower))
}

// unitAt goes n of the unit at i back from today.
func (q *scan) unitAt(i, n int) (time.Time, int) {
	switch {
	case q.is(i, dayUnits):
		return q.today.AddDate(0, 0, -n), 1
	case q.is(i, weekUnits):
		return q.today.AddDate(0, 0, -7*n), 1
	case q.is(i, monthUnits):
		return q.today.AddDate(0, -n, 0), 1
	case q.is(i, yearUnits):
		return q.today.AddDate(-n, 0, 0), 1
	}
	return time.Time{}, 0
}

var weekdays = [7]phrases{
	phrasesOf("sunday", "chủ nhật"), phrasesOf("monday", "thứ hai", "thứ 2"), phrasesOf("tuesday", "thứ ba", "thứ 3"),
	phrasesOf("wednesday", "thứ tư", "thứ 4"), phrasesOf("thursday", "thứ năm", "thứ 5"), phrasesOf("friday", "thứ sáu", "thứ 6"),
	phrasesOf("saturday", "thứ bảy", "thứ 7"),
}

// weekdayAt is the last such day, today included.
func (q *scan) weekdayAt(i int) (time.Time, int) {
	for d, names := range weekdays {
		if n := q.phrase(i, names); n > 0 {
			return q.today.AddDate(0, 0, -(int(q.today.Weekday())-d+7)%7), n
		}
	}
	return time.Time{}, 0
}
