package rank

import (
	"strings"

	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"
)

// Names of two words and more share some with others: who asks of Hà Nam is not
// answered by what is told of Hà Giang, though the passage has "Hà" and "năm".

// otherName tells whether the word at Order[k] is part of a name that no article has,
// while the passage has another name that shares the word beside it.
func (v *view) otherName(k int) bool {
	q := v.q
	t := &q.Terms[q.Order[k]]
	if q.Vietnamese() != v.doc.Vietnamese || !q.PartOfName(k) || v.hasName(t) {
		return false
	}
	switch { // what people are called by, such as an office, is no part of their name
	case t.Stop && k == 0, !t.Stop && !v.doc.Vietnamese && t.IsCommon():
		return false
	}
	return k > 0 && v.shared(k-1, k-1, k) || k+1 < len(q.Order) && v.shared(k+1, k, k+1)
}

// shared tells whether the word at Order[at] is part of another name of the passage
// than that of the words at Order[first] and Order[second], which is it and its
// neighbour.
func (v *view) shared(at, first, second int) bool {
	q := v.q
	x, y := &q.Terms[q.Order[first]], &q.Terms[q.Order[second]]
	if t := &q.Terms[q.Order[at]]; t.Stop || !q.PartOfName(at) || !q.Touch(first) || !v.c.Unwritten(x, y) {
		return false
	}
	asked := x
	if first == at {
		asked = y
	}
	term := q.Order[at]
	for _, m := range v.matches {
		if int(m.term) != term || !m.accent && v.accented(term) || v.c.Tokens[m.pos]&analysis.UpperFlag == 0 {
			continue
		}
		if v.otherPart(m.pos, 1, asked) || v.otherPart(m.pos, -1, asked) {
			return true
		}
	}
	return false
}

// otherPart tells whether the word a step from the name's at pos is part of that name
// and another than asked.
func (v *view) otherPart(pos uint32, step int, asked *analysis.Term) bool {
	at := uint32(int(pos) + step)
	if !v.sameSentence(pos, at) {
		return false
	}
	tok := v.c.Tokens[at]
	sf := &v.c.Surfaces[tok&analysis.SurfaceMask]
	switch {
	case tok&analysis.UpperFlag == 0, tok&analysis.NumberFlag != 0, v.isAsked(at):
		return false
	case v.doc.Vietnamese && sf.Accented == sf.Folded && !vietnamese.IsPlainSyllable(sf.Folded): // an abbreviation
		return false
	case step < 0 && !v.doc.Vietnamese && (v.opens(at) || !sf.Function && text.IsEnglishWord(sf.Folded)):
		return false
	}
	return !nearlySame(sf.Folded, asked.Folded)
}

// hasName tells whether the passage has a word as part of a name, or its title has
// it, in accents that may be the ones meant.
func (v *view) hasName(t *analysis.Term) bool {
	same := func(s uint32) bool {
		sf := &v.c.Surfaces[s&analysis.SurfaceMask]
		return sf.Folded == t.Folded && (!v.doc.Vietnamese || sf.Accented == t.Accented || sf.Accented == sf.Folded)
	}
	for pos := v.doc.Start; pos < v.doc.End; pos++ {
		if tok := v.c.Tokens[pos]; tok&analysis.UpperFlag != 0 && same(tok) && !(t.Stop && v.opens(pos)) {
			return true
		}
	}
	for _, s := range v.c.TitleOf(v.doc) {
		if !t.Stop && same(s) {
			return true
		}
	}
	return false
}

// isAsked tells whether the question has the word at pos.
func (v *view) isAsked(pos uint32) bool {
	for _, m := range v.matches {
		if m.pos == pos && (m.accent || !v.accented(int(m.term))) {
			return true
		}
	}
	return false
}

// sameSentence tells whether a place is in the sentence of the word at pos.
func (v *view) sameSentence(pos, at uint32) bool {
	for i := range v.sentences {
		if s := &v.sentences[i]; pos >= s.start && pos < s.end {
			return at >= s.start && at < s.end
		}
	}
	return false
}

// opens tells whether the word at pos is the first of its sentence.
func (v *view) opens(pos uint32) bool {
	for i := range v.sentences {
		if v.sentences[i].start == pos {
			return true
		}
	}
	return false
}

// leastSlipped is the shortest word that another may be a slip of, in letters.
const leastSlipped = 3

// nearlySame tells whether two folded words are one letter apart at most, or with i
// and y for one another.
func nearlySame(a, b string) bool {
	if strings.ReplaceAll(a, "y", "i") == strings.ReplaceAll(b, "y", "i") {
		return true
	}
	return min(len(a), len(b)) >= leastSlipped && text.OneLetterApart(a, b)
}
