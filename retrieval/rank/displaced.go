package rank

import (
	"slices"

	"articlebot/retrieval/rank/analysis"
)

// placement is what the passage has where the question has a word: near misses
// keep the words around the one that they turn on.
type placement struct {
	// both tells that the asked words before and after stand around another word,
	// two that two asked words in a row stand beside another, one that the asked
	// topic word before or after does.
	both, two, one bool
	// alike tells that this other word is a number or a name where the asked one is,
	// and neither where it is not.
	alike bool
}

func (p placement) any() bool { return p.both || p.two || p.one }

// Bounds of what is taken for one word or name.
const (
	longestRun = 4 // in the question
	longestGap = 3 // in the passage
)

// placed looks for what stands in the place of the word at order[k], absent tells
// of terms whether the passage lacks them.
func (v *view) placed(k int, absent []bool) placement {
	q := v.q
	from, to := k, k+1
	for from > 0 && to-from < longestRun && absent[q.Order[from-1]] {
		from--
	}
	for to < len(q.Order) && to-from < longestRun && absent[q.Order[to]] {
		to++
	}
	at := func(i int) int {
		if i < 0 || i >= len(q.Order) {
			return -1
		}
		return q.Order[i]
	}
	w := around{v: v, asked: &q.Terms[q.Order[k]], before: at(from - 1), before2: at(from - 2), after: at(to), after2: at(to + 1)}
	for i := range v.matches {
		w.look(i)
	}
	return w.found
}

// around are the terms before and after a word of the question, -1 for none.
type around struct {
	v                              *view
	asked                          *analysis.Term
	before, before2, after, after2 int
	found                          placement
}

// look looks beside the ith match.
func (w *around) look(i int) {
	m := &w.v.matches[i]
	if gap := w.gapAfter(i); gap > 0 && w.is(i, w.before) {
		if w.is(i+1, w.after) && gap <= longestGap {
			w.found.both = w.note(m.pos+1, w.before, w.after) || w.found.both
		}
		if i > 0 && w.is(i-1, w.before2) && w.gapAfter(i-1) == 0 {
			w.found.two = w.note(m.pos+1, w.before, w.before2) || w.found.two
		}
		w.found.one = w.note(m.pos+1, w.before) || w.found.one
	}
	free := i == 0 && m.pos > w.v.doc.Start || i > 0 && w.gapAfter(i-1) > 0
	if free && w.is(i, w.after) {
		if w.is(i+1, w.after2) && w.gapAfter(i) == 0 {
			w.found.two = w.note(m.pos-1, w.after, w.after2) || w.found.two
		}
		w.found.one = w.note(m.pos-1, w.after) || w.found.one
	}
}

// is tells whether the ith match is a term, in the accents that were typed.
func (w *around) is(i, term int) bool {
	if term < 0 || i < 0 || i >= len(w.v.matches) {
		return false
	}
	m := &w.v.matches[i]
	return int(m.term) == term && (m.accent || !w.v.accented(term))
}

// gapAfter is how many words stand between the ith match and the next one, or the
// end of the passage.
func (w *around) gapAfter(i int) int {
	end := w.v.doc.End
	if i+1 < len(w.v.matches) {
		end = w.v.matches[i+1].pos
	}
	return int(end - w.v.matches[i].pos - 1)
}

// note tells whether the word at pos of the passage stands in the asked one's
// place: it is a word of a topic, as one of the terms beside it is.
func (w *around) note(pos uint32, beside ...int) bool {
	tok, q := w.v.c.Tokens[pos], w.v.q
	if tok&analysis.FunctionFlag != 0 || !slices.ContainsFunc(beside, func(i int) bool { return !q.Terms[i].Stop }) {
		return false
	}
	number, name := tok&analysis.NumberFlag != 0, tok&analysis.UpperFlag != 0
	w.found.alike = w.found.alike || number == w.asked.Number && name == (w.asked.Upper && !w.asked.Number)
	return true
}
