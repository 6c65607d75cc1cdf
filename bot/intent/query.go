package intent

import (
	"slices"

	"articlebot/retrieval/text"
)

// Detector tells the language of a text; text.Detect is one.
type Detector func(string) text.Language

// Query is a question with what was found in it. It is taken apart once, where
// it enters, and travels whole: to what came before, the search and the gaps.
type Query struct {
	Text     string
	Language text.Language
	// Need is how it needs the question before it.
	Need Need
	// Around is the question with words around it that may belong to it, "" where
	// there are none.
	Around string

	words  []string // as phrases are compared
	tokens []text.Token
	filler []string // folded
	asks   bool     // has a word or mark that asks
	few    int      // so many words are a search
	yesNo  bool     // asks to be told that something is so
	bare   bool     // has no topic of its own
	added  *Query   // nil for a question that adds nothing, or all of itself
}

// Query takes a question in a language apart.
func (p *Parser) Query(question string, lang text.Language) Query {
	q := newQuery(question, lang)
	q.few = p.languages.Phrases(lang).FewWords
	q.filler = p.frame.fillerOf(q.words)
	q.asks = p.asks(question, q.words)
	q.yesNo = p.follow.confirms(q.words)
	p.follow.read(&q)
	return q
}

// Asked takes the question of a message apart.
func (p *Parser) Asked(in Intent) Query {
	q := p.Query(in.Text, in.Language)
	q.Around = in.Around
	return q
}

// Filler are the words of a question, folded, that may only fill it, as "btw"
// does: those that no article knows are none of its words.
func (q Query) Filler() []string { return q.filler }

func newQuery(question string, lang text.Language) Query {
	return Query{Text: question, Language: lang, words: Words(question), tokens: text.QueryTokens(question, lang)}
}

// Topics are the words of a question that carry a topic.
func (q Query) Topics() []text.Token {
	list := make([]text.Token, 0, len(q.tokens))
	for _, tok := range q.tokens {
		if !tok.Stop {
			list = append(list, tok)
		}
	}
	return list
}

// Tokens are all words of a question.
func (q Query) Tokens() []text.Token { return q.tokens }

// Added is what a question adds to the one before it: "in Xa Dung" of "and in Xa
// Dung?". It is the question itself where that is all new.
func (q Query) Added() Query {
	if q.added == nil {
		return q
	}
	return *q.added
}

// AddsName tells whether what is added has a name or a place of its own.
func (q Query) AddsName() bool {
	return q.Need == PlaceOnly || slices.ContainsFunc(q.Added().Topics(), func(t text.Token) bool { return t.Upper })
}

// stops tells whether a word carries no topic.
func (q Query) stops(word int) bool {
	return len(q.tokens) == len(q.words) && q.tokens[word].Stop
}

// Bare tells whether a question has no topic of its own: "why?", "who is he?".
func (q Query) Bare() bool { return q.bare }

// Asks tells whether there is a question mark or a word that asks; a search by
// few words has none.
func (q Query) Asks() bool { return q.asks }

// Len is the number of words.
func (q Query) Len() int { return len(q.words) }

// Few tells whether there are so few words that they are a search, and no
// question.
func (q Query) Few() bool { return len(q.words) <= q.few }

// YesNo tells whether a question asks to be told that something is so.
func (q Query) YesNo() bool { return q.yesNo }
