package rank

import (
	"time"
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
	// nowhere marks a name or a number that no article has in any like form.
	nowhere bool
	// Missing is the probability, as fitted, that the passage does not speak of it
	// in any form.
	Missing float64
}

// required is one word of the question held against one passage.
type required struct {
	v          *view
	term       int
	named      bool
	capital    bool    // written with a capital that the start of the question does not explain
	found      bool    // the passage or its title has it, in the accents that were typed
	elsewhere  bool    // another passage of the article has it
	paired     bool    // a neighbour in the question stands beside it in the passage too
	letters    float64 // how much of its letters the likest word of the passage shares, in [0, 1]
	least      float64 // of the cosines of its pieces, 0 where no encoder read the passage
	average    float64
	beside     float64 // how much nearer a piece of another candidate is than least
	foreign    float64 // 1 where the passage is in another language
	vietnamese float64 // 1 where the question is in Vietnamese
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
	{"absent", func(r *required) float64 { return r.absent() }},
	{"absent_named", func(r *required) float64 { return r.absent() * b2f(r.named) }},
	{"absent_capital", func(r *required) float64 { return r.absent() * b2f(r.capital) }},
	{"absent_number", func(r *required) float64 { return r.absent() * b2f(r.asked().Number) }},
	{"absent_foreign", func(r *required) float64 { return r.absent() * r.foreign }},
	{"absent_vietnamese", func(r *required) float64 { return r.absent() * r.vietnamese }},
	{"absent_rare", func(r *required) float64 { return r.absent() * min(r.asked().idf, rarest) / rarest }},
	{"absent_unknown", func(r *required) float64 { return r.absent() * b2f(len(r.asked().interpretations) == 0) }},
	{"absent_elsewhere", func(r *required) float64 { return r.absent() * b2f(r.elsewhere) }},
	{"absent_paired", func(r *required) float64 { return r.absent() * b2f(r.paired) }},
	{"letters", func(r *required) float64 { return r.absent() * r.letters }},
	{"letters_capital", func(r *required) float64 { return r.absent() * r.letters * b2f(r.capital) }},
	{"letters_named", func(r *required) float64 { return r.absent() * r.letters * b2f(r.named) }},
	{"unpaired", func(r *required) float64 { return (1 - r.absent()) * b2f(!r.paired) * r.vietnamese }},
}

// meaningRequirements are those that need an encoder; they come after
// requirementSignals.
var meaningRequirements = []requirementSignal{
	{"least", func(r *required) float64 { return r.absent() * r.least }},
	{"least_named", func(r *required) float64 { return r.absent() * r.least * b2f(r.named) }},
	{"least_capital", func(r *required) float64 { return r.absent() * r.least * b2f(r.capital) }},
	{"least_number", func(r *required) float64 { return r.absent() * r.least * b2f(r.asked().Number) }},
	{"least_foreign", func(r *required) float64 { return r.absent() * r.least * r.foreign }},
	{"least_vietnamese", func(r *required) float64 { return r.absent() * r.least * r.vietnamese }},
	{"least_present", func(r *required) float64 { return (1 - r.absent()) * r.least * r.vietnamese }},
	{"beside", func(r *required) float64 { return r.absent() * r.beside }},
	{"beside_named", func(r *required) float64 { return r.absent() * r.beside * b2f(r.named) }},
	{"beside_foreign", func(r *required) float64 { return r.absent() * r.beside * r.foreign }},
	{"beside_vietnamese", func(r *required) float64 { return r.absent() * r.beside * r.vietnamese }},
	{"average", func(r *required) float64 { return r.absent() * r.average }},
	{"average_named", func(r *required) float64 { return r.absent() * r.average * b2f(r.named) }},
}

// rarest is the idf from which on a word counts as rare as can be.
const rarest = 6

// alike is the share of letters from which on a word may be a form of another.
const alike = 0.5

// nowhere tells whether the word is a name or a number that no article has, nor
// the passage any word like it. Names may be spelt otherwise in another language.
func (r *required) nowhere() bool {
	t := r.asked()
	return !r.found && (r.capital || t.Number) && len(t.interpretations) == 0 && r.letters < alike && r.foreign == 0
}

func (r *required) absent() float64 { return b2f(!r.found) }

func (r *required) asked() *term { return &r.v.q.terms[r.term] }

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

// besideLooked is how many candidates are looked at for one that speaks more of a
// word.
const besideLooked = 10

// RequirementSignals returns, for fitting, the requirements of a question and
// the values of RequirementNames for each, held against one of the candidates,
// which are best first.
func (c *ForwardIndex) RequirementSignals(q *Query, ranked []Ranked, at int, published time.Time) ([]Requirement, [][]float64) {
	r := ranked[at]
	s := c.borrowScratch()
	defer s.release()
	s.bindTerms(q)
	v := s.view(q, r.Doc)
	v.similarity = r.Similarity
	var out []Requirement
	var values [][]float64
	for n, i := range q.content {
		t := &q.terms[i]
		held := v.hold(n, i, published)
		for k, other := range ranked[:min(len(ranked), besideLooked)] {
			if least, _, ok := q.wording.nearest(i, other.Similarity); ok && k != at && v.similarity != nil {
				held.beside = max(held.beside, least-held.least)
			}
		}
		out = append(out, Requirement{Start: t.Start, End: t.End, Folded: t.Folded, Named: held.named, nowhere: held.nowhere()})
		values = append(values, held.signals())
	}
	return out, values
}

// requirements hold a question against the first candidate.
func (c *ForwardIndex) requirements(q *Query, ranked []Ranked, published time.Time, models *Models) []Requirement {
	m := models.read(ranked[0])
	out, values := c.RequirementSignals(q, ranked, 0, published)
	for i := range out {
		out[i].Missing = m.Missing.Probability(values[i])
		if out[i].nowhere { // near misses that are fitted on ask for what some article has
			out[i].Missing = 1
		}
	}
	return out
}
