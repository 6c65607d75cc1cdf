package rank

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
)

// stored is a collection as it is written: what the analysis found, without
// what follows from it.
type stored struct {
	Terms            []string
	Accented, Folded []string // per surface
	TermOf           []uint32
	Marks            []byte // per surface, of the flags below
	Tokens           []uint32
	Sentences        []uint32
	Docs             []uint32 // docFields numbers each
	TitleEnds        []uint32 // in TitleWords
	TitleWords       []uint32
}

// Flags of a stored surface.
const (
	markFunction = 1 << iota
	markNumber
	markVietnamese
)

// docFields is how many numbers are stored of a document.
const docFields = 7

// Encode writes the collection for Decode.
func (c *Collection) Encode(w io.Writer) error {
	s := stored{Terms: c.terms, Tokens: c.tokens, Sentences: c.sentences}
	for _, f := range c.surfaces {
		s.Accented, s.Folded, s.TermOf = append(s.Accented, f.accented), append(s.Folded, f.folded), append(s.TermOf, f.term)
		s.Marks = append(s.Marks, bit(f.function, markFunction)|bit(f.number, markNumber))
	}
	for key, id := range c.surfaceID {
		if key != c.surfaces[id].accented {
			s.Marks[id] |= markVietnamese
		}
	}
	for _, d := range c.docs {
		s.Docs = append(s.Docs, d.end, d.sentEnd, d.content, d.article, d.number, uint32(d.kind), uint32(bit(d.vietnamese, 1)))
	}
	for _, t := range c.titles {
		s.TitleWords = append(s.TitleWords, t.surfaces...)
		s.TitleEnds = append(s.TitleEnds, uint32(len(s.TitleWords)))
	}
	if err := gob.NewEncoder(w).Encode(&s); err != nil {
		return fmt.Errorf("write collection: %w", err)
	}
	return nil
}

func bit(is bool, b byte) byte {
	if is {
		return b
	}
	return 0
}

var errShape = errors.New("read collection: its parts do not fit each other")

// Decode reads what Encode of the same program wrote: another one may analyse
// words in another way. It is for bytes that a checksum vouches for; those of
// another shape are an error.
func Decode(r io.Reader) (*Collection, error) {
	var s stored
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return nil, fmt.Errorf("read collection: %w", err)
	}
	if !s.sound() {
		return nil, errShape
	}
	c := &Collection{vocabulary: newVocabulary(), tokens: s.Tokens, sentences: s.Sentences}
	c.terms = s.Terms
	for i, t := range c.terms {
		c.termID[t] = uint32(i)
	}
	c.surfaces = make([]surface, len(s.TermOf))
	for i := range c.surfaces {
		m := s.Marks[i]
		c.surfaces[i] = surface{
			term: s.TermOf[i], accented: s.Accented[i], folded: s.Folded[i],
			function: m&markFunction != 0, number: m&markNumber != 0, office: officeModifiers[s.Accented[i]],
		}
		c.surfaceID[surfaceKey(s.Accented[i], m&markVietnamese != 0)] = uint32(i)
	}
	s.restore(c)
	c.derive()
	return c, nil
}

// restore fills documents and titles.
func (s *stored) restore(c *Collection) {
	start := uint32(0)
	for _, end := range s.TitleEnds {
		t := title{surfaces: s.TitleWords[start:end:end]}
		for _, w := range t.surfaces {
			if !c.surfaces[w].function {
				t.content++
			}
		}
		c.titles = append(c.titles, t)
		start = end
	}
	c.docs = make([]document, len(s.Docs)/docFields)
	var before document
	for i := range c.docs {
		f := s.Docs[i*docFields:]
		c.docs[i] = document{
			start: before.end, end: f[0], sentStart: before.sentEnd, sentEnd: f[1],
			content: f[2], article: f[3], number: f[4], kind: Kind(f[5]), vietnamese: f[6] != 0,
		}
		before = c.docs[i]
	}
}

// sound tells whether every number points at something.
func (s *stored) sound() bool {
	surfaces := len(s.TermOf)
	if len(s.Accented) != surfaces || len(s.Folded) != surfaces || len(s.Marks) != surfaces || len(s.Docs)%docFields != 0 {
		return false
	}
	if !below(s.TermOf, len(s.Terms)) || !below(s.TitleWords, surfaces) || !ascending(s.TitleEnds, len(s.TitleWords)) {
		return false
	}
	for _, t := range s.Tokens {
		if int(t&surfaceMask) >= surfaces {
			return false
		}
	}
	var ends, sentEnds []uint32
	for i := 0; i < len(s.Docs); i += docFields {
		ends, sentEnds = append(ends, s.Docs[i]), append(sentEnds, s.Docs[i+1])
		if int(s.Docs[i+3]) >= len(s.TitleEnds) {
			return false
		}
	}
	return ascending(ends, len(s.Tokens)) && ascending(sentEnds, len(s.Sentences)) && ascending(s.Sentences, len(s.Tokens))
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
