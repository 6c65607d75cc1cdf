package intent

import (
	"slices"
	"strings"

	"articlebot/retrieval/text"
)

// Bounds of a message that is understood part by part.
const (
	maxParts      = 4 // that are replied to
	leastQuestion = 3 // words of a part that is a question by itself
	maxCourteous  = 4 // words of a courtesy at an end of a wish
)

// ParseAll is Parse for messages that ask for several things: two questions, a
// question and a wish. It returns each, in order, at most four. Courtesies beside
// anything else are left out, and of several the one that asks most for a reply is
// kept.
func (p *Parser) ParseAll(command, said string) []Intent {
	first := p.Parse(command, said)
	if command != "" || strings.HasPrefix(strings.TrimSpace(said), "/") {
		return []Intent{first}
	}
	part := p.clutter.part(said)
	words := Words(part.text)
	if len(words) == 0 {
		return []Intent{first}
	}
	list := p.parseWords(part.text, words)
	if len(list) == 1 && list[0].Kind == Question {
		list = p.sentences(part.sentences)
	}
	if len(list) < 2 {
		return []Intent{first}
	}
	for i := range list {
		list[i].Links = first.Links
	}
	return list[:min(len(list), maxParts)]
}

// sentences reads a message as several things; nil where it is one.
func (p *Parser) sentences(said []string) []Intent {
	var list []Intent
	for _, sentence := range said {
		read := p.parseWords(sentence, Words(sentence))
		if read[0].Kind == Question && !p.stands(read[0].Text) {
			return nil
		}
		list = append(list, read...)
	}
	return slices.DeleteFunc(list, func(in Intent) bool { return in.Kind.IsCourtesy() })
}

// stands tells whether a sentence is a question by itself: long enough, with its
// mark or a word that asks.
func (p *Parser) stands(question string) bool {
	words := Words(question)
	if len(words) < leastQuestion {
		return false
	}
	return p.asks(question, words)
}

// asks tells whether a sentence has a question mark or a word that asks.
func (p *Parser) asks(said string, words []string) bool {
	return strings.ContainsAny(said, "?？") || slices.ContainsFunc(words, func(w string) bool { return p.follow.askings[w] || p.follow.asks[w] })
}

// sentencesOf parts a message at its question marks and lines.
func sentencesOf(said string) []string {
	var list []string
	start := 0
	cut := func(end int) {
		if s := text.Clean(said[start:end]); len(Words(s)) > 0 {
			list = append(list, s)
		}
		start = end
	}
	for i, r := range said {
		switch {
		case r == '\n' || r == '\r':
			cut(i)
		case (r == '?' || r == '？') && i+1 < len(said) && strings.ContainsAny(said[i+1:i+2], " ?\n"):
			cut(i + 1)
		}
	}
	cut(len(said))
	return list
}

// clausesOf parts a message at all its marks.
func clausesOf(said string) [][]string {
	var list [][]string
	for _, clause := range strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(",.;:!?？…\n—–()", r) }) {
		if words := Words(clause); len(words) > 0 {
			list = append(list, words)
		}
	}
	return list
}

// wished reads a message made of wishes and courtesies alone.
func (p *Parser) wished(said string, words []string) []Intent {
	if list := p.wishes.converse(words); len(list) > 0 {
		return []Intent{strongest(list)}
	}
	if list := p.wishes.match(p.withoutCourtesy(words)); len(list) > 0 {
		return list
	}
	var all []Intent
	for _, clause := range clausesOf(said) {
		list := p.clause(clause)
		if len(list) == 0 {
			return nil
		}
		all = append(all, list...)
	}
	all = distinct(all)
	meant := slices.DeleteFunc(slices.Clone(all), func(in Intent) bool { return in.Kind.IsCourtesy() })
	if len(meant) == 0 && len(all) > 0 {
		return []Intent{strongest(all)}
	}
	return meant
}

// withoutCourtesy takes courtesies off the ends of a message, with no mark between:
// "stop now bye".
func (p *Parser) withoutCourtesy(words []string) []string {
	for n := 1; n < len(words) && n <= maxCourteous; n++ {
		if rest := words[:len(words)-n]; len(p.wishes.converse(words[len(words)-n:])) > 0 && len(p.wishes.match(rest)) > 0 {
			return rest
		}
		if rest := words[n:]; len(p.wishes.converse(words[:n])) > 0 && len(p.wishes.match(rest)) > 0 {
			return rest
		}
	}
	return words
}

// clause reads a part of a message that is no question.
func (p *Parser) clause(words []string) []Intent {
	if in, ok := p.phrases.match(words); ok {
		return []Intent{in}
	}
	if list := p.wishes.converse(words); len(list) > 0 {
		return list
	}
	return p.wishes.match(words)
}
