package rank

import (
	"time"

	"articlebot/retrieval/rank/analysis"
)

// Requirement is a word of the question that a passage must speak of to answer
// it: a name, a number, or a word that carries its topic.
type Requirement struct {
	// Start and End are where it stands in Query.Meant, in bytes.
	Start, End int
	// Folded is the word in lower case without accents.
	Folded string
	// Named marks names, numbers and years: with one missing nothing answers.
	Named bool
	// Missing is the probability, as fitted, that the passage does not speak of it
	// in any form; 1 for a name or a number that no article has in any like form.
	Missing float64
}

// required is one word of the question held against one passage.
type required struct {
	v         *view
	term      int
	named     bool
	capital   bool    // written with a capital that the start of the question does not explain
	found     bool    // the passage or its title has it, in the accents that were typed
	elsewhere bool    // another passage of the article has it
	paired    bool    // a neighbour in the question stands beside it in the passage too
	letters   float64 // how much of its letters the likest word of the passage shares, in [0, 1]
	least     float64 // of the cosines of its pieces, 0 where no encoder read the passage
	average   float64
	beside    float64 // how much nearer a piece of another candidate is than least
	unfit     float64 // how much less its pieces fit to the nearest sentence than all pieces do
	whole     float64 // how much better its pieces fit to another candidate as a whole
	foreign   bool    // the passage is in another language
	place     placement
	strange   bool // see analysis.Lexicon.Strange
	other     bool // another of the first candidates has it
	said      float64
	lift      float64 // see analysis.Query.Idiom for both
}

// requirementSignal is one reason to think that the passage does not speak of a
// word.
type requirementSignal struct {
	name  string
	value func(*required) float64
}

// requirementSignals are reasons to think that the passage does not speak of the
// word; a fit has a weight for each.
var requirementSignals = []requirementSignal{
	{"absent", absentAnd(func(*required) float64 { return 1 })},
	{"absent_named", absentAnd(func(r *required) float64 { return b2f(r.named) })},
	{"absent_capital", absentAnd(func(r *required) float64 { return b2f(r.capital) })},
	{"absent_number", absentAnd(func(r *required) float64 { return b2f(r.asked().Number) })},
	{"absent_rare", absentAnd(func(r *required) float64 { return min(r.asked().IDF, rarest) / rarest })},
	{"absent_unknown", absentAnd(func(r *required) float64 { return b2f(len(r.asked().Interpretations) == 0) })},
	{"absent_elsewhere", absentAnd(func(r *required) float64 { return b2f(r.elsewhere) })},
	{"absent_paired", absentAnd(func(r *required) float64 { return b2f(r.paired) })},
	{"absent_other", absentAnd(func(r *required) float64 { return b2f(r.other) })},
	{"absent_other_named", absentAnd(func(r *required) float64 { return b2f(r.other && r.named) })},
	{"letters", absentAnd(func(r *required) float64 { return r.letters })},
	{"letters_capital", absentAnd(func(r *required) float64 { return r.letters * b2f(r.capital) })},
	{"letters_named", absentAnd(func(r *required) float64 { return r.letters * b2f(r.named) })},
	{"displaced_both", absentAnd(func(r *required) float64 { return b2f(r.place.both) })},
	{"displaced_two", absentAnd(func(r *required) float64 { return b2f(r.place.two) })},
	{"displaced_one", absentAnd(func(r *required) float64 { return b2f(r.place.one) })},
	{"displaced_alike", absentAnd(func(r *required) float64 { return b2f(r.place.alike) })},
	{"displaced_named", absentAnd(func(r *required) float64 { return b2f(r.place.any() && r.named) })},
	{"displaced_other", absentAnd(func(r *required) float64 { return b2f(r.place.any() && r.other) })},
	{"strange", absentAnd(func(r *required) float64 { return b2f(r.strange) })},
	{"strange_displaced", absentAnd(func(r *required) float64 { return b2f(r.strange && r.place.any()) })},
	{"strange_other", absentAnd(func(r *required) float64 { return b2f(r.strange && r.other) })},
	{"said", absentAnd(func(r *required) float64 { return r.said })},
	{"lift", absentAnd(func(r *required) float64 { return r.lift })},
	{"unpaired", foundAnd(func(r *required) float64 { return b2f(!r.paired && r.v.q.Vietnamese()) })},
	{"strange_present", foundAnd(func(r *required) float64 { return b2f(r.strange) })},
	{"moved", foundAnd(func(r *required) float64 { return b2f(r.place.both && !r.paired) })},
}

// meaningRequirements are those that need an encoder; they come after
// requirementSignals.
var meaningRequirements = []requirementSignal{
	{"least", absentAnd(func(r *required) float64 { return r.least })},
	{"least_named", absentAnd(func(r *required) float64 { return r.least * b2f(r.named) })},
	{"least_capital", absentAnd(func(r *required) float64 { return r.least * b2f(r.capital) })},
	{"least_number", absentAnd(func(r *required) float64 { return r.least * b2f(r.asked().Number) })},
	{"least_present", foundAnd(func(r *required) float64 { return r.least * b2f(r.v.q.Vietnamese()) })},
	{"beside", absentAnd(func(r *required) float64 { return r.beside })},
	{"beside_named", absentAnd(func(r *required) float64 { return r.beside * b2f(r.named) })},
	{"unfit", absentAnd(func(r *required) float64 { return r.unfit })},
	{"unfit_named", absentAnd(func(r *required) float64 { return r.unfit * b2f(r.named) })},
	{"whole", absentAnd(func(r *required) float64 { return r.whole })},
	{"whole_named", absentAnd(func(r *required) float64 { return r.whole * b2f(r.named) })},
	{"average", absentAnd(func(r *required) float64 { return r.average })},
	{"average_named", absentAnd(func(r *required) float64 { return r.average * b2f(r.named) })},
}

// laterRequirements are those that models fitted before there were any do not know.
var laterRequirements = []string{"said", "lift"}

// withLaterRequirements lets those weigh nothing that a table of weights does not
// know yet.
func withLaterRequirements(weights map[string]float64) {
	for _, n := range laterRequirements {
		if _, ok := weights[n]; !ok && weights != nil {
			weights[n] = 0
		}
	}
}

// absentAnd is f where the passage lacks the word, else 0.
func absentAnd(f func(*required) float64) func(*required) float64 {
	return func(r *required) float64 {
		if r.found {
			return 0
		}
		return f(r)
	}
}

// foundAnd is f where the passage has the word, else 0.
func foundAnd(f func(*required) float64) func(*required) float64 {
	return func(r *required) float64 {
		if !r.found {
			return 0
		}
		return f(r)
	}
}

// rarest is the idf from which on a word counts as rare as can be.
const rarest = 6

// alike is the share of letters from which on a word may be a form of another.
const alike = 0.5

// nowhere tells whether the word is a name or a number that no article has, nor
// the passage any word like it. Names may be spelt otherwise in another language.
func (r *required) nowhere() bool {
	t := r.asked()
	return !r.found && (r.capital || t.Number) && len(t.Interpretations) == 0 && r.letters < alike && !r.foreign
}

func (r *required) asked() *analysis.Term { return &r.v.q.Terms[r.term] }

// RequirementNames are the names of the requirements' signals, in order; with
// those that need an encoder at the end where meaning is set.
func RequirementNames(meaning bool) []string {
	var out []string
	for _, s := range requirementSignals {
		out = append(out, s.name)
	}
	if meaning {
		for _, s := range meaningRequirements {
			out = append(out, s.name)
		}
	}
	return out
}

// signals are the values of RequirementNames.
func (r *required) signals() []float64 {
	out := make([]float64, 0, len(requirementSignals)+len(meaningRequirements))
	for _, s := range requirementSignals {
		out = append(out, s.value(r))
	}
	if r.v.similarity != nil {
		for _, s := range meaningRequirements {
			out = append(out, s.value(r))
		}
	}
	return out
}

// RequirementSignals returns, for fitting, the requirements of a question and
// the values of RequirementNames for each, held against one of the candidates,
// which are best first.
func RequirementSignals(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, at int, published time.Time) ([]Requirement, [][]float64) {
	h := hold(c, q, ranked, at, published)
	return h.requirements, h.values
}
