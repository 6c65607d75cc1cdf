package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/reply"
)

// Press returns what a pressed button does. Who may do what is checked here
// again: what a button carries can be forged.
func (b *Bot) Press(ctx context.Context, p bot.Press) (said bot.PressReply) {
	ctx, tr := b.traces.Begin(ctx, "press", p.Platform, "")
	defer tr.End(ctx)
	t := b.words.Of(b.words.FromTag(p.Locale))
	defer func() {
		if caught := recover(); caught != nil {
			said = bot.PressReply{Send: b.faults.Panicked(ctx, t, caught)}
		}
	}()
	r := b.begin(ctx, p.User, p.Chat, p.Locale, b.gate.drawsOfPress(p.User)...)
	defer r.talk.Keep(ctx)
	r.private = p.Private
	r.follows = b.following.desk.Reaches(p.Platform) && p.User.Person()
	t = r.t
	b.tally.presses.Add(1)
	a, err := bot.ParseAction(p.Action)
	if err != nil {
		return reply.Stale(r.t)
	}
	if a.Verb == bot.DoNothing {
		return bot.PressReply{}
	}
	if said, ok := b.gate.press(r); !ok {
		return said
	}
	leave, err := b.gate.enter(ctx, r, p.Progress)
	if err != nil {
		return bot.PressReply{Send: b.faults.Sorry(ctx, r.t, err)}
	}
	defer leave()
	said, err = b.press(ctx, r, p, a)
	if err != nil {
		return bot.PressReply{Send: b.faults.Sorry(ctx, r.t, err)}
	}
	return said
}

// press does what a button carries.
func (b *Bot) press(ctx context.Context, r *request, p bot.Press, a bot.Action) (bot.PressReply, error) {
	switch a.Verb {
	case bot.ShowPassage, bot.AnswerPrivate:
		return b.questions.turn(ctx, r, p, a)
	case bot.OpenArticle:
		return b.shelf.press(r, a), nil
	case bot.ListTitles:
		if page, words, ok := reply.ParseListRef(a.Arg); ok {
			return bot.PressReply{Edit: b.shelf.list(r, page, words)}, nil
		}
	case bot.ThumbsUp, bot.ThumbsDown:
		return b.questions.vote(r, p, a), nil
	case bot.AskSample:
		return b.questions.sample(ctx, r, a)
	case bot.FollowThis:
		return b.following.press(r, p, a)
	case bot.EndFollow:
		return b.following.end(r, p, a)
	case bot.SetLanguage:
		if in := b.parser.ParseLanguage(a.Arg); in.Text != "" {
			said, err := b.personal.language(r, in.Text)
			return bot.PressReply{Edit: said}, err
		}
	case bot.ReloadTitles:
		if r.admin {
			return bot.PressReply{Send: b.desk.ReloadTitles(r.atDesk(), a.Arg)}, nil
		}
	case bot.RollBack:
		if r.admin {
			return b.desk.RollbackFrom(ctx, r.atDesk(), a.Arg), nil
		}
	}
	return reply.Stale(r.t), nil
}
