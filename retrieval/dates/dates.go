// Package dates understands what a question says about time: that it asks for the
// newest, and of which days. It does so in the languages that package languages
// has words about time of.
//
// It promises that a question which says nothing of the sort is left alone: an
// expression counts only where it cannot well mean anything else ("the latest
// news", but not "the latest version"; "last week", but not "the last emperor").
// Vietnamese may be typed without accents. The clock is passed in. It knows
// nothing of articles.
package dates

import (
	"strings"
	"time"

	"articlebot/retrieval/text"
)

// Wish is what a question says about time. The zero value of all but Topic
// means nothing.
type Wish struct {
	// Latest asks for the newest articles.
	Latest bool
	// Period are the days that the question is about.
	Period Period
	// Relative marks a period that was said from today ("last week"), which no
	// article says in the same words.
	Relative bool
	// Language is that of the words about time where they tell, "" where not.
	Language text.Language
	// Topic is the question without the words that say all this, "" if nothing
	// else is asked.
	Topic string
}

// None tells whether the question says nothing about time.
func (w Wish) None() bool { return !w.Latest && w.Period.None() }

// Period is a range of days, From included and To not, both at midnight.
type Period struct{ From, To time.Time }

// None tells whether there is no period.
func (p Period) None() bool { return p.From.IsZero() }

// Has tells whether the period has the day of t. A time at midnight UTC is a
// date without a time and zone; any other is a moment, whose day is that of the
// period's place.
func (p Period) Has(t time.Time) bool {
	if p.None() || t.IsZero() {
		return false
	}
	day := Day(t, p.From.Location())
	return !day.Before(p.From) && day.Before(p.To)
}

// Day is the midnight that begins the day of t in a place; see Period.Has.
func Day(t time.Time, place *time.Location) time.Time {
	t = In(t, place)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, place)
}

// In is t as it is shown in a place: a moment on the place's clock, a date
// without a time as it is.
func In(t time.Time, place *time.Location) time.Time {
	if u := t.UTC(); u.Equal(u.Truncate(24 * time.Hour)) {
		return u
	}
	return t.In(place)
}

// Read reads a question that is asked now, in the place of now's location.
func Read(question string, now time.Time) Wish { return builtin().read(question, now) }

func (v *vocabulary) read(question string, now time.Time) Wish {
	q := v.scan(question, now)
	w := Wish{Topic: question}
	w.Latest = q.takeLatest()
	w.Period, w.Relative = q.takePeriod()
	if w.None() {
		return w
	}
	w.Topic, w.Language = q.rest(), q.language()
	return w
}

// scan is a question on its way of being read: its words, and which of them
// have been understood.
type scan struct {
	say   *vocabulary
	text  string
	words []word
	taken []bool
	plain bool // typed without any accent
	today time.Time
}

func (v *vocabulary) scan(question string, now time.Time) *scan {
	q := &scan{say: v, text: question, words: split(question), plain: true, today: time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())}
	q.taken = make([]bool, len(q.words))
	for _, w := range q.words {
		q.plain = q.plain && w.lower == w.folded
	}
	return q
}

// is tells whether word i is one of a set.
func (q *scan) is(i int, any set) bool {
	if i < 0 || i >= len(q.words) || q.taken[i] {
		return false
	}
	for j := range any {
		if q.spells(i, &any[j]) {
			return true
		}
	}
	return false
}

// spells compares word i; in a question without accents, its folded form.
func (q *scan) spells(i int, f *form) bool {
	w := &q.words[i]
	return w.lower == f.lower || q.plain && w.folded == f.folded || f.forgiving && slip(w.lower, f.lower)
}

// phrase tells how many words from i on spell one of the phrases, the longest
// if several, 0 for none. One with an accented word may leave out the accents
// of its others ("moi nhất").
func (q *scan) phrase(i int, any phrases) int {
	longest := 0
	for _, p := range any {
		if len(p) <= longest || i < 0 || i+len(p) > len(q.words) {
			continue
		}
		n, bare, accented := 0, false, false
		for n < len(p) && !q.taken[i+n] {
			w, f := &q.words[i+n], &p[n]
			if !q.spells(i+n, f) {
				if w.lower != f.folded {
					break
				}
				bare = true
			}
			accented = accented || w.lower != w.folded
			n++
		}
		if n == len(p) && (!bare || accented) {
			longest = n
		}
	}
	return longest
}

func (q *scan) take(from, n int) {
	for i := from; i < from+n; i++ {
		q.taken[i] = true
	}
}

// language tells Vietnamese by the words that were understood, and any other
// language but English by one that only it says.
func (q *scan) language() text.Language {
	for i, w := range q.words {
		if !q.taken[i] {
			continue
		}
		switch l := q.say.told[w.lower]; l {
		case "", text.English, text.Vietnamese, text.Undetermined:
		default:
			return l
		}
		if w.lower != w.folded || q.plain && q.say.vietnamese[w.folded] {
			return text.Vietnamese
		}
	}
	return ""
}

// rest is what was not understood, "" if it asks for nothing but news.
func (q *scan) rest() string {
	var b strings.Builder
	left, last := 0, 0
	for i, w := range q.words {
		if i == 0 || !q.taken[i] || !q.taken[i-1] { // what stands inside a date goes with it
			b.WriteString(q.text[last:w.start])
		}
		last = w.end
		if q.taken[i] {
			continue
		}
		b.WriteString(q.text[w.start:w.end])
		if !q.filler(i) {
			left++
		}
	}
	b.WriteString(q.text[last:])
	if left == 0 {
		return ""
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// filler tells a word that asks for news of whatever kind.
func (q *scan) filler(i int) bool { return q.is(i, q.say.fillers) }
