package rank

// officeModifiers turn an office into another one when they stand right before
// it: a vice chairman is not the chairman.
var officeModifiers = set(`vice deputy former acting assistant ex phó nguyên cựu`)

// otherOffice is the share of the question's idf on words that stand in the
// text only after such a modifier that was not asked for.
func otherOffice(v *view) float64 {
	var plain, modified [maxQueryTerms + 1]bool
	any := false
	for _, m := range v.matches {
		if m.pos > v.doc.start && v.modifier(m.pos-1) {
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
	sf := &v.c.surfaces[v.c.tokens[pos]&surfaceMask]
	if !sf.office {
		return false
	}
	for i := range v.q.terms {
		if v.q.terms[i].Folded == sf.folded {
			return false
		}
	}
	return true
}
