package rank

// gramSize is the length of character n-grams in bytes of the folded word
// between "_" marks: 4 was the best length for English and Vietnamese.
const gramSize = 4

type gram [gramSize]byte

// gramTable finds the words that share letters with a word of a question.
type gramTable struct {
	id       map[gram]uint32
	df       []uint32   // documents that have a word with the gram
	surfaces [][]uint32 // words that have the gram
	meanLen  float64    // grams a document has on average
}

// grams calls f for each gram of a folded word; short words are one gram.
func grams(folded string, f func(gram)) {
	var g gram
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

func newGramTable(c *Collection) gramTable {
	t := gramTable{id: make(map[gram]uint32)}
	of := make([][]uint32, len(c.surfaces))
	for s, sf := range c.surfaces {
		if sf.function {
			continue
		}
		grams(sf.folded, func(g gram) {
			id, ok := t.id[g]
			if !ok {
				id = uint32(len(t.surfaces))
				t.id[g] = id
				t.surfaces = append(t.surfaces, nil)
			}
			of[s] = append(of[s], id)
			if l := t.surfaces[id]; len(l) == 0 || l[len(l)-1] != uint32(s) {
				t.surfaces[id] = append(l, uint32(s))
			}
		})
	}
	t.df = make([]uint32, len(t.surfaces))
	seen := make([]uint32, len(t.surfaces))
	total := 0
	for i, d := range c.docs {
		for _, tok := range c.tokens[d.start:d.end] {
			ids := of[tok&surfaceMask]
			total += len(ids)
			for _, id := range ids {
				if seen[id] != uint32(i)+1 {
					seen[id] = uint32(i) + 1
					t.df[id]++
				}
			}
		}
	}
	t.meanLen = max(float64(total)/float64(max(len(c.docs), 1)), 1)
	return t
}
