package rank

import (
	"articlebot/retrieval/text"
)

// Kind is the part of an article that a document is.
type Kind uint8

// The kinds, as in package retrieval.
const (
	Body Kind = iota
	Caption
	Brief
)

// Document is a passage to be added to a collection.
type Document struct {
	Text      string
	Sentences [][2]int // byte ranges of Text
	Language  text.Language
	Kind      Kind
	// Article numbers the article from 0; documents of one come in a row.
	Article int
	Title   string
}

// Collection is the analysed form of all passages: about five bytes a word and
// the vocabulary. It is immutable once built and safe for concurrent use.
type Collection struct {
	vocabulary
	// tokens are the words of all documents one after the other: a surface's
	// number and the flags below.
	tokens []uint32
	docs   []document
	// sentences are the ends of all sentences, as indexes into tokens.
	sentences []uint32
	titles    []title
	bigrams   sketch
	grams     gramTable
	// meanLen and meanSentence are mean numbers of content words.
	meanLen, meanSentence, meanTitle float64
}

// upperFlag marks a word written with an upper-case first letter, numberFlag a
// number, functionFlag a word without topic; the rest of a token is its surface.
const (
	upperFlag    = 1 << 31
	numberFlag   = 1 << 30
	functionFlag = 1 << 29
	surfaceMask  = functionFlag - 1
)

type document struct {
	start, end         uint32 // in tokens
	sentStart, sentEnd uint32 // in sentences
	content            uint32 // words that carry topic
	article, number    uint32
	kind               Kind
	vietnamese         bool
}

type title struct {
	surfaces []uint32
	content  int
}

// Len is the number of documents.
func (c *Collection) Len() int { return len(c.docs) }

// Article returns the article number of a document.
func (c *Collection) Article(doc int) int { return int(c.docs[doc].article) }

// MeanLength is the mean number of searched words in a document and its title.
func (c *Collection) MeanLength() float64 { return c.meanLen + c.meanTitle }

// Builder makes a Collection. It is not safe for concurrent use.
type Builder struct {
	c        *Collection
	analyzer *text.Analyzer
	seen     []uint32 // per term: the last document that counted it, plus one
	seenForm []uint32 // the same per surface
	content  uint64
}

// analyzerRoom is how many different words the analysis remembers in bulk.
const analyzerRoom = 1 << 20

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{
		c:        &Collection{vocabulary: newVocabulary(), bigrams: newSketch()},
		analyzer: text.NewAnalyzer(analyzerRoom),
	}
}

// Add appends a document and returns the terms to index for it, its title's
// included.
func (b *Builder) Add(d Document) []string {
	c := b.c
	doc := document{start: uint32(len(c.tokens)), sentStart: uint32(len(c.sentences)), article: uint32(d.Article), number: uint32(len(c.docs)), kind: d.Kind, vietnamese: d.Language == text.Vietnamese}
	if d.Article >= len(c.titles) {
		c.titles = append(c.titles, b.title(d))
	}
	tokens := b.analyzer.Tokens(d.Text, d.Language)
	terms := make([]string, 0, len(tokens))
	sentence := 0
	for i, t := range tokens {
		for sentence < len(d.Sentences)-1 && t.Start >= d.Sentences[sentence][1] {
			b.endSentence(&doc)
			sentence++
		}
		id := c.add(t.Form, d.Language)
		c.tokens = append(c.tokens, id|flags(t.Form))
		if i > 0 {
			c.bigrams.add(c.termOf(c.tokens[len(c.tokens)-2]), c.termOf(id))
		}
		if !t.Stop {
			doc.content++
			terms = append(terms, t.Term)
		}
	}
	b.endSentence(&doc)
	doc.end, doc.sentEnd = uint32(len(c.tokens)), uint32(len(c.sentences))
	c.docs = append(c.docs, doc)
	b.content += uint64(doc.content)
	b.count(doc)
	return append(terms, b.titleTerms(d.Article)...)
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

func (b *Builder) title(d Document) title {
	var t title
	for _, tok := range b.analyzer.Tokens(d.Title, d.Language) {
		t.surfaces = append(t.surfaces, b.c.add(tok.Form, d.Language))
		if !tok.Stop {
			t.content++
		}
	}
	return t
}

func (b *Builder) titleTerms(article int) []string {
	var terms []string
	for _, s := range b.c.titles[article].surfaces {
		if !b.c.surfaces[s].function {
			terms = append(terms, b.c.terms[b.c.surfaces[s].term])
		}
	}
	return terms
}

// count adds a document to the document frequencies: of its text and title
// together, as both are searched.
func (b *Builder) count(d document) {
	c := b.c
	stamp := uint32(len(c.docs))
	for len(b.seenForm) < len(c.surfaces) {
		b.seenForm = append(b.seenForm, 0)
	}
	mark := func(s uint32) {
		t := c.surfaces[s].term
		if b.seenForm[s] != stamp {
			b.seenForm[s] = stamp
			c.surfaces[s].df++
		}
		for int(t) >= len(b.seen) {
			b.seen = append(b.seen, 0)
		}
		if b.seen[t] != stamp {
			b.seen[t] = stamp
			c.df[t]++
		}
	}
	for _, tok := range c.tokens[d.start:d.end] {
		mark(tok & surfaceMask)
	}
	for _, s := range c.titles[d.article].surfaces {
		mark(s)
	}
}

// Build returns the collection. The builder must not be used afterwards.
func (b *Builder) Build() *Collection {
	c := b.c
	c.finish()
	c.grams = newGramTable(c)
	n := max(len(c.docs), 1)
	c.meanLen = max(float64(b.content)/float64(n), 1)
	c.meanSentence = max(float64(b.content)/float64(max(len(c.sentences), 1)), 1)
	total := 0
	for _, d := range c.docs {
		total += c.titles[d.article].content
	}
	c.meanTitle = max(float64(total)/float64(n), 1)
	return c
}

func flags(f text.Form) uint32 {
	var bits uint32
	if f.Upper {
		bits |= upperFlag
	}
	if f.Number {
		bits |= numberFlag
	}
	if f.Function {
		bits |= functionFlag
	}
	return bits
}
