package analysis

import (
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/lexicon"
	"articlebot/retrieval/text"
)

const (
	// translatedWeight is how sure the first meaning of an expression is,
	// otherMeaning the share of that which each further one keeps.
	translatedWeight = 0.8
	otherMeaning     = 0.6
)

// reading is how expressions of a question's language are read in another.
type reading struct {
	to text.Language
	// look returns the expression of some words, and what it means.
	look func([]text.Token) (string, lexicon.Entry)
}

var (
	inEnglish = reading{text.English, func(tokens []text.Token) (string, lexicon.Entry) {
		expression := spelt(tokens, func(t text.Token) string { return t.Accented })
		return expression, lexicon.English(expression)
	}}
	inVietnamese = reading{text.Vietnamese, func(tokens []text.Token) (string, lexicon.Entry) {
		stems := spelt(tokens, func(t text.Token) string { return t.Term })
		return spelt(tokens, func(t text.Token) string { return t.Accented }), lexicon.Vietnamese(stems)
	}}
)

func spelt(tokens []text.Token, as func(text.Token) string) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = as(t)
	}
	return strings.Join(words, " ")
}

// translate reads the expression that tokens begin with as words of the other
// language, where the collection does not have the expression itself. It
// returns how many tokens the expression takes, and whether the collection has
// the words; 0 where there is none.
func (c *Lexicon) translate(q *Query, index map[string]int, tokens []text.Token, r reading) (used int, found bool) {
	for n := min(len(tokens), lexicon.MaxWords); n > 0; n-- {
		expression, entry := r.look(tokens[:n])
		if entry.Meanings == nil || functionOnly(tokens[:n]) {
			continue
		}
		if c.writes(tokens[:n]) {
			return 0, false
		}
		return n, c.mean(q, index, tokens[0], expression, entry, r.to)
	}
	return 0, false
}

// foreignTo tells whether an English word may have to be read as Vietnamese:
// there are Vietnamese documents, and none of any language has the word.
func (c *Lexicon) foreignTo(t text.Token) bool {
	_, known := c.known(t.Term)
	return c.vietnamese && !known && !t.Stop
}

func functionOnly(tokens []text.Token) bool {
	for _, t := range tokens {
		if !t.Stop {
			return false
		}
	}
	return true
}

// writes tells whether the collection has an expression: the words as they are
// typed, side by side, with any diacritics where none are typed.
func (c *Lexicon) writes(tokens []text.Token) bool {
	for i, t := range tokens {
		if _, known := c.known(t.Term); !known || t.Accented != t.Folded && !c.hasForm(t.Accented) {
			return false
		}
		if i > 0 && c.bigrams.Count(c.termID[tokens[i-1].Term], c.termID[t.Term]) == 0 {
			return false
		}
	}
	return true
}

// hasForm tells whether a document has a word in that very form.
func (c *Lexicon) hasForm(accented string) bool {
	for _, vietnamese := range []bool{true, false} {
		if id, ok := c.surfaceID[surfaceKey(accented, vietnamese)]; ok && c.Surfaces[id].DF > 0 {
			return true
		}
	}
	return false
}

// mean adds what an expression means to the question: the words of the best
// meaning that the collection has; where that is one word, others as further
// readings of it.
func (c *Lexicon) mean(q *Query, index map[string]int, first text.Token, expression string, entry lexicon.Entry, lang text.Language) bool {
	for i, m := range entry.Meanings {
		words := text.Tokens(m, lang)
		if !c.hasAll(words, lang) || len(q.Terms)+len(words) > MaxTerms {
			continue
		}
		q.translated++
		if entry.Sure {
			q.corrections = append(q.corrections, retrieval.Correction{Typed: expression, Read: m})
		}
		for k, w := range words {
			w.Start, w.End, w.Upper = first.Start, first.End, w.Upper && first.Upper
			if at, ok := index[w.Term]; ok {
				q.ask(at)
				continue
			}
			t := Term{Token: w, translated: true, Interpretations: []Interpretation{{c.termID[w.Term], translatedWeight}}}
			if len(words) == 1 {
				t.Interpretations = append(t.Interpretations, c.otherMeanings(entry.Meanings[i+1:], w.Term, lang)...)
			}
			index[words[k].Term] = len(q.Terms)
			q.add(c, t)
		}
		return true
	}
	return false
}

// hasAll tells whether the collection has all words, of Vietnamese as a phrase.
func (c *Lexicon) hasAll(words []text.Token, lang text.Language) bool {
	if lang == text.Vietnamese {
		return len(words) > 0 && c.writes(words)
	}
	for _, w := range words {
		if _, ok := c.known(w.Term); !ok {
			return false
		}
	}
	return len(words) > 0
}

// otherMeanings are readings of a word besides the one of term not.
func (c *Lexicon) otherMeanings(meanings []string, not string, lang text.Language) []Interpretation {
	var out []Interpretation
	weight := translatedWeight * otherMeaning
	for _, m := range meanings {
		words := text.Tokens(m, lang)
		if len(words) != 1 || words[0].Term == not {
			continue
		}
		if id, ok := c.known(words[0].Term); ok {
			out = append(out, Interpretation{id, weight})
			weight *= otherMeaning
		}
	}
	return out
}
