package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/reply"
)

// back shows what came before what was shown last: the page or passage before, or
// the question before.
func (a *questions) back(ctx context.Context, r *request) (bot.Reply, error) {
	s := r.session()
	switch {
	case s.last == aList && s.listPage > 0:
		return a.shelf.list(r, s.listPage-1, s.filter), nil
	case s.last == anArticle && s.page > 0:
		return a.shelf.open(r, string(s.article), s.page-1), nil
	case s.last == anAnswer && s.index > 0:
		return a.shown(ctx, r, s.questions[len(s.questions)-1], s.index-1)
	}
	back := len(s.questions) - 1
	if s.last == anAnswer {
		back--
	}
	if back < 0 {
		return a.samples.offer(r, r.say(string(r.t.NothingBefore))), nil
	}
	said, err := a.shown(ctx, r, s.questions[back], 0)
	r.update(func(v *session) { v.questions = s.questions[: back+1 : back+1] })
	return said, err
}

// shown answers a question again as it was read, from the given passage on.
func (a *questions) shown(ctx context.Context, r *request, q interpretation, index int) (bot.Reply, error) {
	ans, err := a.search.Again(ctx, q.asked())
	if err != nil {
		return bot.Reply{}, err
	}
	said := reply.Answer(r.t, ans, reply.View{Index: index, Origin: q.origin, Old: a.old(r.now)})
	a.remember(r, said, q, index)
	return said, nil
}
