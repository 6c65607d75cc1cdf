package dates

import (
	"strings"
	"sync"
	"time"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// set are words, phrases rows of words.
type (
	set     []form
	phrases []set
)

// form is a word of ours, which is written with its accents. A forgiving one is
// also read where it is misspelt.
type form struct {
	lower, folded string
	forgiving     bool
}

// vocabulary is the words about time of all languages. It does not change. What
// the lists are for stands beside those they are made of, in package languages.
type vocabulary struct {
	forgiving map[string]bool

	superlatives, comparatives, nouns, questions phrases
	afterwards, existence, links, pleas, fillers set
	dayLeads, ordinals, ofWord                   set
	monthWord, monthLeads                        set
	yearWord, yearLeads, yearLinks               set
	prepositions, lastWords, onWords, agoWords   set
	pastWords                                    phrases
	dayWords, dayUnits, weekUnits, monthUnits    set
	yearUnits                                    set
	ambiguous                                    map[string]bool // names of months
	months                                       map[string]time.Month
	forgivingMonths                              []string
	numberedMonths                               [12]phrases // names behind monthWord
	weekdays                                     [7]phrases  // from Sunday on
	counts                                       map[string]int
	fixed                                        []phrases                // of each of relative
	vietnamese                                   map[string]bool          // its words with accents, folded
	told                                         map[string]text.Language // words that only one language says, and which
}

var builtin = sync.OnceValue(func() *vocabulary { return newVocabulary(languages.Builtin()) })

func newVocabulary(from []*languages.Language) *vocabulary {
	v := &vocabulary{
		forgiving: map[string]bool{}, ambiguous: map[string]bool{}, months: map[string]time.Month{}, counts: map[string]int{},
		fixed: make([]phrases, len(relative)), told: map[string]text.Language{},
	}
	from = languages.Searched(from)
	for _, l := range from {
		for _, w := range l.Wishes.Forgiving {
			v.forgiving[w] = true
		}
	}
	for _, l := range from {
		a := adder{v, text.Language(l.Tag)}
		a.addWishes(&l.Wishes)
		a.addDays(&l.Calendar)
		a.addUnits(&l.Calendar)
		a.addNames(&l.Calendar)
	}
	v.vietnamese = v.accentless(v.superlatives, v.comparatives, v.nouns, v.questions, phrases{v.dayLeads, v.monthWord, v.yearWord, v.onWords, v.agoWords, v.weekUnits})
	return v
}

// adder adds the words of a language to the vocabulary.
type adder struct {
	*vocabulary
	language text.Language
}

func (a adder) addWishes(w *languages.Wishes) {
	a.addPhrases(&a.superlatives, w.Superlatives)
	a.addPhrases(&a.comparatives, w.Comparatives)
	a.addPhrases(&a.nouns, w.Nouns)
	a.addPhrases(&a.questions, w.Questions)
	a.addWords(&a.afterwards, w.Afterwards)
	a.addWords(&a.existence, w.Existence)
	a.addWords(&a.links, w.Links)
	a.addWords(&a.pleas, w.Pleas)
	a.addWords(&a.fillers, w.Fillers)
}

func (a adder) addDays(c *languages.Calendar) {
	a.addWords(&a.dayLeads, c.BeforeDay)
	a.addWords(&a.ordinals, c.Ordinals)
	a.addWords(&a.ofWord, c.Of)
	a.addWords(&a.monthWord, c.Month)
	a.addWords(&a.monthLeads, c.BeforeMonth)
	a.addWords(&a.yearWord, c.Year)
	a.addWords(&a.yearLeads, c.BeforeYear)
	a.addWords(&a.yearLinks, c.BetweenYear)
	a.addWords(&a.prepositions, c.Prepositions)
}

func (a adder) addUnits(c *languages.Calendar) {
	a.addWords(&a.lastWords, c.Last)
	a.addWords(&a.onWords, c.On)
	a.addWords(&a.agoWords, c.Ago)
	a.addPhrases(&a.pastWords, c.Past)
	a.addWords(&a.dayWords, c.Days)
	a.addWords(&a.dayUnits, c.Days)
	a.addWords(&a.dayUnits, c.DaysToo)
	a.addWords(&a.weekUnits, c.Weeks)
	a.addWords(&a.monthUnits, c.MonthUnits)
	a.addWords(&a.yearUnits, c.Years)
	for n, w := range c.Counts {
		a.counts[w] = n
	}
	for i, r := range relative {
		a.addPhrases(&a.fixed[i], r.said(&c.Relative))
	}
}

// addNames adds the names of months and days of the week.
func (a adder) addNames(c *languages.Calendar) {
	for i, names := range c.Months {
		if len(c.Month) > 0 {
			a.addPhrases(&a.numberedMonths[i], names)
			continue
		}
		for _, name := range names {
			a.months[name] = time.Month(i + 1)
			a.tell(name)
			if a.forgiving[name] {
				a.forgivingMonths = append(a.forgivingMonths, name)
			}
		}
	}
	for i, names := range c.ShortMonths {
		for _, name := range names {
			a.months[name] = time.Month(i + 1)
			a.ambiguous[name] = true
		}
	}
	for _, name := range c.Ambiguous {
		a.ambiguous[name] = true
	}
	for i, names := range c.Weekdays {
		a.addPhrases(&a.weekdays[(i+1)%len(a.weekdays)], names)
	}
}

func (a adder) addWords(to *set, words []string) {
	for _, w := range words {
		*to = append(*to, form{w, text.Fold(w), a.forgiving[w]})
		a.tell(w)
	}
}

// tell notes that a word is the language's, and of none if others have it too.
func (a adder) tell(word string) {
	if l, known := a.told[word]; known && l != a.language {
		a.told[word] = text.Undetermined
		return
	}
	a.told[word] = a.language
}

func (a adder) addPhrases(to *phrases, list []string) {
	for _, s := range list {
		var p set
		a.addWords(&p, strings.Fields(s))
		*to = append(*to, p)
	}
}

// accentless are the folded forms of words that Vietnamese writes with accents.
func (v *vocabulary) accentless(lists ...phrases) map[string]bool {
	m := make(map[string]bool)
	for _, list := range lists {
		for _, p := range list {
			for _, f := range p {
				if f.lower != f.folded && v.told[f.lower] == text.Vietnamese {
					m[f.folded] = true
				}
			}
		}
	}
	return m
}
