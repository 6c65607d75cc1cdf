package rank

import (
	"slices"
	"strings"
	"sync"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// answerType is the kind of words that an answer must hold.
type answerType uint8

const (
	anything answerType = iota
	person
	date
	place
	number
	reason
)

// wants are the types by their names in a language's file.
var wants = map[string]answerType{"person": person, "date": date, "place": place, "number": number, "reason": reason}

// asker is a phrase, folded and between spaces, and what a question with it wants.
type asker struct {
	phrase string
	want   answerType
}

// answerWords are the words of answers in all languages. They do not change.
type answerWords struct {
	askers map[text.Language][]asker // the first that stands in a question wins
	// Accents kept:
	dates, otherOffice map[string]bool
	// Folded:
	reasons, speech map[string]bool
}

var builtin = sync.OnceValue(func() *answerWords { return newAnswerWords(languages.Builtin()) })

func newAnswerWords(from []*languages.Language) *answerWords {
	w := &answerWords{
		askers: map[text.Language][]asker{}, dates: map[string]bool{}, otherOffice: map[string]bool{},
		reasons: map[string]bool{}, speech: map[string]bool{},
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
		add(w.dates, a.Dates, asIs)
		add(w.otherOffice, a.OtherOffice, asIs)
		add(w.reasons, a.Reasons, text.Fold)
		add(w.speech, a.Speech, text.Fold)
		if len(l.Calendar.Month) > 0 { // its months are called by numbers
			continue
		}
		for _, names := range slices.Concat(l.Calendar.Months, l.Calendar.Weekdays) {
			add(w.dates, names, asIs)
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

// expected is the type of the answer to a question.
func (w *answerWords) expected(tokens []text.Token, lang text.Language) answerType {
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
	return anything
}
