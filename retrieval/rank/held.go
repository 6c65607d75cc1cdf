package rank

import (
	"slices"
	"time"

	"articlebot/retrieval/rank/analysis"
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
func hold(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, at int, published time.Time) held {
	r := ranked[at]
	s := borrowScratch(c)
	defer s.release()
	s.bindTerms(q)
	others := s.others(q, ranked, at)
	v := s.view(q, r.Doc)
	v.similarity = r.Similarity
	absent := make([]bool, len(q.Terms))
	for i := range q.Terms {
		absent[i] = !q.Terms[i].Stop && !v.finds(i, published)
	}
	out := held{complement: complement(q, absent, others), function: v.displacedFunctions(absent)}
	for n, i := range q.Content {
		t := &q.Terms[i]
		req := v.hold(n, i, published)
		k := slices.Index(q.Order, i)
		req.place, req.strange = v.placed(k, absent), q.Vietnamese() && c.Strange(q, k)
		if q.Vietnamese() {
			req.said, req.lift = q.Idiom(k)
		}
		req.other = slices.ContainsFunc(others, func(has []bool) bool { return has[i] })
		req.beside = beside(q, i, ranked, at, (*Similarity).pieces)
		req.whole = beside(q, i, ranked, at, (*Similarity).whole)
		req.unfit = unfit(q, i, r.Similarity)
		out.requirements = append(out.requirements, Requirement{Start: t.Start, End: t.End, Folded: t.Folded, Named: req.named, Missing: b2f(req.nowhere())})
		out.values = append(out.values, req.signals())
	}
	v.holdNames(&out)
	return out
}

// holdNames notes the parts of names in whose place the passage has those of others;
// a name may have words that carry no topic elsewhere, as An Giang has.
func (v *view) holdNames(h *held) {
	for k, i := range v.q.Order {
		if !v.otherName(k) {
			continue
		}
		t := &v.q.Terms[i]
		n := slices.Index(v.q.Content, i)
		if n < 0 {
			h.requirements = append(h.requirements, Requirement{Start: t.Start, End: t.End, Folded: t.Folded})
			h.values = append(h.values, (&required{v: v, term: i, found: true}).signals())
			n = len(h.requirements) - 1
		}
		h.requirements[n].Named, h.requirements[n].Missing = true, 1
	}
}

// beside is how much larger the cosines of a term's pieces are with another
// candidate than with the one at; 0 where with none, or no encoder has read it.
func beside(q *analysis.Query, term int, ranked []Ranked, at int, cosines func(*Similarity) []float64) float64 {
	least, _, ok := q.Nearest(term, cosines(ranked[at].Similarity))
	if !ok {
		return 0
	}
	most := 0.0
	for k, other := range ranked[:min(len(ranked), besideLooked)] {
		if x, _, ok := q.Nearest(term, cosines(other.Similarity)); ok && k != at {
			most = max(most, x-least)
		}
	}
	return most
}

// unfit is how much less a term's pieces fit to what the nearest sentence tells than
// the pieces of the question do on the whole; 0 where no encoder has read it.
func unfit(q *analysis.Query, term int, s *Similarity) float64 {
	if s == nil {
		return 0
	}
	least, _, ok := q.Nearest(term, s.Sentence)
	if !ok {
		return 0
	}
	return mean(s.Sentence) - least
}

// complement is the share of the question's idf on absent words that the best of
// others has.
func complement(q *analysis.Query, absent []bool, others [][]bool) float64 {
	most := 0.0
	for _, has := range others {
		sum := 0.0
		for _, i := range q.Content {
			if absent[i] && has[i] {
				sum += q.Terms[i].IDF
			}
		}
		most = max(most, sum)
	}
	return ratio(most, q.Mass)
}

// displacedFunctions is the number of the question's function words in whose place
// the passage has a word of a topic.
func (v *view) displacedFunctions(absent []bool) float64 {
	n := 0.0
	for k, i := range v.q.Order {
		if v.q.Terms[i].Stop && v.placed(k, absent).both && !v.besideNeighbour(i) {
			n++
		}
	}
	return n
}

// others tells, for each of the first candidates but the one at, which terms it or
// its title has.
func (l *scratch) others(q *analysis.Query, ranked []Ranked, at int) [][]bool {
	var out [][]bool
	for k, r := range ranked[:min(len(ranked), othersLooked)] {
		if k == at {
			continue
		}
		has := make([]bool, len(q.Terms))
		see := func(surface uint32) {
			if slot := l.slotOf[surface] & maxSlots; slot != 0 {
				m := &l.slots[slot-1]
				has[m.term] = has[m.term] || m.accent || !q.Terms[m.term].AccentsTyped()
			}
		}
		d := &l.c.Rows[r.Doc]
		for _, tok := range l.c.Tokens[d.Start:d.End] {
			see(tok & analysis.SurfaceMask)
		}
		for _, s := range l.c.TitleOf(d) {
			see(s)
		}
		out = append(out, has)
	}
	return out
}

// requirements hold a question against the first candidate.
func requirements(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, published time.Time, models *Models) held {
	missing := models.read(ranked[0]).Missing.Words[WayOf(q, ranked[0])]
	out := hold(c, q, ranked, 0, published)
	for i := range out.requirements {
		r := &out.requirements[i]
		if r.Missing < 1 { // near misses that are fitted on ask for what some article has
			r.Missing = missing.Probability(out.values[i])
		}
	}
	return out
}
