package rank

import (
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/rank/want"
)

// typed is how good the matched words of the best sentence with words of the
// asked kind are, against the best sentence of all: 1 where the sentence that
// matches best also holds such words.
func typed(v *view) float64 {
	if v.q.Expects == want.Anything {
		return 0
	}
	top := v.sentences[v.best].score
	if top == 0 {
		return 0
	}
	best := 0.0
	for i := range v.sentences {
		s := &v.sentences[i]
		if s.score > best && v.holds(s, v.q.Expects) {
			best = s.score
		}
	}
	return best / top
}

// holds tells whether a sentence has words of the kind, other than those that
// were asked.
func (v *view) holds(s *sentenceView, kind want.Kind) bool {
	words, next := want.Builtin(), s.from
	for p := s.start; p < s.end; p++ {
		for next < s.to && v.matches[next].pos < p {
			next++
		}
		if next < s.to && v.matches[next].pos == p {
			continue // an asked word is not the answer
		}
		tok := v.c.Tokens[p]
		sf := &v.c.Surfaces[tok&analysis.SurfaceMask]
		switch kind {
		case want.Number:
			if tok&analysis.NumberFlag != 0 {
				return true
			}
		case want.Date:
			if words.Dates[sf.Accented] || tok&analysis.NumberFlag != 0 && yearLike(sf.Folded) {
				return true
			}
		case want.Person, want.Place:
			// The first word of a sentence is capitalised anyway.
			if tok&analysis.UpperFlag != 0 && p > s.start && !sf.Function {
				return true
			}
		case want.Reason:
			if words.Reasons[sf.Folded] {
				return true
			}
		}
	}
	return false
}

// yearLike tells numbers that are written like a year of our calendar.
func yearLike(s string) bool {
	return len(s) >= 4 && (s[0] == '1' || s[0] == '2') && s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9' &&
		(len(s) == 4 || s[4] == 's')
}

// otherOffice is the share of the question's idf on words that stand in the
// text only after such a modifier that was not asked for.
func otherOffice(v *view) float64 {
	var plain, modified [analysis.MaxTerms + 1]bool
	any := false
	for _, m := range v.matches {
		if m.pos > v.doc.Start && v.modifier(m.pos-1) {
			modified[m.term], any = true, true
		} else {
			plain[m.term] = true
		}
	}
	if !any {
		return 0
	}
	return v.share(func(i int) float64 { return b2f(modified[i] && !plain[i]) })
}

// modifier tells whether the word at pos is a modifier that was not asked for.
func (v *view) modifier(pos uint32) bool {
	sf := &v.c.Surfaces[v.c.Tokens[pos]&analysis.SurfaceMask]
	if !sf.Office {
		return false
	}
	for i := range v.q.Terms {
		if v.q.Terms[i].Folded == sf.Folded {
			return false
		}
	}
	return true
}
