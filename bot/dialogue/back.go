package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/reply"
	"articlebot/bot/session"
)

// back shows what came before what was shown last: the page or passage before, or
// the question before.
func (a *questions) back(ctx context.Context, r *request) (bot.Reply, error) {
	s := r.session()
	switch {
	case s.Last == session.AList && s.ListPage > 0:
		return a.shelf.list(r, s.ListPage-1, s.Filter), nil
	case s.Last == session.ATopic && s.ListPage > 0:
		q, _ := s.Current()
		return a.topic(ctx, r, bot.Message{ID: q.Message}, a.search.Query(q.Asked()), s.ListPage-1)
	case s.Last == session.AnArticle && s.Page > 0:
		return a.shelf.open(r, string(s.Article), s.Page-1), nil
	case s.Last == session.AnAnswer && s.Index > 0:
		return a.shown(ctx, r, s.Questions[len(s.Questions)-1], s.Index-1)
	}
	back := len(s.Questions) - 1
	if s.Last == session.AnAnswer || s.Last == session.ATopic {
		back--
	}
	if back < 0 {
		return a.samples.offer(r, r.say(string(r.t.NothingBefore))), nil
	}
	said, err := a.shown(ctx, r, s.Questions[back], 0)
	r.update(func(v *session.Session) { v.Questions = s.Questions[: back+1 : back+1] })
	return said, err
}

// shown answers a question again as it was read, from the given passage on.
func (a *questions) shown(ctx context.Context, r *request, q session.Interpretation, index int) (bot.Reply, error) {
	if q.Topic {
		return a.topic(ctx, r, bot.Message{ID: q.Message}, a.search.Query(q.Asked()), 0)
	}
	ans, err := a.search.Again(ctx, q.Asked())
	if err != nil {
		return bot.Reply{}, err
	}
	said := reply.Answer(r.t, ans, reply.View{Index: index, Origin: q.Origin, Old: a.old(r.now)})
	a.remember(r, said, q, index)
	return said, nil
}
