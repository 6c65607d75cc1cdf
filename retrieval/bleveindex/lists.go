package bleveindex

import (
	"context"
	"encoding/binary"
	"slices"
	"sort"
	"strings"
)

// lists are the posting lists of a part in memory. Of each term there is one list,
// of all documents, in as few bytes as can be read quickly: bleve's segments in
// memory are never merged, and take seven times as many.
type lists struct {
	words    string   // all terms one after the other, in their order
	wordEnds []uint64 // in words
	data     []byte   // all lists, in the same order
	listEnds []uint64 // in data
}

// span is the part of something that lies before the nth end and after the one
// before it.
func span(ends []uint64, n int) (from, to uint64) {
	if n > 0 {
		from = ends[n-1]
	}
	return from, ends[n]
}

func (l *lists) word(n int) string {
	from, to := span(l.wordEnds, n)
	return l.words[from:to]
}

// postings reads where a term stands.
func (l *lists) postings(ctx context.Context, term string, t *tally) error {
	n, found := sort.Find(len(l.wordEnds), func(i int) int { return strings.Compare(term, l.word(i)) })
	if !found {
		return nil
	}
	from, to := span(l.listEnds, n)
	next := uint64(0)
	for data := l.data[from:to]; len(data) > 0; {
		if len(t.postings)%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		step, freq, rest := readPosting(data)
		t.postings = append(t.postings, posting{next + step, freq})
		next, data = next+step+1, rest
	}
	return nil
}

// A posting is written as how many documents lie between it and the one before,
// with a bit that tells whether how often the document has the term follows: most
// have it once.

func appendPosting(out []byte, step, freq uint64) []byte {
	if freq == 1 {
		return binary.AppendUvarint(out, step<<1)
	}
	return binary.AppendUvarint(binary.AppendUvarint(out, step<<1|1), freq)
}

func readPosting(data []byte) (step, freq uint64, rest []byte) {
	v, n := binary.Uvarint(data)
	if v&1 == 0 {
		return v >> 1, 1, data[n:]
	}
	freq, m := binary.Uvarint(data[n:])
	return v >> 1, freq, data[n+m:]
}

// listing gathers the terms of documents, by document, until they are turned into
// lists: those would have to move each time one of them grows.
type listing struct {
	numbers map[string]uint32
	terms   []string
	counts  []count32 // of each term
	present []uint32  // the terms of the present document
	pages   [][]byte
	docs    int
}

// count32 is how often the document added last that has a term has it.
type count32 struct{ doc, freq uint32 }

// pageBytes is how much is set aside at a time.
const pageBytes = 1 << 18

// add appends a document.
func (g *listing) add(terms []string) {
	g.docs++
	g.present = g.present[:0]
	for _, t := range terms {
		n, known := g.numbers[t]
		if !known {
			n = uint32(len(g.terms))
			g.numbers[t] = n
			g.terms, g.counts = append(g.terms, t), append(g.counts, count32{})
		}
		c := &g.counts[n]
		if c.doc != uint32(g.docs) {
			*c = count32{doc: uint32(g.docs)}
			g.present = append(g.present, n)
		}
		c.freq++
	}
	page := g.page((2*len(g.present) + 1) * binary.MaxVarintLen32)
	*page = binary.AppendUvarint(*page, uint64(len(g.present)))
	for _, n := range g.present {
		*page = appendPosting(*page, uint64(n), uint64(g.counts[n].freq))
	}
}

// page is one with so much room.
func (g *listing) page(room int) *[]byte {
	if last := len(g.pages) - 1; last >= 0 && cap(g.pages[last])-len(g.pages[last]) >= room {
		return &g.pages[last]
	}
	g.pages = append(g.pages, make([]byte, 0, max(pageBytes, room)))
	return &g.pages[len(g.pages)-1]
}

// each calls f with all postings, those of a term in the order of their documents.
func (g *listing) each(f func(term uint32, step, freq uint64)) {
	next := make([]uint64, len(g.terms))
	doc := uint64(0)
	for _, page := range g.pages {
		for len(page) > 0 {
			terms, n := binary.Uvarint(page)
			page = page[n:]
			for range terms {
				var term, freq uint64
				term, freq, page = readPosting(page)
				f(uint32(term), doc-next[term], freq)
				next[term] = doc + 1
			}
			doc++
		}
	}
}

// lists turns what was gathered into lists.
func (g *listing) lists() *lists {
	order := make([]uint32, len(g.terms))
	size := 0
	for i, t := range g.terms {
		order[i] = uint32(i)
		size += len(t)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(g.terms[a], g.terms[b]) })
	at := make([]uint64, len(g.terms)) // how long each list is, then where it goes on
	var room [2 * binary.MaxVarintLen64]byte
	g.each(func(term uint32, step, freq uint64) { at[term] += uint64(len(appendPosting(room[:0], step, freq))) })
	l := &lists{wordEnds: make([]uint64, len(order)), listEnds: make([]uint64, len(order))}
	var words strings.Builder
	words.Grow(size)
	total := uint64(0)
	for i, n := range order {
		words.WriteString(g.terms[n])
		l.wordEnds[i] = uint64(words.Len())
		at[n], total = total, total+at[n]
		l.listEnds[i] = total
	}
	l.words, l.data = words.String(), make([]byte, total)
	g.each(func(term uint32, step, freq uint64) {
		at[term] += uint64(len(appendPosting(l.data[at[term]:at[term]], step, freq)))
	})
	return l
}
