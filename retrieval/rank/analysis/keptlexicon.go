package analysis

import (
	"encoding/gob"
	"fmt"
	"io"

	"articlebot/retrieval/rank/sketch"
	"articlebot/retrieval/rank/want"
)

// keptLexicon is a lexicon as it is written: what was counted over all passages,
// without what follows from it.
type keptLexicon struct {
	Terms              []string
	DF                 []uint32 // per term
	Accented, Folded   []string // per surface
	TermOf, SurfaceDF  []uint32
	Marks              []byte
	Documents          int
	Bigrams, FormPairs []uint32
	PairNoise          int
	FormsHeld          int
	Vietnamese, Others bool
	GramDF             []uint32
	GramMeanLen        float64
	Means              [3]float64
}

// markName is a flag of a kept surface beside those of a stored one.
const markName = 1 << 7

// EncodeLexicon writes a lexicon for DecodeLexicon.
func EncodeLexicon(w io.Writer, c *Lexicon) error {
	n := len(c.Surfaces)
	k := keptLexicon{
		Terms: c.terms, DF: c.df, Accented: make([]string, n), Folded: make([]string, n), TermOf: make([]uint32, n), SurfaceDF: make([]uint32, n),
		Marks: make([]byte, n), Documents: c.documents, Bigrams: c.bigrams, FormPairs: c.formPairs, PairNoise: c.pairNoise, FormsHeld: c.formsHeld,
		Vietnamese: c.vietnamese, Others: c.others, GramDF: c.Grams.df, GramMeanLen: c.Grams.MeanLen,
		Means: [3]float64{c.MeanContent, c.MeanSentence, c.meanTitle},
	}
	for i := range c.Surfaces {
		s := &c.Surfaces[i]
		k.Accented[i], k.Folded[i], k.TermOf[i], k.SurfaceDF[i] = s.Accented, s.Folded, s.term, s.DF
		k.Marks[i] = bit(s.Function, markFunction) | bit(s.number, markNumber) | bit(s.name, markName)
	}
	for key, id := range c.surfaceID {
		if key != c.Surfaces[id].Accented {
			k.Marks[id] |= markVietnamese
		}
	}
	if err := gob.NewEncoder(w).Encode(&k); err != nil {
		return fmt.Errorf("write lexicon: %w", err)
	}
	return nil
}

// DecodeLexicon reads what EncodeLexicon wrote. More than an index numbers is ErrFull.
func DecodeLexicon(r io.Reader) (*Lexicon, error) { return decodeLexicon(r, Bounds{}) }

func decodeLexicon(r io.Reader, most Bounds) (*Lexicon, error) {
	var k keptLexicon
	if err := gob.NewDecoder(r).Decode(&k); err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	if err := (amounts{passages: k.Documents, surfaces: len(k.TermOf)}).within(most); err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	if !k.sound() {
		return nil, errLexicon
	}
	c := &Lexicon{
		Vocabulary: newVocabulary(0, len(k.Terms)), documents: k.Documents, bigrams: k.Bigrams, formPairs: k.FormPairs, pairNoise: k.PairNoise,
		formsHeld: k.FormsHeld, vietnamese: k.Vietnamese, others: k.Others, MeanContent: k.Means[0], MeanSentence: k.Means[1], meanTitle: k.Means[2],
	}
	for i, t := range k.Terms {
		t = c.words.keep(t)
		c.terms = append(c.terms, t)
		c.termID[t] = uint32(i)
	}
	c.Surfaces, c.surfaceID = make([]Surface, len(k.TermOf)), make(map[string]uint32, len(k.TermOf))
	for i := range c.Surfaces {
		m := k.Marks[i]
		key := c.words.keep(surfaceKey(k.Accented[i], m&markVietnamese != 0))
		accented := key[len(key)-len(k.Accented[i]):]
		c.surfaceID[key] = uint32(i)
		c.Surfaces[i] = Surface{
			term: k.TermOf[i], Accented: accented, Folded: c.words.keepPart(k.Folded[i], accented), DF: k.SurfaceDF[i],
			Function: m&markFunction != 0, number: m&markNumber != 0, name: m&markName != 0, Office: want.Builtin().OtherOffice[accented],
		}
	}
	c.finish()
	c.df = k.DF
	c.Grams = newGramTable(&ForwardIndex{Lexicon: c}, func() {})
	if len(c.Grams.df) != len(k.GramDF) {
		return nil, errLexicon
	}
	c.Grams.df, c.Grams.MeanLen = k.GramDF, k.GramMeanLen
	return c, nil
}

var errLexicon = fmt.Errorf("read lexicon: %w", errShape)

// sound tells whether its parts fit each other.
func (k *keptLexicon) sound() bool {
	n := len(k.TermOf)
	return len(k.Accented) == n && len(k.Folded) == n && len(k.SurfaceDF) == n && len(k.Marks) == n && len(k.DF) == len(k.Terms) &&
		below(k.TermOf, len(k.Terms)) && sketch.PairCounts(k.Bigrams).Sound() && len(k.FormPairs) > 0 && len(k.FormPairs)&(len(k.FormPairs)-1) == 0
}
