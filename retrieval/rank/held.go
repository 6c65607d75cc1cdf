package rank

import (
	"slices"
	"time"
)

const (
	// besideLooked is how many candidates are looked at for one that speaks more of a
	// word, and othersLooked for one that has words that this one lacks.
	besideLooked = 10
	othersLooked = 6
)

// held is a question held against one candidate.
type held struct {
	requirements []Requirement
	values       [][]float64
	// complement is the share of the question's idf that this candidate lacks and one
	// other has, function the number of function words in whose place the passage
	// has others.
	complement, function float64
}

// hold holds a question against one of its candidates.
func (c *ForwardIndex) hold(q *Query, ranked []Ranked, at int, published time.Time) held {
	r := ranked[at]
	s := c.borrowScratch()
	defer s.release()
	s.bindTerms(q)
	others := s.others(q, ranked, at)
	v := s.view(q, r.Doc)
	v.similarity = r.Similarity
	absent := make([]bool, len(q.terms))
	for i := range q.terms {
		absent[i] = !q.terms[i].Stop && !v.finds(i, published)
	}
	out := held{complement: q.complement(absent, others), function: v.displacedFunctions(absent)}
	for n, i := range q.content {
		t := &q.terms[i]
		req := v.hold(n, i, published)
		k := slices.Index(q.order, i)
		req.place, req.strange = v.placed(k, absent), q.vietnamese() && c.strange(q, k)
		req.other = slices.ContainsFunc(others, func(has []bool) bool { return has[i] })
		req.beside = q.beside(i, ranked, at, req.least)
		out.requirements = append(out.requirements, Requirement{Start: t.Start, End: t.End, Folded: t.Folded, Named: req.named, Missing: b2f(req.nowhere())})
		out.values = append(out.values, req.signals())
	}
	return out
}

// beside is how much nearer than least a piece of another candidate is to a term
// than those of the one at; 0 where none is, or no encoder has read it.
func (q *Query) beside(term int, ranked []Ranked, at int, least float64) float64 {
	if ranked[at].Similarity == nil {
		return 0
	}
	most := 0.0
	for k, other := range ranked[:min(len(ranked), besideLooked)] {
		if x, _, ok := q.nearest(term, other.Similarity.pieces()); ok && k != at {
			most = max(most, x-least)
		}
	}
	return most
}

// complement is the share of the question's idf on absent words that the best of
// others has.
func (q *Query) complement(absent []bool, others [][]bool) float64 {
	most := 0.0
	for _, has := range others {
		sum := 0.0
		for _, i := range q.content {
			if absent[i] && has[i] {
				sum += q.terms[i].idf
			}
		}
		most = max(most, sum)
	}
	return ratio(most, q.mass)
}

// displacedFunctions is the number of the question's function words in whose place
// the passage has a word of a topic.
func (v *view) displacedFunctions(absent []bool) float64 {
	n := 0.0
	for k, i := range v.q.order {
		if v.q.terms[i].Stop && v.placed(k, absent).both && !v.besideNeighbour(i) {
			n++
		}
	}
	return n
}

// others tells, for each of the first candidates but the one at, which terms it or
// its title has.
func (l *scratch) others(q *Query, ranked []Ranked, at int) [][]bool {
	var out [][]bool
	for k, r := range ranked[:min(len(ranked), othersLooked)] {
		if k == at {
			continue
		}
		has := make([]bool, len(q.terms))
		see := func(surface uint32) {
			if slot := l.slotOf[surface] & maxSlots; slot != 0 {
				m := &l.slots[slot-1]
				has[m.term] = has[m.term] || m.accent || !q.terms[m.term].accentsTyped()
			}
		}
		d := &l.c.docs[r.Doc]
		for _, tok := range l.c.tokens[d.start:d.end] {
			see(tok & surfaceMask)
		}
		for _, s := range l.c.titleOf(d) {
			see(s)
		}
		out = append(out, has)
	}
	return out
}

// requirements hold a question against the first candidate.
func (c *ForwardIndex) requirements(q *Query, ranked []Ranked, published time.Time, models *Models) held {
	missing := models.read(ranked[0]).Missing.Words[WayOf(q, ranked[0])]
	out := c.hold(q, ranked, 0, published)
	for i := range out.requirements {
		r := &out.requirements[i]
		if r.Missing < 1 { // near misses that are fitted on ask for what some article has
			r.Missing = missing.Probability(out.values[i])
		}
	}
	return out
}
