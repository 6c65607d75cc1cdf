package analysis

import (
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Kind is a retrieval.Kind in one byte, as it is stored.
type Kind uint8

// The kinds.
const (
	Body Kind = iota
	Caption
	Brief
)

func kindOf(k retrieval.Kind) Kind {
	switch k {
	case retrieval.Caption:
		return Caption
	case retrieval.Brief:
		return Brief
	}
	return Body
}

// Document is a passage to be added to a collection.
type Document struct {
	Text      string
	Sentences [][2]int // byte ranges of Text
	Language  text.Language
	Kind      retrieval.Kind
	// Article numbers the article from 0; documents of one come in a row.
	Article int
	Title   string
}

// ForwardIndex is the analysed form of all passages: about five bytes a word, and
// the lexicon of their words. It is immutable once built and safe for concurrent
// use.
type ForwardIndex struct {
	*Lexicon
	// Tokens are the words of all documents one after the other: a surface's
	// number and the flags below.
	Tokens []uint32
	// Rows are the documents, by their number.
	Rows []Row
	// Sentences are the ends of all sentences, as indexes into Tokens.
	Sentences []uint32
	// titles are the articles' titles, as ranges of titleWords.
	titles     []title
	titleWords []uint32 // surfaces
}

// UpperFlag marks a word written with an upper-case first letter, NumberFlag a
// number, FunctionFlag a word without topic; the rest of a token, under
// SurfaceMask, is its surface.
const (
	UpperFlag    = 1 << 31
	NumberFlag   = 1 << 30
	FunctionFlag = 1 << 29
	SurfaceMask  = FunctionFlag - 1
)

// Row is what the index has of one document beside its words.
type Row struct {
	Start, End         uint32 // in ForwardIndex.Tokens
	SentStart, SentEnd uint32 // in ForwardIndex.Sentences
	Content            uint32 // words that carry topic
	article, number    uint32
	Kind               Kind
	Vietnamese         bool
}

type title struct{ start, end, content uint32 }

// Len is the number of documents.
func (c *ForwardIndex) Len() int { return len(c.Rows) }

// TitleOf returns the surfaces of the title of a document's article.
func (c *ForwardIndex) TitleOf(d *Row) []uint32 {
	t := c.titles[d.article]
	return c.titleWords[t.start:t.end]
}

// Article returns the article number of a document.
func (c *ForwardIndex) Article(doc int) int { return int(c.Rows[doc].article) }

// Sum tells collections apart whose documents have other terms.
func (c *ForwardIndex) Sum() uint64 {
	terms := make([]uint64, len(c.terms))
	for i, t := range c.terms {
		terms[i] = sumOf(t)
	}
	sum := uint64(fnvOffset)
	add := func(v uint64) { sum = (sum ^ v) * fnvPrime }
	for i := range c.Rows {
		c.eachTerm(i, func(t uint32) { add(terms[t]) })
		add(uint64(i))
	}
	return sum
}

// The numbers of FNV-1a.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func sumOf(s string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// Having returns the articles of which a passage, with the title, has every word
// of the question that carries topic, in order. None for a question with a word
// that no document has.
func (c *ForwardIndex) Having(q *Query) []int {
	bit := make(map[uint32]uint64)
	all := uint64(0)
	for n, i := range q.Content {
		if len(q.Terms[i].Interpretations) == 0 || n >= MaxTerms {
			return nil
		}
		all |= 1 << n
		for _, r := range q.Terms[i].Interpretations {
			bit[r.Term] |= 1 << n
		}
	}
	if all == 0 {
		return nil
	}
	var articles []int
	for doc := range c.Rows {
		article := c.Article(doc)
		if len(articles) > 0 && articles[len(articles)-1] == article {
			continue
		}
		has := uint64(0)
		c.eachTerm(doc, func(t uint32) { has |= bit[t] })
		if has == all {
			articles = append(articles, article)
		}
	}
	return articles
}

// Terms are the terms to index for a document, its title's included.
func (c *ForwardIndex) Terms(doc int) []string {
	d := &c.Rows[doc]
	out := make([]string, 0, int(d.Content+c.titles[d.article].content))
	c.eachTerm(doc, func(t uint32) { out = append(out, c.terms[t]) })
	return out
}

// eachTerm calls f for each term of a document and its title that carries
// topic.
func (c *ForwardIndex) eachTerm(doc int, f func(term uint32)) {
	d := &c.Rows[doc]
	for _, tok := range c.Tokens[d.Start:d.End] {
		if tok&FunctionFlag == 0 {
			f(c.TermOf(tok))
		}
	}
	for _, s := range c.TitleOf(d) {
		if !c.Surfaces[s].Function {
			f(c.Surfaces[s].term)
		}
	}
}

func flags(f text.Form) uint32 {
	var bits uint32
	if f.Upper {
		bits |= UpperFlag
	}
	if f.Number {
		bits |= NumberFlag
	}
	if f.Function {
		bits |= FunctionFlag
	}
	return bits
}

// ArticleDocs are the documents of d's article, [from, to).
func (c *ForwardIndex) ArticleDocs(d *Row) (from, to int) {
	at := int(d.number)
	for from = at; from > 0 && c.Rows[from-1].article == d.article; from-- {
	}
	for to = at; to < len(c.Rows) && c.Rows[to].article == d.article; to++ {
	}
	return from, to
}

// TermOf returns the term of a token of the collection.
func (c *ForwardIndex) TermOf(token uint32) uint32 { return c.Surfaces[token&SurfaceMask].term }
