package analysis

// gramSize is the length of character n-grams in bytes of the folded word
// between "_" marks: 4 was the best length for English and Vietnamese.
const gramSize = 4

// Gram is a character n-gram of a word.
type Gram [gramSize]byte

// GramTable finds the words that share letters with a word of a question.
type GramTable struct {
	id map[Gram]uint32
	df []uint32 // documents that have a word with the gram
	// surfaces[ends[g-1]:ends[g]] are the words that have gram g.
	surfaces []uint32
	ends     []uint32
	MeanLen  float64 // grams a document has on average
}

// Words returns the surfaces that have a gram.
func (t *GramTable) Words(id uint32) []uint32 { return piece(t.surfaces, t.ends, id) }

// piece is the i-th of the lists that stand one after the other in all.
func piece(all, ends []uint32, i uint32) []uint32 {
	if i == 0 {
		return all[:ends[0]]
	}
	return all[ends[i-1]:ends[i]]
}

// Grams calls f for each gram of a folded word; short words are one gram.
func Grams(folded string, f func(Gram)) {
	var g Gram
	padded := "_" + folded + "_"
	if len(padded) < gramSize {
		copy(g[:], padded)
		f(g)
		return
	}
	for i := 0; i+gramSize <= len(padded); i++ {
		copy(g[:], padded[i:])
		f(g)
	}
}

func newGramTable(c *ForwardIndex, pause func()) GramTable {
	t := GramTable{id: make(map[Gram]uint32)}
	var ids, ends []uint32 // the grams of one word after the other
	for _, sf := range c.Surfaces {
		if !sf.Function {
			Grams(sf.Folded, func(g Gram) {
				id, ok := t.id[g]
				if !ok {
					id = uint32(len(t.id))
					t.id[g] = id
				}
				ids = append(ids, id)
			})
		}
		ends = append(ends, uint32(len(ids)))
	}
	of := func(s uint32) []uint32 { return piece(ids, ends, s) }
	pause()
	t.invert(c, of)
	t.count(c, of, pause)
	return t
}

// invert lists the words of each gram.
func (t *GramTable) invert(c *ForwardIndex, of func(s uint32) []uint32) {
	eachWord := func(f func(s, id uint32)) {
		last := make([]uint32, len(t.id)) // the word that had the gram last, plus one
		for s := range uint32(len(c.Surfaces)) {
			for _, id := range of(s) {
				if last[id] != s+1 {
					last[id] = s + 1
					f(s, id)
				}
			}
		}
	}
	t.ends = make([]uint32, len(t.id))
	eachWord(func(_, id uint32) { t.ends[id]++ })
	next := make([]uint32, len(t.id))
	total := uint32(0)
	for id, n := range t.ends {
		next[id] = total
		total += n
		t.ends[id] = total
	}
	t.surfaces = make([]uint32, total)
	eachWord(func(s, id uint32) { t.surfaces[next[id]] = s; next[id]++ })
}

// count fills how many documents have a gram, and how many grams a document
// has.
func (t *GramTable) count(c *ForwardIndex, of func(s uint32) []uint32, pause func()) {
	t.df = make([]uint32, len(t.id))
	seen := make([]uint32, len(t.id))
	total := 0
	for i, d := range c.Rows {
		if i%pauseEvery == 0 {
			pause()
		}
		for _, tok := range c.Tokens[d.Start:d.End] {
			ids := of(tok & SurfaceMask)
			total += len(ids)
			for _, id := range ids {
				if seen[id] != uint32(i)+1 {
					seen[id] = uint32(i) + 1
					t.df[id]++
				}
			}
		}
	}
	t.MeanLen = max(float64(total)/float64(max(len(c.Rows), 1)), 1)
}
