package rank

import (
	"slices"
	"strconv"
	"strings"

	"articlebot/retrieval/rank/analysis"
)

// Words that say that a number is a century, and how they stand to it.
const (
	centuryAfter  = "centur" // the 15th century, the 15th and 16th centuries
	centuryBefore = "ky"     // thế kỷ 15
)

// inCentury tells whether the passage has a year of the century that a number of
// the question is, as 1455 is of the 15th.
func (v *view) inCentury(i int) bool {
	q, folded := v.q, v.q.Terms[i].Folded
	n, err := strconv.Atoi(strings.TrimRight(folded, "adhnrst"))
	if err != nil || n < 1 || n > mostCenturies {
		return false
	}
	k := slices.Index(q.Order, i)
	after := k+1 < len(q.Order) && strings.HasPrefix(q.Terms[q.Order[k+1]].Folded, centuryAfter)
	before := k > 0 && q.Terms[q.Order[k-1]].Folded == centuryBefore
	if !after && !before {
		return false
	}
	years := strconv.Itoa(n - 1)
	return v.anyWord(func(s *analysis.Surface) bool {
		return yearLike(s.Folded) && s.Folded[:len(s.Folded)-2] == years
	})
}

// mostCenturies is the last century that has years of four figures.
const mostCenturies = 99

// joined tells whether the passage writes a word of the question and the one
// before or after it as one, as AS206 for AS-206.
func (v *view) joined(i int) bool {
	q, k := v.q, slices.Index(v.q.Order, i)
	var list []string
	if k > 0 {
		list = append(list, q.Terms[q.Order[k-1]].Folded+q.Terms[i].Folded)
	}
	if k+1 < len(q.Order) {
		list = append(list, q.Terms[i].Folded+q.Terms[q.Order[k+1]].Folded)
	}
	return v.anyWord(func(s *analysis.Surface) bool { return slices.Contains(list, s.Folded) })
}

// latinPlural tells whether the passage has a name of the question with or without
// the ending of a plural, which Vietnamese keeps of names of other languages.
func (v *view) latinPlural(t *analysis.Term) bool {
	if !v.doc.Vietnamese || len(t.Folded) < leastPlural || t.Accented != t.Folded {
		return false
	}
	bare := strings.TrimSuffix(t.Folded, "s")
	return v.anyWord(func(s *analysis.Surface) bool {
		return s.Accented == s.Folded && strings.TrimSuffix(s.Folded, "s") == bare
	})
}

// leastPlural is the shortest name that is taken for a plural, in letters.
const leastPlural = 4

// anyWord tells whether a word of the passage or its title is so.
func (v *view) anyWord(is func(*analysis.Surface) bool) bool {
	for _, tok := range v.c.Tokens[v.doc.Start:v.doc.End] {
		if is(&v.c.Surfaces[tok&analysis.SurfaceMask]) {
			return true
		}
	}
	return slices.ContainsFunc(v.c.TitleOf(v.doc), func(s uint32) bool { return is(&v.c.Surfaces[s]) })
}
