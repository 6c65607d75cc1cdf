package rank

import (
	"sync"

	"articlebot/retrieval/rank/analysis"
)

// view is one candidate seen through a question: the places where its words
// match. Signals read nothing else of the document.
type view struct {
	c       *analysis.ForwardIndex
	q       *analysis.Query
	doc     *analysis.Row
	matches []match
	// sentences are the matches of each sentence as a range of matches, with its
	// length in words.
	sentences []sentenceView
	// termTF and titleHit are per term of the question.
	termTF   []float64
	titleHit []float64
	best     int // the sentence with the best match, an index into sentences
	// similarity is what an encoder found, nil where it has not read the document.
	similarity *Similarity
	grams      []gramHit
}

// match is a word of the document that the question asked for.
type match struct {
	pos uint32 // in the document's words
	slot
}

type sentenceView struct {
	from, to   int // in matches
	start, end uint32
	content    int
	score      float64
}

// scratch is the working memory of one Rank call: what each surface of the
// collection means to the question.
type scratch struct {
	c *analysis.ForwardIndex
	// slotOf has per surface an index into slots plus one in its low half and one
	// into gramSet plus one in its high half: one look-up a word.
	slotOf []uint32
	// known has a bit per surface, set where slotOf is not zero: of a vocabulary it
	// stays in the nearest cache, and most words of a document are not asked for.
	known   []uint64
	slots   []slot
	touched []uint32
	gramSet [][]uint16
	gramTF  []uint16
	v       view
	fetched uint32 // nothing that is read: without it fetch would be left out
}

// The halves of scratch.slotOf.
const (
	slotBits = 16
	maxSlots = 1<<slotBits - 1
)

// slot is what a surface of the collection means to the question.
type slot struct {
	term   int32 // in the question's
	weight float64
	accent bool   // its accents are the ones typed
	df     uint32 // documents that have the surface
}

type gramHit struct{ tf, idf float64 }

var scratches sync.Pool

func borrowScratch(c *analysis.ForwardIndex) *scratch {
	l, _ := scratches.Get().(*scratch)
	if l == nil || l.c.Lexicon != c.Lexicon {
		l = &scratch{slotOf: make([]uint32, len(c.Surfaces)), known: make([]uint64, len(c.Surfaces)/64+1)}
	}
	l.c = c
	return l
}

func (l *scratch) release() {
	for _, s := range l.touched {
		l.slotOf[s] = 0
		l.known[s/64] = 0
	}
	l.slots, l.touched, l.gramSet = l.slots[:0], l.touched[:0], l.gramSet[:0]
	scratches.Put(l)
}

// touch notes that a surface means something to the question.
func (l *scratch) touch(surface uint32) {
	l.touched = append(l.touched, surface)
	l.known[surface/64] |= 1 << (surface % 64)
}

// knows tells that a surface means something to the question.
func (l *scratch) knows(surface uint32) bool { return l.known[surface/64]&(1<<(surface%64)) != 0 }

// bind sets it to a question.
func (l *scratch) bind(q *analysis.Query) {
	l.bindTerms(q)
	l.bindGrams(q)
}

// bindTerms sets it to the words of the question only.
func (l *scratch) bindTerms(q *analysis.Query) {
	l.gramTF = l.gramTF[:0]
	for i := range q.Terms {
		t := &q.Terms[i]
		for _, r := range t.Interpretations {
			for _, s := range l.c.SurfacesOf(r.Term) {
				if l.slotOf[s] != 0 {
					continue
				}
				sf := &l.c.Surfaces[s]
				l.slots = append(l.slots, slot{int32(i), r.Weight, sf.Accented == t.Accented, sf.DF})
				l.slotOf[s] = uint32(len(l.slots))
				l.touch(s)
				if len(l.slots) >= maxSlots {
					return
				}
			}
		}
	}
}

func (l *scratch) bindGrams(q *analysis.Query) {
	for n, id := range q.GramIDs {
		for _, s := range l.c.Grams.Words(id) {
			at := l.slotOf[s] >> slotBits
			if at == 0 {
				if len(l.gramSet) >= maxSlots {
					continue
				}
				if len(l.gramSet) < cap(l.gramSet) {
					l.gramSet = l.gramSet[:len(l.gramSet)+1]
					l.gramSet[len(l.gramSet)-1] = l.gramSet[len(l.gramSet)-1][:0]
				} else {
					l.gramSet = append(l.gramSet, nil)
				}
				at = uint32(len(l.gramSet))
				l.slotOf[s] |= at << slotBits
				l.touch(s)
			}
			l.gramSet[at-1] = append(l.gramSet[at-1], uint16(n))
		}
	}
	if cap(l.gramTF) < len(q.GramIDs) {
		l.gramTF = make([]uint16, len(q.GramIDs))
	}
	l.gramTF = l.gramTF[:len(q.GramIDs)]
}

// view fills the view of one document. It stays valid until the next call.
func (l *scratch) view(q *analysis.Query, doc int) *view {
	v := &l.v
	d := &l.c.Rows[doc]
	v.c, v.q, v.doc, v.similarity = l.c, q, d, nil
	v.matches, v.sentences, v.best = v.matches[:0], v.sentences[:0], -1
	v.termTF = zeroed(v.termTF, len(q.Terms))
	v.titleHit = zeroed(v.titleHit, len(q.Terms))
	clear(l.gramTF)
	sentence, start, first := d.SentStart, d.Start, 0
	content := 0
	for p := d.Start; p < d.End; p++ {
		if sentence < d.SentEnd && p == l.c.Sentences[sentence] {
			v.sentences = append(v.sentences, sentenceView{from: first, to: len(v.matches), start: start, end: p, content: content})
			sentence, start, first, content = sentence+1, p, len(v.matches), 0
		}
		tok := l.c.Tokens[p]
		if tok&analysis.FunctionFlag == 0 {
			content++
		}
		surface := tok & analysis.SurfaceMask
		if !l.knows(surface) {
			continue
		}
		sees := l.slotOf[surface]
		if at := sees & maxSlots; at != 0 {
			m := l.slots[at-1]
			v.matches = append(v.matches, match{p, m})
			v.termTF[m.term] += m.weight
		}
		if at := sees >> slotBits; at != 0 {
			for _, g := range l.gramSet[at-1] {
				l.gramTF[g]++
			}
		}
	}
	v.sentences = append(v.sentences, sentenceView{from: first, to: len(v.matches), start: start, end: d.End, content: content})
	for _, s := range l.c.TitleOf(d) {
		if at := l.slotOf[s] & maxSlots; at != 0 {
			m := l.slots[at-1]
			v.titleHit[m.term] = max(v.titleHit[m.term], m.weight)
		}
	}
	v.grams = v.grams[:0]
	for n, tf := range l.gramTF {
		if tf > 0 {
			v.grams = append(v.grams, gramHit{float64(tf), q.GramIDF[n]})
		}
	}
	v.scoreSentences()
	return v
}

func zeroed(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	s = s[:n]
	clear(s)
	return s
}
