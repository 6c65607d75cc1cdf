package intent

import (
	"articlebot/retrieval/text"
)

// Detector tells the language of a text; text.Detect is one.
type Detector func(string) text.Language

// Query is a question with what was found in it. It is taken apart once, where
// it enters, and travels whole: to the follow-up, the search and the gaps.
type Query struct {
	Text     string
	Language text.Language

	words  []string // as phrases are compared
	tokens []text.Token
}

// NewQuery takes a question in a language apart.
func NewQuery(question string, lang text.Language) Query {
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
