package dialogue

import (
	"context"
	"fmt"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// ask answers a question and remembers it for what may follow.
func (b *Bot) ask(ctx context.Context, v *visit, m bot.Message, question string) (bot.Reply, error) {
	scope, title, ok := b.scope(m.Article)
	if !ok {
		return notice(v.t, string(v.t.Gone)), nil
	}
	found, err := b.understand(ctx, question, scope, b.contextOf(v, m))
	if err != nil {
		return bot.Reply{}, err
	}
	ans := found.answer
	v.speak(ans.Language)
	v.speak(text.Detect(question))
	b.concluded(v, ans.Outcome)
	w := view{now: v.now, within: title, together: found.together}
	r := b.answerReply(v.t, ans, w)
	if r.Kind == bot.ShowNone {
		if ans.News == nil || !ans.News.Undated { // no editor can close that gap by an article
			b.miss(v, found.gap)
		}
		r = b.consoled(ctx, v, r)
	}
	b.remember(v, r, reading{
		message: m.ID, typed: question, searched: ans.Question, scope: found.scope, names: namesOf(ans),
		leaning: found.loose, hedged: found.hedged,
	}, 0)
	return r, nil
}

// consoled adds sample questions to a reply that has not even a title to
// offer.
func (b *Bot) consoled(ctx context.Context, v *visit, r bot.Reply) bot.Reply {
	if len(r.Titles) > 0 {
		return r
	}
	return b.offer(ctx, v, r)
}

// scope finds the only article that is to be searched: its id and title, both
// "" for all. ok is false if there is no such article.
func (b *Bot) scope(idOrKey string) (id retrieval.ArticleID, title string, ok bool) {
	if idOrKey == "" {
		return "", "", true
	}
	a, ok := b.lib.Article(idOrKey)
	if !ok {
		return "", "", false
	}
	return a.ID, a.Title, true
}

// search asks the library one question. One that means nothing by itself is
// never answered confidently.
func (b *Bot) search(ctx context.Context, question string, scope retrieval.ArticleID) (retrieval.Answer, error) {
	ans, err := b.lib.Ask(ctx, retrieval.Question{Text: question, Limit: b.cfg.Passages, Article: scope})
	if err != nil {
		return retrieval.Answer{}, fmt.Errorf("search articles: %w", err)
	}
	ans.Question, ans.Hits = question, foldReprints(ans.Hits)
	if _, how := intent.ParseFollowUp(question); how == intent.PlaceOnly || how == intent.Anaphoric {
		// A passage on a place alone does not answer what was asked of it.
		ans.Outcome = hedge(ans.Outcome)
	}
	return ans, nil
}

// again asks a question as it was read before.
func (b *Bot) again(ctx context.Context, q reading) (retrieval.Answer, error) {
	ans, err := b.search(ctx, q.searched, q.scope)
	if q.hedged {
		ans.Outcome = hedge(ans.Outcome)
	}
	return ans, err
}

// remember keeps what was shown, so that "more", "the whole article" and
// numbers find it.
func (b *Bot) remember(v *visit, r bot.Reply, q reading, index int) {
	b.sessions.update(v.key, v.now, func(s *session) {
		s.note(q)
		s.last, s.index = nothing, index
		if len(r.Cards) > 0 {
			s.last, s.article, s.page = anAnswer, r.Cards[0].Article, -1
		}
		if len(r.Titles) > 0 {
			s.titles, s.first = b.idsOf(r.Titles), r.Titles[0].Number
		}
	})
}

// idsOf reads the articles' keys back from the titles of a reply; the library
// takes keys for ids.
func (b *Bot) idsOf(titles []bot.Title) []retrieval.ArticleID {
	ids := make([]retrieval.ArticleID, len(titles))
	for i, t := range titles {
		ref, _ := parsePageRef(t.Action.Arg)
		ids[i] = retrieval.ArticleID(ref.key)
	}
	return ids
}

// more shows what comes after what was shown last.
func (b *Bot) more(ctx context.Context, v *visit, m bot.Message) (bot.Reply, error) {
	s := b.sessions.Get(v.key, v.now)
	switch s.last {
	case anAnswer:
		return b.nextPassage(ctx, v, s)
	case anArticle:
		return b.nextPage(v, s), nil
	case aList:
		return b.articles(v, s.listPage+1, s.filter), nil
	}
	if a, ok := b.quotedArticle(m, 0); ok {
		return b.open(v, string(a.ID), 0), nil
	}
	return b.offer(ctx, v, bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: string(v.t.NothingYet)}), nil
}

func (b *Bot) nextPassage(ctx context.Context, v *visit, s session) (bot.Reply, error) {
	q, ok := s.current()
	if !ok {
		return notice(v.t, string(v.t.NothingYet)), nil
	}
	ans, err := b.again(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	v.speak(ans.Language)
	v.speak(text.Detect(q.typed))
	next := s.index + 1
	if next >= len(b.pages(ans)) {
		return b.noMore(v, s), nil
	}
	r := b.answerReply(v.t, ans, view{index: next, origin: q.origin, now: v.now})
	b.sessions.update(v.key, v.now, func(s *session) {
		s.index, s.article, s.page = next, r.Cards[0].Article, -1
	})
	return r, nil
}

// noMore says that the passages are at their end and offers the article.
func (b *Bot) noMore(v *visit, s session) bot.Reply {
	r := bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: string(v.t.NoMore)}
	if _, ok := b.lib.Article(string(s.article)); ok && s.article != "" {
		open := pageRef{key: s.article.Key()}
		r.Buttons = [][]bot.Button{{{Label: string(v.t.Whole), Action: bot.Action{Verb: bot.OpenArticle, Arg: open.String()}}}}
	}
	return r
}
