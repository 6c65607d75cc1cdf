package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Few words are a search, not a question. Vietnamese writes a word in several
// pieces.
const (
	fewWords           = 3
	fewVietnameseWords = 5
	// fewPassages is how many passages are looked at for the articles to offer.
	fewPassages = 12
	// fewTitles is how many articles are offered.
	fewTitles = 5
)

// choice offers the articles that a search by few words found, each opened where
// it speaks of them; not where there is only one.
func (a *questions) choice(r *request, q intent.Query, found []retrieval.Hit) (bot.Reply, bool) {
	var list []retrieval.Summary
	pages := make(map[retrieval.ArticleID]int)
	for _, h := range found {
		if _, known := pages[h.Article.ID]; known || len(h.Highlights) == 0 || len(list) == fewTitles {
			continue
		}
		pages[h.Article.ID] = 0
		if full, ok := a.shelf.lib.Article(string(h.Article.ID)); ok {
			pages[h.Article.ID] = reply.PageOf(r.t, full, h.Passage.Ordinal)
		}
		list = append(list, h.Article)
	}
	if len(list) < 2 {
		return bot.Reply{}, false
	}
	said := r.say(r.t.FewWords.With("n", r.t.Counted(len(list), r.t.Articles), "words", q.Text))
	said.Question, said.Titles = q.Text, reply.Titles(r.t, list, 1)
	for i, s := range list {
		said.Titles[i].Action.Arg = reply.PageRef{Key: s.ID.Key(), Page: pages[s.ID]}.String()
	}
	return said, true
}

// few tells whether a message is a search by few words: it asks nothing, leans on
// nothing and names something.
func (s *searcher) few(q intent.Query, scope retrieval.ArticleID) bool {
	most := fewWords
	if q.Language == text.Vietnamese {
		most = fewVietnameseWords
	}
	return scope == "" && q.Need == intent.Standalone && !q.Asks() && len(q.Topics()) > 1 && q.Len() <= most
}

// findFew searches for few words, deeper than for a question. There is nothing to
// choose where they ask on about the article shown last.
func (s *searcher) findFew(ctx context.Context, c candidate) (understood, error) {
	q := c.query
	ans, err := s.findMore(ctx, q, c.focus, max(s.passages, fewPassages))
	all := ans.Hits
	ans.Hits = all[:min(len(all), s.passages)]
	u := settled(q, c, ans, q)
	if ans.Outcome != retrieval.None && ans.News == nil && !ans.Leaned {
		u.choice = all
	}
	return u, err
}
