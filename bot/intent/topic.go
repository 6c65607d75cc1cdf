package intent

import (
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// topicWords begin and end a wish, in one language, for the list of articles on a
// topic: what stands between is that. The newest ones on a topic are a question to
// the library, which knows about time.
type topicWords struct {
	lang         text.Language
	leads, tails []wording
	cores        []wording
	before       map[string]bool // accented, and folded
}

func topicsIn(set *locale.Set) []topicWords {
	var list []topicWords
	for _, l := range set.All() {
		t := topicWords{
			lang: l.Tag, leads: wordings(l.Phrases.TopicLeads), tails: wordings(l.Phrases.TopicTails), cores: wordings(l.Phrases.TopicCores),
			before: make(map[string]bool),
		}
		for _, w := range wordings(l.Phrases.TopicBefore) {
			t.before[w.words[0]], t.before[w.folded[0]] = true, true
		}
		list = append(list, t)
	}
	return list
}

// matchTopic reads "articles about coffee".
func (p *Parser) matchTopic(said string, words []string) (Intent, bool) {
	typed := strings.Fields(said)
	if len(typed) != len(words) {
		return Intent{}, false
	}
	for _, t := range p.topics {
		if n := t.leadOf(words); n > 0 && n < len(words) {
			end := len(words) - t.tailOf(words[n:])
			about := strings.TrimRight(strings.Join(typed[n:end], " "), " ?!.,…")
			return Intent{Kind: Topic, Text: about, Language: t.lang}, true
		}
	}
	return Intent{}, false
}

// leadOf is how many words at the beginning wish for a list of articles, 0 for none.
func (t topicWords) leadOf(words []string) int {
	if n := longest(t.leads, func(n int) []string { return words[:min(n, len(words))] }); n > 0 {
		return n
	}
	for i, word := range words {
		if n := longest(t.cores, func(n int) []string { return words[i:min(i+n, len(words))] }); n > 0 {
			return i + n
		}
		if !t.before[word] {
			return 0
		}
	}
	return 0
}

// tailOf is how many words at the end only ask, where there are others.
func (t topicWords) tailOf(words []string) int {
	for _, tail := range t.tails {
		if n := len(words) - len(tail.words); n > 0 && tail.is(words[n:]) {
			return len(tail.words)
		}
	}
	return 0
}
