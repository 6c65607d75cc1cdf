package dialogue

import (
	"context"
	"slices"
	"strings"

	"articlebot/bot"
	"articlebot/retrieval"
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
			return Intent{Kind: IntentTopic, Text: about, Language: leads.lang}, true
		}
	}
	return Intent{}, false
}

// maxTopicPassages is how many passages are looked at for a topic's articles.
const maxTopicPassages = retrieval.MaxLimit

// topic lists the articles on a topic, newest first where dates are known.
func (b *Bot) topic(ctx context.Context, v *visit, wanted string) (bot.Reply, error) {
	ans, err := b.lib.Ask(ctx, retrieval.Question{Text: wanted, Limit: maxTopicPassages})
	if err != nil {
		return bot.Reply{}, err
	}
	ans.Question = wanted
	list := articlesOn(ans, wanted)
	if len(list) == 0 {
		ans.Outcome = retrieval.None
		b.tally.outcome(ans.Outcome)
		b.miss(v, wanted)
		return b.consoled(ctx, v, b.noneReply(v.t, ans, view{now: v.now})), nil
	}
	b.tally.outcome(ans.Outcome)
	shown := list[:min(len(list), listSize)]
	r := bot.Reply{
		Kind: bot.ShowText, Language: v.t.Language, Question: wanted, Titles: titleList(v.t, shown, 1),
		Text: v.t.ArticlesOn.with("n", v.t.counted(len(list), v.t.Articles), "topic", wanted),
	}
	b.sessions.update(v.key, v.now, func(s *session) { s.titles, s.first = b.idsOf(r.Titles), 1 })
	return r, nil
}

// articlesOn are the articles of the passages that speak of a topic.
func articlesOn(ans retrieval.Answer, wanted string) []retrieval.Summary {
	var list []retrieval.Summary
	if ans.Outcome == retrieval.None {
		return nil
	}
	for _, h := range ans.Hits {
		known := slices.ContainsFunc(list, func(s retrieval.Summary) bool { return s.ID == h.Article.ID })
		if !known && speaksOf(h, wanted) {
			list = append(list, h.Article)
		}
	}
	slices.SortStableFunc(list, func(a, b retrieval.Summary) int { return b.Published.Compare(a.Published) })
	return list
}
