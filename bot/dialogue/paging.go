package dialogue

import (
	"cmp"
	"context"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/reply"
	"articlebot/bot/session"
	"articlebot/retrieval"
)

// turn shows another passage of an answer: in its place, or to someone who did
// not ask in a reply of their own.
func (a *questions) turn(ctx context.Context, r *request, p bot.Press, pressed bot.Action) (bot.PressReply, error) {
	ref, ok := reply.ParseAnswerRef(pressed.Arg)
	if !ok {
		return reply.Stale(r.t), nil
	}
	said, err := a.passage(ctx, r, p, ref)
	if err != nil {
		return bot.PressReply{}, err
	}
	if pressed.Verb == bot.AnswerPrivate || said.Kind == bot.ShowNotice {
		said.Private = true
		return bot.PressReply{Send: said}, nil
	}
	return bot.PressReply{Edit: said}, nil
}

// passage asks the question again and shows the passage that the button
// names. Where the answer is another by now it still shows that passage, and
// where that is gone too the answer as it is now.
func (a *questions) passage(ctx context.Context, r *request, p bot.Press, ref reply.AnswerRef) (bot.Reply, error) {
	q, ok := a.pressed(r, p, ref)
	if !ok {
		if said, ok := a.alone(r, ref.At); ok {
			return said, nil
		}
		return reply.Notice(r.t, string(r.t.AskAgain)), nil
	}
	ans, err := a.search.Again(ctx, q.Asked())
	if err != nil {
		return bot.Reply{}, err
	}
	r.speak(ans.Language)
	r.speak(q.Spoken)
	index, found := indexOf(reply.Shown(ans), ref)
	if !found {
		if said, ok := a.alone(r, ref.At); ok {
			return said, nil
		}
	}
	said := reply.Answer(r.t, ans, reply.View{Index: index, Origin: ref.Origin, Old: a.old(r.now), Follow: r.follows && q.Scope == ""})
	a.remember(r, said, q, index)
	return said, nil
}

// nextPassage shows the passage after the one shown last.
func (a *questions) nextPassage(ctx context.Context, r *request, s session.Session) (bot.Reply, error) {
	q, ok := s.Current()
	if !ok {
		return reply.Notice(r.t, string(r.t.NothingYet)), nil
	}
	ans, err := a.search.Again(ctx, q.Asked())
	if err != nil {
		return bot.Reply{}, err
	}
	r.speak(ans.Language)
	r.speak(q.Spoken)
	next := s.Index + 1
	if next >= len(reply.Shown(ans)) {
		return a.shelf.noMore(r, s), nil
	}
	said := reply.Answer(r.t, ans, reply.View{Index: next, Origin: q.Origin, Old: a.old(r.now), Follow: r.follows && q.Scope == ""})
	r.update(func(s *session.Session) {
		s.Index, s.Article, s.Page = next, said.Cards[0].Article, -1
	})
	return said, nil
}

// sample answers a sample question as if it had been typed.
func (a *questions) sample(ctx context.Context, r *request, pressed bot.Action) (bot.PressReply, error) {
	at, _, ok := reply.ParsePair(reply.Fields(pressed.Arg))
	if !ok {
		return reply.Stale(r.t), nil
	}
	q, ok := a.samples.at(at)
	if !ok {
		return reply.Stale(r.t), nil
	}
	ans, err := a.search.Find(ctx, a.search.Query(q.Asked()), followup.Focus{})
	if err != nil {
		return bot.PressReply{}, err
	}
	r.speak(at.Lang)
	said := reply.Answer(r.t, ans, reply.View{Origin: at, Old: a.old(r.now), Follow: r.follows})
	a.remember(r, said, q, 0)
	return bot.PressReply{Send: said}, nil
}

// vote counts a thumb.
func (a *questions) vote(r *request, p bot.Press, pressed bot.Action) bot.PressReply {
	at, origin, ok := reply.ParsePair(reply.Fields(pressed.Arg))
	if !ok {
		return reply.Stale(r.t)
	}
	q, _ := a.pressed(r, p, reply.AnswerRef{At: at, Origin: origin})
	return a.feedback.vote(r, pressed.Verb, at, a.search.Query(q.Asked()))
}

// pressed finds the question that the message under the button answered.
func (a *questions) pressed(r *request, p bot.Press, ref reply.AnswerRef) (session.Interpretation, bool) {
	if ref.Origin.Key != "" {
		return a.samples.at(ref.Origin)
	}
	typed := a.search.Parser.QuestionOf(p.Question)
	if typed == "" {
		return session.Interpretation{}, false
	}
	if q, ok := r.session().Find(typed); ok {
		return q, true
	}
	scope, _, ok := a.shelf.scope(cmp.Or(p.Article, a.shelf.linked(a.search.Parser.LinksOf(p.Question))))
	lang := a.search.Detect(typed)
	return session.Interpretation{Typed: typed, Searched: typed, Language: lang, Spoken: lang, Scope: scope}, ok
}

// indexOf finds the passage that a button names among the hits: where it was,
// else anywhere. A button that names none goes by the number.
func indexOf(hits []retrieval.Hit, ref reply.AnswerRef) (index int, found bool) {
	if ref.At.Key == "" {
		return ref.Index, ref.Index < len(hits)
	}
	for i, h := range hits {
		if reply.RefOf(h) == ref.At {
			return i, true
		}
	}
	return ref.Index, false
}

// alone shows the passage that a button names outside of any answer, if it is
// still there.
func (a *questions) alone(r *request, at reply.PassageRef) (bot.Reply, bool) {
	article, ok := a.shelf.lib.Article(at.Key)
	if !ok || at.Key == "" || at.Ordinal >= len(article.Passages) {
		return bot.Reply{}, false
	}
	return reply.Passage(r.t, article, at.Ordinal, a.shelf.lib.Status().Generation), true
}
