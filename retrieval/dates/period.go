package dates

import (
	"time"

	"articlebot/retrieval/text/languages"
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

func (q *scan) takeWithPreposition(i, n int) {
	q.take(i, n)
	for at := i - 1; q.is(at, q.say.prepositions); at-- {
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

// relative are expressions that need no number: how they are said, and the days
// they mean.
var relative = [...]struct {
	said   func(*languages.Relative) languages.Phrases
	period func(*scan) Period
}{
	{func(r *languages.Relative) languages.Phrases { return r.Today }, func(q *scan) Period { return days(q.today, 1) }},
	{func(r *languages.Relative) languages.Phrases { return r.Yesterday }, func(q *scan) Period { return days(q.today.AddDate(0, 0, -1), 1) }},
	{func(r *languages.Relative) languages.Phrases { return r.DayBeforeYesterday }, func(q *scan) Period { return days(q.today.AddDate(0, 0, -2), 1) }},
	{func(r *languages.Relative) languages.Phrases { return r.ThisWeek }, func(q *scan) Period { return days(q.monday(), 7) }},
	{func(r *languages.Relative) languages.Phrases { return r.LastWeek }, func(q *scan) Period { return days(q.monday().AddDate(0, 0, -7), 7) }},
	{func(r *languages.Relative) languages.Phrases { return r.PastWeek }, func(q *scan) Period { return Period{q.today.AddDate(0, 0, -7), q.today.AddDate(0, 0, 1)} }},
	{func(r *languages.Relative) languages.Phrases { return r.ThisMonth }, func(q *scan) Period { return q.month(q.today.Year(), q.today.Month()) }},
	{func(r *languages.Relative) languages.Phrases { return r.LastMonth }, func(q *scan) Period { return q.month(q.today.Year(), q.today.Month()-1) }},
	{func(r *languages.Relative) languages.Phrases { return r.PastMonth }, func(q *scan) Period { return Period{q.today.AddDate(0, -1, 0), q.today.AddDate(0, 0, 1)} }},
	{func(r *languages.Relative) languages.Phrases { return r.ThisYear }, func(q *scan) Period { return q.year(q.today.Year()) }},
	{func(r *languages.Relative) languages.Phrases { return r.LastYear }, func(q *scan) Period { return q.year(q.today.Year() - 1) }},
}

// relativeAt reads an expression that counts from today.
func (q *scan) relativeAt(i int) (Period, int) {
	best, period := 0, Period{}
	for k, said := range q.say.fixed {
		if n := q.phrase(i, said); n > best {
			best, period = n, relative[k].period(q)
		}
	}
	if best > 0 {
		return period, best
	}
	if q.is(i, q.say.lastWords) { // "the last 3 days"
		if n := q.numberAt(i + 1); n > 0 {
			if back, m := q.unitAt(i+2, n); m > 0 {
				return Period{back, q.today.AddDate(0, 0, 1)}, 2 + m
			}
		}
		if d, m := q.weekdayAt(i + 1); m > 0 {
			return days(d, 1), 1 + m
		}
	}
	if q.is(i, q.say.onWords) {
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
	case q.is(end, q.say.agoWords):
		if q.is(i+1, q.say.dayWords) {
			return days(back, 1), 2 + m
		}
		return Period{back.AddDate(0, 0, -3), back.AddDate(0, 0, 4)}, 2 + m
	case q.phrase(end, q.say.pastWords) > 0:
		return Period{back, q.today.AddDate(0, 0, 1)}, 1 + m + q.phrase(end, q.say.pastWords)
	}
	return Period{}, 0
}

// maxBack is how far back a count may go, in any unit: more is a slip.
const maxBack = 400

// numberAt is a count in digits or as a word, 0 for none.
func (q *scan) numberAt(i int) int {
	if i >= len(q.words) || q.taken[i] {
		return 0
	}
	if n := q.words[i].number; n > 0 && n <= maxBack {
		return n
	}
	return q.say.counts[q.words[i].lower]
}

// unitAt goes n of the unit at i back from today.
func (q *scan) unitAt(i, n int) (time.Time, int) {
	switch {
	case q.is(i, q.say.dayUnits):
		return q.today.AddDate(0, 0, -n), 1
	case q.is(i, q.say.weekUnits):
		return q.today.AddDate(0, 0, -7*n), 1
	case q.is(i, q.say.monthUnits):
		return q.today.AddDate(0, -n, 0), 1
	case q.is(i, q.say.yearUnits):
		return q.today.AddDate(-n, 0, 0), 1
	}
	return time.Time{}, 0
}

// weekdayAt is the last such day, today included.
func (q *scan) weekdayAt(i int) (time.Time, int) {
	for d, names := range q.say.weekdays {
		if n := q.phrase(i, names); n > 0 {
			return q.today.AddDate(0, 0, -(int(q.today.Weekday())-d+7)%7), n
		}
	}
	return time.Time{}, 0
}
