package analysis

import (
	"articlebot/retrieval/restore"
	"articlebot/retrieval/text"
)

// written is what a collection writes, for reading questions as they were
// meant.
type written struct{ c *Lexicon }

var _ restore.Lexicon = written{}

// Forms are the surfaces of a word without accents: those of Vietnamese
// documents and, stemmed, of others.
func (w written) Forms(plain string) []restore.Form {
	var out []restore.Form
	out = w.add(out, plain, plain)
	if !w.c.others {
		return out
	}
	if stem := text.Stem(plain); stem != plain {
		out = w.add(out, stem, plain)
	}
	return out
}

func (w written) add(out []restore.Form, term, plain string) []restore.Form {
	id, ok := w.c.termID[term]
	if !ok {
		return out
	}
	for _, s := range w.c.SurfacesOf(id) {
		if sf := &w.c.Surfaces[s]; sf.Folded == plain && sf.DF > 0 {
			out = append(out, restore.Form{Text: sf.Accented, Number: s, Documents: int(sf.DF)})
		}
	}
	return out
}

// Pairs is how often two surfaces stand side by side, less what other pairs add
// to that count by chance.
func (w written) Pairs(first, second uint32) int {
	return max(0, int(w.c.formPairs.Count(first, second))-w.c.pairNoise)
}

// Words is how many documents have a surface, all surfaces together.
func (w written) Words() int { return w.c.formsHeld }

// Strange tells whether a word of a Vietnamese question stands beside neither of
// its neighbours in any article, though the articles have all of them: syllables
// that make no word.
func (c *Lexicon) Strange(q *Query, k int) bool {
	pairs := written{c}
	mine, ok := c.surfaceID[surfaceKey(q.Terms[q.Order[k]].Accented, true)]
	if !ok {
		return false
	}
	known := false
	for _, step := range [2]int{-1, 1} {
		if k+step < 0 || k+step >= len(q.Order) {
			continue
		}
		other, ok := c.surfaceID[surfaceKey(q.Terms[q.Order[k+step]].Accented, true)]
		if !ok {
			continue
		}
		known = true
		first, second := other, mine
		if step > 0 {
			first, second = mine, other
		}
		if pairs.Pairs(first, second) > 0 {
			return false
		}
	}
	return known
}

// Idiom tells how the kth word of a Vietnamese question stands to the words before
// and after it in Vietnamese at large, whatever the articles have: beside which share
// of them it is said, and how much likelier, as a logarithm, one of them makes it at
// most.
func (q *Query) Idiom(k int) (said, lift float64) {
	sides := 0.0
	for i := max(k, 1); i <= k+1 && i < len(q.Order); i++ {
		has, by := restore.Pair(q.Terms[q.Order[i-1]].Accented, q.Terms[q.Order[i]].Accented)
		if has {
			said++
		}
		if sides++; sides == 1 || by > lift {
			lift = by
		}
	}
	return said / max(sides, 1), lift
}
