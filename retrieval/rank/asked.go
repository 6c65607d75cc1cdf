package rank

import (
	"strings"

	"articlebot/retrieval/rank/want"
	"articlebot/retrieval/text"
)

// isName tells whether the nth content word, term i, is a number or a name:
// written with a capital letter that the start of the question does not
// explain, or by the collection where the question has no capitals, or no
// common word of English.
func (q *Query) isName(n, i int) bool {
	t := &q.terms[i]
	if t.Number || t.Upper && (n > 0 || q.order[0] != i) {
		return true
	}
	if !q.cased && t.name {
		return true
	}
	return q.Language != text.Vietnamese && !t.corrected && !t.common
}

// isName tells whether the collection writes a word of a question, in the very
// form it was read, as a name.
func (c *Lexicon) isName(t *term) bool {
	for _, r := range t.interpretations {
		for _, s := range c.surfacesOf(r.term) {
			if sf := &c.surfaces[s]; sf.name && sf.accented == t.Accented {
				return true
			}
		}
	}
	return false
}

func (t *term) accentsTyped() bool {
	return t.Accented != t.Folded && !t.corrected && !t.translated
}

// askedBeside tells whether two terms stand side by side in the question.
func (q *Query) askedBeside(a, b int) bool {
	for k := 1; k < len(q.order); k++ {
		x, y := q.order[k-1], q.order[k]
		if x == a && y == b || x == b && y == a {
			return true
		}
	}
	return false
}

// capitals tells whether a term was typed in capitals only, the ending of a
// possessive aside.
func (q *Query) capitals(t *term) bool {
	typed := q.Meant()[t.Start:t.End]
	for _, s := range [...]string{"'s", "’s"} {
		typed = strings.TrimSuffix(typed, s)
	}
	return typed == strings.ToUpper(typed) && typed != strings.ToLower(typed)
}

// maxKeywords is how many words a search by keywords has at most.
const maxKeywords = 4

// keywords tells whether the question only names what it is about: a few words
// and none that ask.
func (q *Query) keywords() bool {
	return len(q.content) == len(q.order) && len(q.content) > 0 && len(q.content) <= maxKeywords
}

// asksForWords tells whether the question asks for what somebody said.
func (q *Query) asksForWords() bool {
	for _, i := range q.order {
		if want.Builtin().Speech[q.terms[i].Folded] {
			return true
		}
	}
	return false
}
