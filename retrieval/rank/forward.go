package rank

import (
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// kind is a retrieval.Kind in one byte, as it is stored.
type kind uint8

const (
	body kind = iota
	caption
	brief
)

func kindOf(k retrieval.Kind) kind {
	switch k {
	case retrieval.Caption:
		return caption
	case retrieval.Brief:
		return brief
	}
	return body
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
	// tokens are the words of all documents one after the other: a surface's
	// number and the flags below.
	tokens []uint32
	docs   []document
	// sentences are the ends of all sentences, as indexes into tokens.
	sentences []uint32
	// titles are the articles' titles, as ranges of titleWords.
	titles     []title
	titleWords []uint32 // surfaces
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
	kind               kind
	vietnamese         bool
}

type title struct{ start, end, content uint32 }

// Len is the number of documents.
func (c *ForwardIndex) Len() int { return len(c.docs) }

// titleOf returns the surfaces of the title of a document's article.
func (c *ForwardIndex) titleOf(d *document) []uint32 {
	t := c.titles[d.article]
	return c.titleWords[t.start:t.end]
}

// Article returns the article number of a document.
func (c *ForwardIndex) Article(doc int) int { return int(c.docs[doc].article) }

// Sum tells collections apart whose documents have other terms.
func (c *ForwardIndex) Sum() uint64 {
	terms := make([]uint64, len(c.terms))
	for i, t := range c.terms {
		terms[i] = sumOf(t)
	}
	sum := uint64(fnvOffset)
	add := func(v uint64) { sum = (sum ^ v) * fnvPrime }
	for i := range c.docs {
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
	for n, i := range q.content {
		if len(q.terms[i].interpretations) == 0 || n >= maxQueryTerms {
			return nil
		}
		all |= 1 << n
		for _, r := range q.terms[i].interpretations {
			bit[r.term] |= 1 << n
		}
	}
	if all == 0 {
		return nil
	}
	var articles []int
	for doc := range c.docs {
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
	d := &c.docs[doc]
	out := make([]string, 0, int(d.content+c.titles[d.article].content))
	c.eachTerm(doc, func(t uint32) { out = append(out, c.terms[t]) })
	return out
}

// eachTerm calls f for each term of a document and its title that carries
// topic.
func (c *ForwardIndex) eachTerm(doc int, f func(term uint32)) {
	d := &c.docs[doc]
	for _, tok := range c.tokens[d.start:d.end] {
		if tok&functionFlag == 0 {
			f(c.termOf(tok))
		}
	}
	for _, s := range c.titleOf(d) {
		if !c.surfaces[s].function {
			f(c.surfaces[s].term)
		}
	}
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

// articleDocs are the documents of d's article, [from, to).
func (c *ForwardIndex) articleDocs(d *document) (from, to int) {
	at := int(d.number)
	for from = at; from > 0 && c.docs[from-1].article == d.article; from-- {
	}
	for to = at; to < len(c.docs) && c.docs[to].article == d.article; to++ {
	}
	return from, to
}

// termOf returns the term of a token of the collection.
func (c *ForwardIndex) termOf(token uint32) uint32 { return c.surfaces[token&surfaceMask].term }
