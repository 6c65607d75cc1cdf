package followup

import (
	"context"

	"articlebot/bot/intent"
	"articlebot/retrieval"
)

// fewPassages is how many passages are looked at for the articles to offer.
const fewPassages = 12

// few tells whether a message is a search by few words: it asks nothing, leans on
// nothing and names something.
func (s *Searcher) few(q intent.Query, scope retrieval.ArticleID) bool {
	return scope == "" && q.Need == intent.Standalone && !q.Asks() && len(q.Topics()) > 1 && q.Few()
}

// findFew searches for few words, deeper than for a question. There is nothing to
// choose where they ask on about the article shown last.
func (s *Searcher) findFew(ctx context.Context, c candidate) (Understood, error) {
	q := c.query
	ans, err := s.findMore(ctx, q, c.Focus, max(s.Passages, fewPassages))
	all := ans.Hits
	ans.Hits = all[:min(len(all), s.Passages)]
	u := settled(q, c, ans, q)
	if err != nil {
		return u, err
	}
	onShown := len(all) > 0 && all[0].Article.ID == c.Shown
	if ans.Outcome != retrieval.None && ans.News == nil && !ans.Leaned && !onShown {
		u.Choice = all
	}
	return s.within(ctx, q, u, c.Focus)
}
