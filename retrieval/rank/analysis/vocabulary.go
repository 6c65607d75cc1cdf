package analysis

import (
	"math"
	"slices"
	"sort"
	"strings"

	"articlebot/retrieval/rank/want"
	"articlebot/retrieval/text"
)

// Vocabulary numbers the words of a collection: surfaces as written, and the
// terms that several surfaces share.
type Vocabulary struct {
	words wordStore // while words are added
	// Surfaces are the words by their number.
	Surfaces  []Surface
	surfaceID map[string]uint32
	terms     []string
	termID    map[string]uint32
	df        []uint32 // documents that have the term
	// termSurfaces[termFirst[t]:termFirst[t+1]] are the surfaces of term t.
	termSurfaces []uint32
	termFirst    []uint32
	masks        []uint32 // letterMask of each surface
}

// Surface is a word in one written form.
type Surface struct {
	term     uint32
	Accented string // in lower case
	Folded   string // and without accents
	Function bool   // carries no topic
	number   bool
	Office   bool   // turns an office that follows into another
	name     bool   // nearly always written with a capital
	DF       uint32 // documents that have the word in this form
}

// newVocabulary returns one with room for so many words.
func newVocabulary(surfaces, terms int) Vocabulary {
	return Vocabulary{
		surfaceID: make(map[string]uint32, surfaces), termID: make(map[string]uint32, terms),
		Surfaces: make([]Surface, 0, surfaces), terms: make([]string, 0, terms),
	}
}

// add returns the surface of a word, new or known.
func (v *Vocabulary) add(f text.Form, lang text.Language) uint32 {
	key := surfaceKey(f.Accented, lang == text.Vietnamese)
	if id, ok := v.surfaceID[key]; ok {
		return id
	}
	return v.put(key, f.Term, Surface{
		Accented: f.Accented, Folded: f.Folded, Function: f.Function, number: f.Number, Office: want.Builtin().OtherOffice[f.Accented],
	})
}

// take returns the surface that another vocabulary has as number id.
func (v *Vocabulary) take(from *Vocabulary, id uint32, vietnamese bool) uint32 {
	s := from.Surfaces[id]
	key := surfaceKey(s.Accented, vietnamese)
	if id, ok := v.surfaceID[key]; ok {
		return id
	}
	s.DF = 0
	return v.put(key, from.terms[s.term], s)
}

// surfaceKey tells Vietnamese words from others: their terms are not stemmed,
// so they are other surfaces.
func surfaceKey(accented string, vietnamese bool) string {
	if vietnamese {
		return "\x00" + accented
	}
	return accented
}

// put appends a surface of a term. It copies all words.
func (v *Vocabulary) put(key, term string, s Surface) uint32 {
	key = v.words.keep(key)
	s.Accented = key[len(key)-len(s.Accented):]
	s.Folded = v.words.keepPart(s.Folded, s.Accented)
	t, ok := v.termID[term]
	if !ok {
		term = v.words.keepPart(term, s.Folded)
		t = uint32(len(v.terms))
		v.termID[term] = t
		v.terms = append(v.terms, term)
	}
	s.term = t
	id := uint32(len(v.Surfaces))
	v.surfaceID[key] = id
	v.Surfaces = append(v.Surfaces, s)
	return id
}

// finish lists the surfaces of each term.
func (v *Vocabulary) finish() {
	v.words = wordStore{}
	v.df = make([]uint32, len(v.terms))
	v.masks = make([]uint32, len(v.Surfaces))
	for i, s := range v.Surfaces {
		v.masks[i] = letterMask(s.Folded)
	}
	order := make([]uint32, len(v.Surfaces))
	for i := range order {
		order[i] = uint32(i)
	}
	sort.SliceStable(order, func(i, j int) bool { return v.Surfaces[order[i]].term < v.Surfaces[order[j]].term })
	v.termSurfaces = order
	v.termFirst = make([]uint32, len(v.terms)+1)
	for _, s := range v.Surfaces {
		v.termFirst[s.term+1]++
	}
	for t := range v.terms {
		v.termFirst[t+1] += v.termFirst[t]
	}
}

// SurfacesOf are the numbers of the surfaces of a term.
func (v *Vocabulary) SurfacesOf(term uint32) []uint32 {
	return v.termSurfaces[v.termFirst[term]:v.termFirst[term+1]]
}

// IDF is the inverse document frequency of BM25 with Lucene's floor at zero:
// ln(1 + (n - df + 0.5)/(df + 0.5)).
func IDF(n int, df uint32) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// wordStore keeps the bytes of many words together: a hundred thousand small
// strings would each be an object for the collector of garbage to visit.
type wordStore struct{ room *strings.Builder }

// storeBytes is how much is set aside at a time.
const storeBytes = 1 << 16

// keep returns a copy of s.
func (w *wordStore) keep(s string) string {
	if w.room == nil || w.room.Cap()-w.room.Len() < len(s) {
		w.room = new(strings.Builder)
		w.room.Grow(max(storeBytes, len(s)))
	}
	start := w.room.Len()
	w.room.WriteString(s) // within its capacity: what was kept does not move
	return w.room.String()[start:]
}

// keepPart returns a copy of s, or the same part of whole if it begins with s.
func (w *wordStore) keepPart(s, whole string) string {
	if strings.HasPrefix(whole, s) {
		return whole[:len(s)]
	}
	return w.keep(s)
}

// WithoutFiller is a question in lang without those words of filler (folded) that
// no document has. It is unchanged where nothing else would be left.
func (c *Lexicon) WithoutFiller(question string, lang text.Language, filler []string) string {
	if len(filler) == 0 {
		return question
	}
	var b strings.Builder
	at, left := 0, 0
	for _, tok := range text.Tokens(question, lang) {
		if !slices.Contains(filler, tok.Folded) || c.knows(tok.Term) {
			left++
			continue
		}
		b.WriteString(question[at:tok.Start])
		at = tok.End
	}
	if left == 0 {
		return question
	}
	b.WriteString(question[at:])
	return strings.Trim(b.String(), " ,;:")
}

// knows tells whether a document has the term.
func (c *Lexicon) knows(term string) bool {
	id, ok := c.termID[term]
	return ok && c.df[id] > 0
}
