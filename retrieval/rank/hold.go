package rank

import (
	"strconv"
	"strings"
	"time"

	"articlebot/retrieval/rank/analysis"
)

// hold holds the nth content word of the question, term i, against the passage.
func (v *view) hold(n, i int, published time.Time) required {
	q, t := v.q, &v.q.Terms[i]
	r := required{v: v, term: i, named: q.IsName(n, i), capital: t.Upper && !t.Number && (n > 0 || q.Order[0] != i), foreign: q.Vietnamese() != v.doc.Vietnamese}
	r.found = v.finds(i, published)
	r.paired = v.besideNeighbour(i)
	r.letters = 1
	if !r.found {
		r.letters = v.likest(t.Folded)
		r.elsewhere = v.inArticle(t)
	}
	if least, average, ok := q.Nearest(i, v.similarity.pieces()); ok {
		r.least, r.average = least, average
	}
	return r
}

// finds tells whether the passage has a term in any form that is sure, with its
// title and the year of its article.
func (v *view) finds(i int, published time.Time) bool {
	t := &v.q.Terms[i]
	switch {
	case v.has(i), v.initialsOf(t):
		return true
	case t.Number:
		return !published.IsZero() && t.Folded == strconv.Itoa(published.Year()) || v.inCentury(i) || v.joined(i)
	}
	return t.Upper && v.latinPlural(t) || v.joined(i)
}

// has tells whether the passage or its title has a term; in the very accents
// where any were typed.
func (v *view) has(i int) bool {
	if v.titleHit[i] > 0 && (v.termTF[i] == 0 || !v.accented(i)) {
		return true
	}
	if v.termTF[i] == 0 {
		return false
	}
	if !v.accented(i) {
		return true
	}
	for _, m := range v.matches {
		if int(m.term) == i && m.accent {
			return true
		}
	}
	return false
}

// accented tells whether a term was typed with accents, and not read as others.
func (v *view) accented(i int) bool { return v.q.Terms[i].AccentsTyped() }

// besideNeighbour tells whether a word that was asked right before or after the
// term stands right before or after it in the passage.
func (v *view) besideNeighbour(i int) bool {
	for k, m := range v.matches {
		if int(m.term) != i {
			continue
		}
		for _, step := range [2]int{-1, 1} {
			o := k + step
			if o < 0 || o >= len(v.matches) || v.matches[o].pos != m.pos+uint32(step) {
				continue
			}
			if v.q.AskedBeside(i, int(v.matches[o].term)) {
				return true
			}
		}
	}
	return false
}

// likest is the share of letters that the likest word of passage and title has
// in common with a folded word: the Dice coefficient of their n-grams.
func (v *view) likest(folded string) float64 {
	var mine []analysis.Gram
	analysis.Grams(folded, func(g analysis.Gram) { mine = append(mine, g) })
	best := 0.0
	try := func(surface uint32) {
		shared, all := 0, len(mine)
		analysis.Grams(v.c.Surfaces[surface].Folded, func(g analysis.Gram) {
			all++
			for _, m := range mine {
				if m == g {
					shared++
					break
				}
			}
		})
		best = max(best, 2*float64(shared)/float64(all))
	}
	for _, tok := range v.c.Tokens[v.doc.Start:v.doc.End] {
		try(tok & analysis.SurfaceMask)
	}
	for _, s := range v.c.TitleOf(v.doc) {
		try(s)
	}
	return best
}

// inArticle tells whether another passage of the article has a term.
func (v *view) inArticle(t *analysis.Term) bool {
	if len(t.Interpretations) == 0 {
		return false
	}
	from, to := v.c.ArticleDocs(v.doc)
	for d := from; d < to; d++ {
		doc := &v.c.Rows[d]
		for _, tok := range v.c.Tokens[doc.Start:doc.End] {
			for _, in := range t.Interpretations {
				if v.c.TermOf(tok) == in.Term {
					return true
				}
			}
		}
	}
	return false
}

// Lengths of short forms that are made of initials, in letters.
const (
	fewestInitials = 2
	mostInitials   = 6
)

// initialsOf tells whether the term is written in capitals that are the initials
// of words with capitals in the passage, as UN is of United Nations.
func (v *view) initialsOf(t *analysis.Term) bool {
	if n := len(t.Folded); n < fewestInitials || n > mostInitials || t.Number || !v.q.InCapitals(t) {
		return false
	}
	var run strings.Builder
	for _, tok := range v.c.Tokens[v.doc.Start:v.doc.End] {
		sf := &v.c.Surfaces[tok&analysis.SurfaceMask]
		switch {
		case tok&analysis.UpperFlag != 0 && sf.Folded != "":
			run.WriteByte(sf.Folded[0])
		case !sf.Function:
			run.WriteByte(' ')
		}
	}
	return strings.Contains(run.String(), t.Folded)
}
