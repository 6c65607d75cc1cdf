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
}

func topicsIn(set *locale.Set) []topicWords {
	var list []topicWords
	for _, l := range set.All() {
		list = append(list, topicWords{l.Tag, wordings(l.Phrases.TopicLeads), wordings(l.Phrases.TopicTails)})
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
		for _, lead := range t.leads {
			n, end := len(lead.words), len(words)
			if n >= end || !lead.is(words[:n]) {
				continue
			}
			end -= t.tailOf(words[n:])
			about := strings.TrimRight(strings.Join(typed[n:end], " "), " ?!.,…")
			return Intent{Kind: Topic, Text: about, Language: t.lang}, true
		}
	}
	return Intent{}, false
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
