package analysis

import (
	"math"
	"math/bits"
	"sort"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"
)

// Bounds of the search for spelling candidates.
const (
	// minSpellLetters: shorter words have too many neighbours.
	minSpellLetters = 4
	// twoEditLetters is the length from which two edits are allowed.
	twoEditLetters = 8
	// maxReadings is how many readings an unknown word keeps.
	maxReadings = 3
	// maxSpelled is how many unknown words of a question are corrected.
	maxSpelled = 12
)

// spell finds readings for tokens[i], which no document has. It returns how
// many tokens the word took, 2 where it and the next are one word typed apart,
// and the second word where it is two typed together.
func (c *Lexicon) spell(q *Query, t *Term, tokens []text.Token, i int, lang text.Language) (used int, second *Term) {
	if len(q.corrections) >= maxSpelled || t.Number {
		return 1, nil
	}
	if i+1 < len(tokens) {
		if id, ok := c.known(text.Stem(t.Folded + tokens[i+1].Folded)); ok {
			t.Interpretations = []Interpretation{{id, joinedWeight}}
			q.correct(t, t.Accented+" "+tokens[i+1].Accented, c.spelling(id), tokens[i+1].End)
			return 2, nil
		}
	}
	if lang == text.Vietnamese {
		// A stem helps an English word in a Vietnamese question.
		if id, ok := c.known(text.Stem(t.Folded)); ok {
			t.Interpretations = []Interpretation{{id, 1}}
			return 1, nil
		}
	}
	if a, b, ok := c.split(t.Folded); ok {
		return 1, c.parted(q, t, a, b)
	}
	maybe := lang == text.Vietnamese || t.Accented != t.Folded
	if maybe && vietnamese.IsPlainSyllable(t.Folded) || text.IsEnglishWord(t.Folded) {
		return 1, nil // rightly spelt, only in no article
	}
	c.nearest(q, t)
	return 1, nil
}

// known returns the term if a document has it.
func (c *Lexicon) known(term string) (uint32, bool) {
	id, ok := c.termID[term]
	return id, ok && c.df[id] > 0
}

// spelling is a way the collection writes a term.
func (c *Lexicon) spelling(term uint32) string {
	return c.Surfaces[c.SurfacesOf(term)[0]].Accented
}

// joinedWeight is how sure a reading is that joins or parts words.
const joinedWeight = 0.9

// split finds two words of the collection that stand side by side in it and
// make up w when written together ("punhung").
func (c *Lexicon) split(w string) (a, b uint32, ok bool) {
	best := uint32(0)
	for i := 2; i+2 <= len(w); i++ {
		x, okX := c.known(text.Stem(w[:i]))
		y, okY := c.known(text.Stem(w[i:]))
		if !okX || !okY {
			continue
		}
		if n := c.bigrams.Count(x, y); n > best {
			a, b, best, ok = x, y, n, true
		}
	}
	return a, b, ok
}

// parted reads t as two words: t becomes the first, the second is returned.
func (c *Lexicon) parted(q *Query, t *Term, a, b uint32) *Term {
	q.correct(t, t.Accented, c.spelling(a)+" "+c.spelling(b), t.End)
	second := *t
	c.reread(t, a)
	c.reread(&second, b)
	return &second
}

func (c *Lexicon) reread(t *Term, id uint32) {
	sf := c.Surfaces[c.SurfacesOf(id)[0]]
	t.Term, t.Folded, t.Accented = c.terms[id], sf.Folded, sf.Accented
	t.Interpretations = []Interpretation{{id, joinedWeight}}
}

// nearest reads t as the words of the collection that are closest to it by
// edits, the more frequent the better.
func (c *Lexicon) nearest(q *Query, t *Term) {
	letters := len(t.Folded)
	if letters < minSpellLetters || letters > maxSpellLetters {
		return
	}
	limit := 1
	if letters >= twoEditLetters {
		limit = 2
	}
	name := t.Upper && len(q.Order) > 0 // "Dong Thap" is not "Dong that"
	best := make(map[uint32]candidate)  // by term
	mask := letterMask(t.Folded)
	for s := range c.Surfaces {
		sf := &c.Surfaces[s]
		if abs(len(sf.Folded)-letters) > limit || sf.number || c.df[sf.term] == 0 || name && sf.Function {
			continue
		}
		if bits.OnesCount32(mask^c.masks[s]) > 2*limit || letters == minSpellLetters && sf.Folded[0] != t.Folded[0] {
			continue // the first letter of a short word is seldom wrong: "hanh" is not "anh"
		}
		d := distance(t.Folded, sf.Folded, limit)
		if d > limit {
			continue
		}
		cand := candidate{term: sf.term, surface: uint32(s), cost: c.cost(t.Folded, sf, d)}
		if old, ok := best[sf.term]; !ok || cand.cost < old.cost {
			best[sf.term] = cand
		}
	}
	c.keepReadings(q, t, best)
}

// maxSpellLetters bounds the work on one word.
const maxSpellLetters = 32

type candidate struct {
	term, surface uint32
	cost          float64
}

// cost prefers fewer edits, then the same first letter, then frequent words.
func (c *Lexicon) cost(typed string, sf *Surface, edits int) float64 {
	cost := float64(edits)
	if typed[0] != sf.Folded[0] {
		cost += 0.7
	}
	return cost - 0.1*math.Log1p(float64(c.df[sf.term]))
}

func (c *Lexicon) keepReadings(q *Query, t *Term, best map[uint32]candidate) {
	if len(best) == 0 {
		return
	}
	list := make([]candidate, 0, len(best))
	for _, cand := range best {
		list = append(list, cand)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].cost != list[j].cost {
			return list[i].cost < list[j].cost
		}
		return list[i].surface < list[j].surface
	})
	if len(list) > maxReadings {
		list = list[:maxReadings]
	}
	for _, cand := range list {
		t.Interpretations = append(t.Interpretations, Interpretation{cand.term, 0.9 * math.Exp(-(cand.cost - list[0].cost))})
	}
	q.correct(t, t.Accented, c.Surfaces[list[0].surface].Accented, t.End)
}

// correct notes that the question from t to the byte end was read as others.
func (q *Query) correct(t *Term, typed, read string, end int) {
	t.Corrected = true
	q.respelt = append(q.respelt, respelling{t.Start, end, read})
	q.corrections = append(q.corrections, retrieval.Correction{Typed: typed, Read: read})
}

// letterMask has a bit for each letter of a word: words within k edits differ
// in at most 2k bits.
func letterMask(s string) uint32 {
	var m uint32
	for i := 0; i < len(s); i++ {
		m |= 1 << (s[i] % 32)
	}
	return m
}

// distance is the Damerau-Levenshtein distance of two words in bytes of their
// folded forms (optimal string alignment), or limit+1 if it is greater.
func distance(a, b string, limit int) int {
	var rows [3][maxSpellLetters + 4]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func sortByDF(terms []SearchTerm) {
	sort.SliceStable(terms, func(i, j int) bool { return terms[i].DF < terms[j].DF })
}
