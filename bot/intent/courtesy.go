package intent

import (
	"slices"
	"strings"
)

// maxCourtesies is how many polite parts are taken off one end of a question.
const maxCourtesies = 2

// courtesyEnds are the marks that part a courtesy from the question.
const courtesyEnds = ",!.;:\n"

// withoutCourtesies takes greetings and thanks off a question, where a mark
// parts them from it: "hello bot, who is …", "…, thank you!". Without a mark
// they may belong to it, as in "hello kitty factory".
func (p *Parser) withoutCourtesies(said string) string {
	for range maxCourtesies {
		cut := strings.IndexAny(said, courtesyEnds)
		if cut < 0 || !p.courtesy(said[:cut]) {
			break
		}
		rest := strings.TrimLeft(said[cut:], courtesyEnds+" ")
		if rest == "" {
			break
		}
		said = rest
	}
	for range maxCourtesies {
		trimmed := strings.TrimRight(said, courtesyEnds+" ")
		cut := strings.LastIndexAny(trimmed, courtesyEnds+"?")
		if cut < 0 || !p.courtesy(trimmed[cut+1:]) {
			break
		}
		rest := strings.TrimRight(trimmed[:cut+1], courtesyEnds+" ")
		if rest == "" {
			break
		}
		said = rest
	}
	return said
}

// courtesy tells whether a part of a message only greets, thanks or asks
// politely.
func (p *Parser) courtesy(part string) bool {
	words := Words(part)
	if len(words) == 0 || len(words) > maxPhraseWords || len(words) == 1 && len(words[0]) == 1 {
		return false // one letter may be a name: "villages B, A"
	}
	if in, ok := p.phrases.match(words); ok {
		return in.Kind == Greeting || in.Kind == Thanks || in.Kind == Farewell
	}
	if len(p.wishes.converse(words)) > 0 {
		return true
	}
	return slices.ContainsFunc(p.phrases.after, func(polite wording) bool { return polite.is(words) })
}
