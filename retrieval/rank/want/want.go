// Package want tells what kind of words the answer to a question must hold (a
// number, a date, a person), by the words of the languages' files, and knows the
// words that stand for such answers.
package want

import (
	"slices"
	"strings"
	"sync"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// Kind is the kind of words that an answer must hold.
type Kind uint8

// The kinds. Anything is what a question wants that asks for none of the others.
const (
	Anything Kind = iota
	Person
	Date
	Place
	Number
	Reason
)

// wants are the types by their names in a language's file.
var wants = map[string]Kind{"person": Person, "date": Date, "place": Place, "number": Number, "reason": Reason}

// asker is a phrase, folded and between spaces, and what a question with it wants.
type asker struct {
	phrase string
	want   Kind
}

// Words are the words of answers in all languages. They do not change.
type Words struct {
	askers map[text.Language][]asker // the first that stands in a question wins
	// Accents kept:
	Dates, OtherOffice map[string]bool
	// Folded:
	Reasons, Speech map[string]bool
	// Months are the names of the months by their number, for languages that have
	// any, MonthNumber the numbers by the names, and BeforeDate what stands before a date.
	Months      [13][]string
	MonthNumber map[string]int
	BeforeDate  map[string]bool
}

// Builtin returns the words of the built-in languages.
var Builtin = sync.OnceValue(func() *Words { return newAnswerWords(languages.Builtin()) })

func newAnswerWords(from []*languages.Language) *Words {
	w := &Words{
		askers: map[text.Language][]asker{}, Dates: map[string]bool{}, OtherOffice: map[string]bool{},
		Reasons: map[string]bool{}, Speech: map[string]bool{}, MonthNumber: map[string]int{}, BeforeDate: map[string]bool{},
	}
	asIs := func(s string) string { return s }
	for _, l := range languages.Searched(from) {
		a := &l.Answers
		for _, k := range a.Askers {
			for _, p := range k.Phrases {
				tag := text.Language(l.Tag)
				w.askers[tag] = append(w.askers[tag], asker{" " + text.Fold(p) + " ", wants[k.Want]})
			}
		}
		add(w.Dates, a.Dates, asIs)
		add(w.OtherOffice, a.OtherOffice, asIs)
		add(w.Reasons, a.Reasons, text.Fold)
		add(w.Speech, a.Speech, text.Fold)
		for _, words := range []languages.Words{l.Calendar.BeforeDay, l.Calendar.On, l.Calendar.Prepositions} {
			add(w.BeforeDate, words, text.Fold)
		}
		if len(l.Calendar.Month) > 0 { // its months are called by numbers
			continue
		}
		for _, names := range slices.Concat(l.Calendar.Months, l.Calendar.Weekdays) {
			add(w.Dates, names, asIs)
		}
		for i, names := range slices.Concat(l.Calendar.Months, l.Calendar.ShortMonths) {
			for _, n := range names {
				w.Months[i%12+1] = append(w.Months[i%12+1], text.Fold(n))
				w.MonthNumber[text.Fold(n)] = i%12 + 1
			}
		}
	}
	return w
}

// add adds words to a set in a form.
func add(set map[string]bool, words []string, form func(string) string) {
	for _, s := range words {
		set[form(s)] = true
	}
}

// Expected is the type of the answer to a question.
func (w *Words) Expected(tokens []text.Token, lang text.Language) Kind {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range tokens {
		b.WriteString(t.Folded)
		b.WriteByte(' ')
	}
	s := b.String()
	list, known := w.askers[lang]
	if !known {
		list = w.askers[text.English]
	}
	for _, a := range list {
		if strings.Contains(s, a.phrase) {
			return a.want
		}
	}
	return Anything
}
