package rank

import (
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
			Lexicon: &Lexicon{vocabulary: newVocabulary(len(like.surfaces), len(like.terms))}, tokens: roomFor(like.tokens),
			docs: roomFor(like.docs), sentences: roomFor(like.sentences), titles: roomFor(like.titles),
			titleWords: roomFor(like.titleWords),
		},
		analyzer: text.NewAnalyzer(analyzerRoom),
	}
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
	for _, t := range b.analyzer.Tokens(d.Text, d.Language) {
		for sentence < len(d.Sentences)-1 && t.Start >= d.Sentences[sentence][1] {
			b.endSentence(&doc)
			sentence++
		}
		c.tokens = append(c.tokens, c.add(t.Form, d.Language)|flags(t.Form))
		if !t.Stop {
			doc.content++
		}
	}
	b.endSentence(&doc)
	b.end(doc)
}

// Take appends a document of another collection, as number article's, without
// analysing it again. The result is the same as that of Add.
func (b *Builder) Take(from *ForwardIndex, number, article int) {
	if b.from != from {
		b.from, b.moved = from, make([]uint32, len(from.surfaces))
	}
	c, old := b.c, &from.docs[number]
	doc := b.begin(article, old.kind, old.vietnamese)
	if article >= len(c.titles) {
		t := title{start: uint32(len(c.titleWords)), content: from.titles[old.article].content}
		for _, s := range from.titleOf(old) {
			c.titleWords = append(c.titleWords, b.take(s, old.vietnamese))
		}
		t.end = uint32(len(c.titleWords))
		c.titles = append(c.titles, t)
	}
	for _, tok := range from.tokens[old.start:old.end] {
		c.tokens = append(c.tokens, b.take(tok&surfaceMask, old.vietnamese)|tok&^surfaceMask)
	}
	for _, end := range from.sentences[old.sentStart:old.sentEnd] {
		c.sentences = append(c.sentences, end-old.start+doc.start)
	}
	doc.content = old.content
	b.end(doc)
}

// take returns the number of a surface of the other collection.
func (b *Builder) take(s uint32, vietnamese bool) uint32 {
	if b.moved[s] == 0 {
		b.moved[s] = b.c.take(&b.from.vocabulary, s, vietnamese) + 1
	}
	return b.moved[s] - 1
}

func (b *Builder) begin(article int, kind kind, vietnamese bool) document {
	c := b.c
	return document{
		start: uint32(len(c.tokens)), sentStart: uint32(len(c.sentences)),
		article: uint32(article), number: uint32(len(c.docs)), kind: kind, vietnamese: vietnamese,
	}
}

func (b *Builder) end(d document) {
	d.end, d.sentEnd = uint32(len(b.c.tokens)), uint32(len(b.c.sentences))
	b.c.docs = append(b.c.docs, d)
}

func (b *Builder) endSentence(d *document) {
	end := uint32(len(b.c.tokens))
	last := d.start
	if n := len(b.c.sentences); n > int(d.sentStart) {
		last = b.c.sentences[n-1]
	}
	if end > last {
		b.c.sentences = append(b.c.sentences, end)
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
func (b *Builder) Terms() []string { return b.c.Terms(len(b.c.docs) - 1) }

// Build returns the collection. It calls pause between pieces of work. The
// builder must not be used afterwards.
func (b *Builder) Build(pause func()) *ForwardIndex {
	c := b.c
	b.analyzer, b.from, b.moved = nil, nil, nil
	c.derive(pause)
	return c
}
