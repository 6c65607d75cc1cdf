package analysis

import (
	"encoding/binary"
	"errors"
)

// A packed document is the analysis of one passage and its article's title by
// itself. Its words are spelled out, each once, as numbers of words hold for one
// collection alone: what is packed serves every generation that has the passage.

// Pack packs the document added last.
func (b *Builder) Pack() []byte { return b.c.pack(len(b.c.Rows) - 1) }

// Bits of a packed document's first byte, above its kind.
const packedVietnamese = 1 << 7

// Bits of a packed word, above its length.
const (
	packedUpper = 1 << iota
	packedNumber
	packedFunction
	packedBits = iota
)

// pack packs a document.
func (c *ForwardIndex) pack(doc int) []byte {
	d := &c.Rows[doc]
	p := packer{c: c, known: make(map[uint32]uint64)}
	for _, s := range c.TitleOf(d) {
		p.word(s)
	}
	titles := len(p.refs)
	for _, tok := range c.Tokens[d.Start:d.End] {
		p.word(tok)
	}
	out := append(make([]byte, 0, 16+len(p.words)+2*len(p.refs)), byte(d.Kind)|bit(d.Vietnamese, packedVietnamese))
	for _, n := range []int{int(d.Content), len(p.known), len(p.refs), titles, int(d.SentEnd - d.SentStart)} {
		out = binary.AppendUvarint(out, uint64(n))
	}
	last := d.Start
	for _, end := range c.Sentences[d.SentStart:d.SentEnd] {
		out = binary.AppendUvarint(out, uint64(end-last))
		last = end
	}
	out = append(out, p.words...)
	for _, ref := range p.refs {
		out = binary.AppendUvarint(out, ref)
	}
	return out
}

// packer lists the words of a document.
type packer struct {
	c     *ForwardIndex
	known map[uint32]uint64 // the place of each token among words
	words []byte
	refs  []uint64
}

// word appends a token.
func (p *packer) word(tok uint32) {
	at, ok := p.known[tok]
	if !ok {
		at = uint64(len(p.known))
		p.known[tok] = at
		word := p.c.Surfaces[tok&SurfaceMask].Accented
		flags := uint64(tok&UpperFlag/UpperFlag*packedUpper | tok&NumberFlag/NumberFlag*packedNumber | tok&FunctionFlag/FunctionFlag*packedFunction)
		p.words = binary.AppendUvarint(p.words, uint64(len(word))<<packedBits|flags)
		p.words = append(p.words, word...)
	}
	p.refs = append(p.refs, at)
}

// errPacked is a packed document that is damaged or of words that the lexicon does
// not have.
var errPacked = errors.New("read analysis of a passage: it is damaged or of another lexicon")

// Gathered is a collection of some packed documents, for one question. It is no
// part of what is known of all: it changes nothing of its lexicon.
type Gathered struct {
	*ForwardIndex
	tokens []uint32 // of the document's dictionary, while it is read
	key    []byte
}

// Gather returns a collection without documents.
func Gather(x *Lexicon) *Gathered { return &Gathered{ForwardIndex: &ForwardIndex{Lexicon: x}} }

// Append adds a packed document, and returns its number. It is an article of its
// own; see Join.
func (g *Gathered) Append(packed []byte) (doc int, err error) {
	c := g.ForwardIndex
	in := unpacker{data: packed}
	first := in.byte()
	doc = len(c.Rows)
	d := Row{
		Start: uint32(len(c.Tokens)), SentStart: uint32(len(c.Sentences)), article: uint32(len(c.titles)), number: uint32(doc),
		Kind: Kind(first &^ packedVietnamese), Vietnamese: first&packedVietnamese != 0,
	}
	d.Content = in.number()
	words, refs, title, sentences := in.number(), in.number(), in.number(), in.number()
	if size := uint32(len(packed)); words > size || refs > size || title > refs || sentences > size {
		return 0, errPacked
	}
	end := d.Start
	for range sentences {
		end += in.number()
		c.Sentences = append(c.Sentences, end)
	}
	d.SentEnd = uint32(len(c.Sentences))
	if err := g.dictionary(&in, int(words), d.Vietnamese); err != nil {
		return 0, err
	}
	t := g.title(&in, int(title))
	for range refs - title {
		c.Tokens = append(c.Tokens, g.ref(&in))
	}
	d.End = uint32(len(c.Tokens))
	if in.failed || end > d.End || d.Content > d.End-d.Start {
		return 0, errPacked
	}
	c.titles, c.Rows = append(c.titles, t), append(c.Rows, d)
	return doc, nil
}

// dictionary reads the words of a document.
func (g *Gathered) dictionary(in *unpacker, words int, vietnamese bool) error {
	g.tokens, g.key = g.tokens[:0], g.key[:0]
	if vietnamese {
		g.key = append(g.key, surfaceKey("", true)...)
	}
	prefix := len(g.key)
	for range words {
		n := in.number()
		g.key = append(g.key[:prefix], in.bytes(int(n>>packedBits))...)
		s, ok := g.surfaceID[string(g.key)]
		if !ok {
			return errPacked
		}
		g.tokens = append(g.tokens, s|n&packedUpper/packedUpper*UpperFlag|n&packedNumber/packedNumber*NumberFlag|n&packedFunction/packedFunction*FunctionFlag)
	}
	return nil
}

// title reads the words of a title.
func (g *Gathered) title(in *unpacker, words int) title {
	t := title{start: uint32(len(g.titleWords))}
	for range words {
		tok := g.ref(in) & SurfaceMask
		g.titleWords = append(g.titleWords, tok)
		if in.failed {
			break
		}
		if !g.Surfaces[tok].Function {
			t.content++
		}
	}
	t.end = uint32(len(g.titleWords))
	return t
}

func (g *Gathered) ref(in *unpacker) uint32 {
	n := int(in.number())
	if n >= len(g.tokens) {
		in.failed = true
		return 0
	}
	return g.tokens[n]
}

// Part ends a row of documents of one article: what is appended next is of another.
func (g *Gathered) Part() {
	c := g.ForwardIndex
	end, sentences := uint32(len(c.Tokens)), uint32(len(c.Sentences))
	c.Rows = append(c.Rows, Row{
		Start: end, End: end, SentStart: sentences, SentEnd: sentences, article: uint32(len(c.titles)), number: uint32(len(c.Rows)),
	})
	c.titles = append(c.titles, title{uint32(len(c.titleWords)), uint32(len(c.titleWords)), 0})
}

// Join makes one article of the documents from..to, and a document elsewhere stand
// for the one numbered as: whoever asks for its article is shown those.
func (g *Gathered) Join(from, to int, stand map[int]int) {
	article := g.Rows[from].article
	for i := from; i < to; i++ {
		g.Rows[i].article = article
	}
	for doc, as := range stand {
		g.Rows[doc].article, g.Rows[doc].number = article, g.Rows[as].number
	}
}

// unpacker reads a packed document.
type unpacker struct {
	data   []byte
	failed bool
}

func (in *unpacker) byte() byte {
	b := in.bytes(1)
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

func (in *unpacker) number() uint32 {
	v, n := binary.Uvarint(in.data)
	if n <= 0 || v > 1<<32-1 {
		in.failed, in.data = true, nil
		return 0
	}
	in.data = in.data[n:]
	return uint32(v)
}

func (in *unpacker) bytes(n int) []byte {
	if n > len(in.data) {
		in.failed, in.data = true, nil
		return nil
	}
	b := in.data[:n]
	in.data = in.data[n:]
	return b
}

// Groups are the terms that a document has one of each group of where it has every
// word of the question that carries topic, as Having looks for them; nil where none
// can.
func (c *Lexicon) Groups(q *Query) [][]string {
	var groups [][]string
	for n, i := range q.Content {
		if len(q.Terms[i].Interpretations) == 0 || n >= MaxTerms {
			return nil
		}
		var group []string
		for _, r := range q.Terms[i].Interpretations {
			group = append(group, c.terms[r.Term])
		}
		groups = append(groups, group)
	}
	return groups
}
