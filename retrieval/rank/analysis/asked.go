package analysis

import (
	"strings"

	"articlebot/retrieval/rank/want"
	"articlebot/retrieval/text"
)

// IsName tells whether the nth content word, term i, is a number or a name:
// written with a capital letter that the start of the question does not
// explain, or by the collection where the question has no capitals, or no
// common word of English.
func (q *Query) IsName(n, i int) bool {
	t := &q.Terms[i]
	if t.Number || t.Upper && (n > 0 || q.Order[0] != i) {
		return true
	}
	if !q.cased && t.name {
		return true
	}
	return q.Language != text.Vietnamese && !t.Corrected && !t.common
}

// isName tells whether the collection writes a word of a question, in the very
// form it was read, as a name.
func (c *Lexicon) isName(t *Term) bool {
	for _, r := range t.Interpretations {
		for _, s := range c.SurfacesOf(r.Term) {
			if sf := &c.Surfaces[s]; sf.name && sf.Accented == t.Accented {
				return true
			}
		}
	}
	return false
}

// PartOfName tells whether the word at Order[k] is typed as part of a name: with a
// capital where names have them, else as the collection's names are or as no article
// has it.
func (q *Query) PartOfName(k int) bool {
	t := &q.Terms[q.Order[k]]
	switch {
	case t.Number, t.Corrected, t.translated:
		return false
	case q.cased:
		return t.Upper
	}
	return !t.Stop && (t.name || len(t.Interpretations) == 0)
}

// Touch tells whether nothing but space stands between the words at Order[k] and
// Order[k+1].
func (q *Query) Touch(k int) bool {
	from, to := q.Terms[q.Order[k]].End, q.Terms[q.Order[k+1]].Start
	return from < to && strings.TrimSpace(q.Meant()[from:to]) == ""
}

// IsCommon tells whether a word is a common word of English.
func (t *Term) IsCommon() bool { return t.common }

// Unwritten tells whether no article writes two words side by side, in any accents;
// in languages without tones, as parts of a name.
func (c *Lexicon) Unwritten(first, second *Term) bool {
	pairs := written{c}
	for _, x := range c.spelt(first) {
		for _, y := range c.spelt(second) {
			if pairs.Pairs(x, y) > 0 {
				return false
			}
		}
	}
	return true
}

// spelt are the surfaces of a word in any accents.
func (c *Lexicon) spelt(t *Term) []uint32 {
	id, ok := c.termID[t.Term]
	if !ok {
		return nil
	}
	var out []uint32
	for _, s := range c.SurfacesOf(id) {
		if c.Surfaces[s].Folded == t.Folded {
			out = append(out, s)
		}
	}
	return out
}

// AccentsTyped tells whether the word was typed with accents, and not read as
// another.
func (t *Term) AccentsTyped() bool {
	return t.Accented != t.Folded && !t.Corrected && !t.translated
}

// AskedBeside tells whether two terms stand side by side in the question.
func (q *Query) AskedBeside(a, b int) bool {
	for k := 1; k < len(q.Order); k++ {
		x, y := q.Order[k-1], q.Order[k]
		if x == a && y == b || x == b && y == a {
			return true
		}
	}
	return false
}

// InCapitals tells whether a term was typed in capitals only, the ending of a
// possessive aside.
func (q *Query) InCapitals(t *Term) bool {
	typed := q.Meant()[t.Start:t.End]
	for _, s := range [...]string{"'s", "’s"} {
		typed = strings.TrimSuffix(typed, s)
	}
	return typed == strings.ToUpper(typed) && typed != strings.ToLower(typed)
}

// maxKeywords is how many words a search by keywords has at most.
const maxKeywords = 4

// IsKeywords tells whether the question only names what it is about: a few words
// and none that ask.
func (q *Query) IsKeywords() bool {
	return len(q.Content) == len(q.Order) && len(q.Content) > 0 && len(q.Content) <= maxKeywords
}

// AsksForWords tells whether the question asks for what somebody said.
func (q *Query) AsksForWords() bool {
	for _, i := range q.Order {
		if want.Builtin().Speech[q.Terms[i].Folded] {
			return true
		}
	}
	return false
}
