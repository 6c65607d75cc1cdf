package analysis

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"slices"

	"articlebot/retrieval/rank/want"
)

// stored is a collection as it is written: what the analysis found, without
// what follows from it.
type stored struct {
	Terms            []string
	Accented, Folded []string // per surface
	TermOf           []uint32
	Marks            []byte // per surface, of the flags below
	// Lengths are those of the lists that follow, each in pieces.
	Lengths [listCount]int

	lists [listCount][]uint32
}

// The lists of a stored collection.
const (
	listTokens = iota
	listSentences
	listDocs      // docFields numbers each
	listTitleEnds // in listTitleWords
	listTitleWords
	listCount
)

// pieceSize is how many numbers of a list are written at once: gob holds each
// value in memory as a whole.
const pieceSize = 1 << 14

// Flags of a stored surface.
const (
	markFunction = 1 << iota
	markNumber
	markVietnamese
)

// docFields is how many numbers are stored of a document.
const docFields = 7

// Encode writes the collection for Decode. It calls pause between pieces of
// work.
func (c *ForwardIndex) Encode(w io.Writer, pause func()) error {
	s := c.store()
	enc := gob.NewEncoder(w)
	if err := enc.Encode(s); err != nil {
		return fmt.Errorf("write forward index: %w", err)
	}
	for _, list := range s.lists {
		for piece := range slices.Chunk(list, pieceSize) {
			pause()
			if err := enc.Encode(piece); err != nil {
				return fmt.Errorf("write forward index: %w", err)
			}
		}
	}
	return nil
}

func (c *ForwardIndex) store() *stored {
	n := len(c.Surfaces)
	s := &stored{
		Terms: c.terms, Accented: make([]string, n), Folded: make([]string, n), TermOf: make([]uint32, n), Marks: make([]byte, n),
	}
	for i, f := range c.Surfaces {
		s.Accented[i], s.Folded[i], s.TermOf[i] = f.Accented, f.Folded, f.term
		s.Marks[i] = bit(f.Function, markFunction) | bit(f.number, markNumber)
	}
	for key, id := range c.surfaceID {
		if key != c.Surfaces[id].Accented {
			s.Marks[id] |= markVietnamese
		}
	}
	docs := make([]uint32, 0, len(c.Rows)*docFields)
	for _, d := range c.Rows {
		docs = append(docs, d.End, d.SentEnd, d.Content, d.article, d.number, uint32(d.Kind), uint32(bit(d.Vietnamese, 1)))
	}
	ends := make([]uint32, len(c.titles))
	for i, t := range c.titles {
		ends[i] = t.end
	}
	s.lists = [listCount][]uint32{listTokens: c.Tokens, listSentences: c.Sentences, listDocs: docs, listTitleEnds: ends, listTitleWords: c.titleWords}
	for i, list := range s.lists {
		s.Lengths[i] = len(list)
	}
	return s
}

func bit(is bool, b byte) byte {
	if is {
		return b
	}
	return 0
}

var errShape = errors.New("read forward index: its parts do not fit each other")

// Decode reads what Encode of the same program wrote: another one may analyse
// words in another way. It is for bytes that a checksum vouches for; those of
// another shape are an error, and more than an index numbers is ErrFull.
func Decode(r io.Reader) (*ForwardIndex, error) { return decode(r, Bounds{}) }

func decode(r io.Reader, most Bounds) (*ForwardIndex, error) {
	var s stored
	dec := gob.NewDecoder(r)
	if err := dec.Decode(&s); err != nil {
		return nil, fmt.Errorf("read forward index: %w", err)
	}
	if err := s.amounts().within(most); err != nil {
		return nil, fmt.Errorf("read forward index: %w", err)
	}
	for i, length := range s.Lengths {
		if err := s.read(dec, i, length); err != nil {
			return nil, err
		}
	}
	if !s.sound() {
		return nil, errShape
	}
	c := &ForwardIndex{Lexicon: &Lexicon{Vocabulary: newVocabulary(0, len(s.Terms))}, Tokens: s.lists[listTokens], Sentences: s.lists[listSentences]}
	for i, t := range s.Terms {
		t = c.words.keep(t)
		c.terms = append(c.terms, t)
		c.termID[t] = uint32(i)
	}
	c.Surfaces, c.surfaceID = make([]Surface, len(s.TermOf)), make(map[string]uint32, len(s.TermOf))
	for i := range c.Surfaces {
		m := s.Marks[i]
		key := c.words.keep(surfaceKey(s.Accented[i], m&markVietnamese != 0))
		accented := key[len(key)-len(s.Accented[i]):]
		c.surfaceID[key] = uint32(i)
		c.Surfaces[i] = Surface{
			term: s.TermOf[i], Accented: accented, Folded: c.words.keepPart(s.Folded[i], accented),
			Function: m&markFunction != 0, number: m&markNumber != 0, Office: want.Builtin().OtherOffice[accented],
		}
	}
	s.restore(c)
	c.derive(func() {})
	return c, nil
}

// amounts are how much it has, as far as it says.
func (s *stored) amounts() amounts {
	return amounts{s.Lengths[listDocs] / docFields, s.Lengths[listTokens], s.Lengths[listTitleWords], len(s.TermOf)}
}

// read fills a list.
func (s *stored) read(dec *gob.Decoder, list, length int) error {
	var piece []uint32
	for len(s.lists[list]) < length {
		piece = piece[:0]
		if err := dec.Decode(&piece); err != nil {
			return fmt.Errorf("read forward index: %w", err)
		}
		if len(piece) == 0 {
			return errShape
		}
		if s.lists[list] == nil { // only now, as a damaged length may be anything
			s.lists[list] = make([]uint32, 0, min(length, pieceSize*len(piece)))
		}
		s.lists[list] = append(s.lists[list], piece...)
	}
	if len(s.lists[list]) != length {
		return errShape
	}
	return nil
}

// restore fills documents and titles.
func (s *stored) restore(c *ForwardIndex) {
	c.titleWords = s.lists[listTitleWords]
	c.titles = make([]title, len(s.lists[listTitleEnds]))
	start := uint32(0)
	for i, end := range s.lists[listTitleEnds] {
		t := title{start: start, end: end}
		for _, w := range c.titleWords[start:end] {
			if !c.Surfaces[w].Function {
				t.content++
			}
		}
		c.titles[i], start = t, end
	}
	c.Rows = make([]Row, len(s.lists[listDocs])/docFields)
	var before Row
	for i := range c.Rows {
		f := s.lists[listDocs][i*docFields:]
		c.Rows[i] = Row{
			Start: before.End, End: f[0], SentStart: before.SentEnd, SentEnd: f[1],
			Content: f[2], article: f[3], number: f[4], Kind: Kind(f[5]), Vietnamese: f[6] != 0,
		}
		before = c.Rows[i]
	}
}

// sound tells whether every number points at something.
func (s *stored) sound() bool {
	surfaces, docs := len(s.TermOf), s.lists[listDocs]
	if len(s.Accented) != surfaces || len(s.Folded) != surfaces || len(s.Marks) != surfaces || len(docs)%docFields != 0 {
		return false
	}
	if !below(s.TermOf, len(s.Terms)) || !below(s.lists[listTitleWords], surfaces) ||
		!ascending(s.lists[listTitleEnds], len(s.lists[listTitleWords])) {
		return false
	}
	for _, t := range s.lists[listTokens] {
		if int(t&SurfaceMask) >= surfaces {
			return false
		}
	}
	var ends, sentEnds []uint32
	start := uint32(0)
	for i := 0; i < len(docs); i += docFields {
		end, content, article, number := docs[i], docs[i+2], docs[i+3], docs[i+4]
		if int(article) >= len(s.lists[listTitleEnds]) || int(number) != i/docFields || end < start || content > end-start {
			return false
		}
		ends, sentEnds = append(ends, end), append(sentEnds, docs[i+1])
		start = end
	}
	sentences := s.lists[listSentences]
	return ascending(ends, len(s.lists[listTokens])) && ascending(sentEnds, len(sentences)) && ascending(sentences, len(s.lists[listTokens]))
}

func below(numbers []uint32, limit int) bool {
	for _, n := range numbers {
		if int(n) >= limit {
			return false
		}
	}
	return true
}

// ascending tells whether ends divide something of that length.
func ascending(ends []uint32, length int) bool {
	last := uint32(0)
	for _, e := range ends {
		if e < last {
			return false
		}
		last = e
	}
	return int(last) == length
}
