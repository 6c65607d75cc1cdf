package rank

import (
	"cmp"
	"slices"
)

// Shortlist keeps the candidates that a look at all words of the question finds
// best, best first and at most keep. An index that proposes by the rarest words
// alone is quick but misjudges where common words decide, as in the syllables of
// Vietnamese and in large collections.
func (c *ForwardIndex) Shortlist(q *Query, candidates []int, keep int) []int {
	if len(candidates) <= keep {
		return candidates
	}
	l := c.borrowScratch()
	defer l.release()
	l.bindTerms(q)
	type glanced struct {
		doc   int
		score float64
	}
	all := make([]glanced, len(candidates))
	for i, doc := range candidates {
		all[i] = glanced{doc, l.glance(q, doc)}
	}
	slices.SortStableFunc(all, func(a, b glanced) int { return cmp.Compare(b.score, a.score) })
	out := make([]int, keep)
	for i := range out {
		out[i] = all[i].doc
	}
	return out
}

// glance is the BM25 of a document for all words of the question; a word of the
// title counts as one more of the text.
func (l *scratch) glance(q *Query, doc int) float64 {
	d := &l.c.docs[doc]
	l.v.termTF = zeroed(l.v.termTF, len(q.terms))
	add := func(surface uint32) {
		if at := l.slotOf[surface] & maxSlots; at != 0 {
			m := &l.slots[at-1]
			l.v.termTF[m.term] += m.weight
		}
	}
	for _, tok := range l.c.tokens[d.start:d.end] {
		add(tok & surfaceMask)
	}
	for _, s := range l.c.titleOf(d) {
		add(s)
	}
	sum := 0.0
	for _, i := range q.content {
		if tf := l.v.termTF[i]; tf > 0 {
			sum += q.terms[i].idf * saturate(tf, float64(d.content), l.c.meanLen, b)
		}
	}
	return sum
}
