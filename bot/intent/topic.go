package intent

import (
	"strings"

	"articlebot/retrieval/text"
)

// topicLeads begin a wish for the list of articles on a topic: what follows is
// that. The newest ones on a topic are a question to the library, which knows
// about time.
var topicLeads = []struct {
	lang text.Language
	list []wording
}{
	{text.English, splitList(`articles about, all articles about, the articles about, list articles about, show articles about, show me articles about,
		show me the articles about, stories about, all stories about, are there articles about, are there any articles about,
		which articles are about, what articles are there about, what articles do you have about, do you have articles about,
		do you have any articles about`)},
	{text.Vietnamese, splitList(`các bài về, các bài báo về, các bài viết về, những bài về, những bài báo về, những bài viết về, có bài nào về,
		có bài báo nào về, có bài viết nào về, có những bài nào về, có bài nào nói về, có bài nào viết về`)},
}

// topicTail may end such a wish in Vietnamese.
var topicTail = splitList("không")[0]

// matchTopic reads "articles about coffee".
func matchTopic(said string, words []string) (Intent, bool) {
	typed := strings.Fields(said)
	if len(typed) != len(words) {
		return Intent{}, false
	}
	for _, leads := range topicLeads {
		for _, lead := range leads.list {
			n, end := len(lead.words), len(words)
			if n >= end || !lead.is(words[:n]) {
				continue
			}
			if leads.lang == text.Vietnamese && end-n > 1 && topicTail.is(words[end-1:]) {
				end--
			}
			about := strings.TrimRight(strings.Join(typed[n:end], " "), " ?!.,…")
			return Intent{Kind: Topic, Text: about, Language: leads.lang}, true
		}
	}
	return Intent{}, false
}
