package analysis

import (
	"slices"

	"articlebot/retrieval/text"
)

// Builder makes a Collection. It is not safe for concurrent use.
type Builder struct {
	c        *ForwardIndex
	analyzer *text.Analyzer
	// from is the collection that documents were taken from last, moved its
	// surfaces' numbers in this one plus one.
	from  *ForwardIndex
	moved []uint32
	// expected is how many documents there will be, 0 if nobody knows.
	expected int
}

// analyzerRoom is how many different words the analysis remembers in bulk.
const analyzerRoom = 1 << 20

// NewBuilder returns an empty builder. It makes room for a collection like the
// given one, which may be nil.
func NewBuilder(like *ForwardIndex) *Builder {
	if like == nil {
		like = &ForwardIndex{Lexicon: &Lexicon{}}
	}
	return &Builder{
		c: &ForwardIndex{
			Lexicon: &Lexicon{Vocabulary: newVocabulary(len(like.Surfaces), len(like.terms))}, Tokens: roomFor(like.Tokens),
			Rows: roomFor(like.Rows), Sentences: roomFor(like.Sentences), titles: roomFor(like.titles),
			titleWords: roomFor(like.titleWords),
		},
		analyzer: text.NewAnalyzer(analyzerRoom),
	}
}

// Expect makes room for so many documents in all.
func (b *Builder) Expect(documents int) {
	b.expected = documents
	b.c.Rows = slices.Grow(b.c.Rows, max(documents-len(b.c.Rows), 0))
}

// expectedShare is of what share of the documents the words tell how many all will
// have, and how much more room than that is made.
const expectedShare = 64

// room makes room for so many words. A list that grows by itself keeps a tenth unused,
// and is copied a dozen times.
func (b *Builder) room(words int) {
	c, n := b.c, len(b.c.Rows)
	if cap(c.Tokens)-len(c.Tokens) >= words || n <= b.expected/expectedShare || n >= b.expected {
		return
	}
	all := int(float64(len(c.Tokens)) / float64(n) * float64(b.expected))
	grown := make([]uint32, len(c.Tokens), max(all+all/expectedShare, len(c.Tokens)+words))
	copy(grown, c.Tokens)
	c.Tokens = grown
}

// roomFor returns an empty list with room for one a little longer.
func roomFor[T any](list []T) []T { return make([]T, 0, len(list)+len(list)/32) }

// Add analyses a document and appends it.
func (b *Builder) Add(d Document) {
	c := b.c
	doc := b.begin(d.Article, kindOf(d.Kind), d.Language == text.Vietnamese)
	if d.Article >= len(c.titles) {
		b.addTitle(d)
	}
	sentence := 0
	tokens := b.analyzer.Tokens(d.Text, d.Language)
	b.room(len(tokens))
	for _, t := range tokens {
		for sentence < len(d.Sentences)-1 && t.Start >= d.Sentences[sentence][1] {
			b.endSentence(&doc)
			sentence++
		}
		c.Tokens = append(c.Tokens, c.add(t.Form, d.Language)|flags(t.Form))
		if !t.Stop {
			doc.Content++
		}
	}
	b.endSentence(&doc)
	b.end(doc)
}

// Take appends a document of another collection, as number article's, without
// analysing it again. The result is the same as that of Add.
func (b *Builder) Take(from *ForwardIndex, number, article int) {
	if b.from != from {
		b.from, b.moved = from, make([]uint32, len(from.Surfaces))
	}
	c, old := b.c, &from.Rows[number]
	doc := b.begin(article, old.Kind, old.Vietnamese)
	if article >= len(c.titles) {
		t := title{start: uint32(len(c.titleWords)), content: from.titles[old.article].content}
		for _, s := range from.TitleOf(old) {
			c.titleWords = append(c.titleWords, b.take(s, old.Vietnamese))
		}
		t.end = uint32(len(c.titleWords))
		c.titles = append(c.titles, t)
	}
	b.room(int(old.End - old.Start))
	for _, tok := range from.Tokens[old.Start:old.End] {
		c.Tokens = append(c.Tokens, b.take(tok&SurfaceMask, old.Vietnamese)|tok&^SurfaceMask)
	}
	for _, end := range from.Sentences[old.SentStart:old.SentEnd] {
		c.Sentences = append(c.Sentences, end-old.Start+doc.Start)
	}
	doc.Content = old.Content
	b.end(doc)
}

// take returns the number of a surface of the other collection.
func (b *Builder) take(s uint32, vietnamese bool) uint32 {
	if b.moved[s] == 0 {
		b.moved[s] = b.c.take(&b.from.Vocabulary, s, vietnamese) + 1
	}
	return b.moved[s] - 1
}

func (b *Builder) begin(article int, kind Kind, vietnamese bool) Row {
	c := b.c
	return Row{
		Start: uint32(len(c.Tokens)), SentStart: uint32(len(c.Sentences)),
		article: uint32(article), number: uint32(len(c.Rows)), Kind: kind, Vietnamese: vietnamese,
	}
}

func (b *Builder) end(d Row) {
	d.End, d.SentEnd = uint32(len(b.c.Tokens)), uint32(len(b.c.Sentences))
	b.c.Rows = append(b.c.Rows, d)
}

func (b *Builder) endSentence(d *Row) {
	end := uint32(len(b.c.Tokens))
	last := d.Start
	if n := len(b.c.Sentences); n > int(d.SentStart) {
		last = b.c.Sentences[n-1]
	}
	if end > last {
		b.c.Sentences = append(b.c.Sentences, end)
	}
}

func (b *Builder) addTitle(d Document) {
	c := b.c
	t := title{start: uint32(len(c.titleWords))}
	for _, tok := range b.analyzer.Tokens(d.Title, d.Language) {
		c.titleWords = append(c.titleWords, c.add(tok.Form, d.Language))
		if !tok.Stop {
			t.content++
		}
	}
	t.end = uint32(len(c.titleWords))
	c.titles = append(c.titles, t)
}

// Terms are the terms to index for the document added last, its title's
// included.
func (b *Builder) Terms() []string { return b.c.Terms(len(b.c.Rows) - 1) }

// Build returns the collection. It calls pause between pieces of work. The
// builder must not be used afterwards.
func (b *Builder) Build(pause func()) *ForwardIndex {
	c := b.c
	b.analyzer, b.from, b.moved = nil, nil, nil
	c.derive(pause)
	return c
}
