package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/bot/state"
)

// Press returns what a pressed button does. Who may do what is checked here
// again: what a button carries can be forged.
func (b *Bot) Press(ctx context.Context, p bot.Press) (r bot.PressReply) {
	t := locale.Of(locale.FromTag(p.Locale))
	defer func() {
		if caught := recover(); caught != nil {
			r = bot.PressReply{Send: b.broken(t, caught)}
		}
	}()
	v := b.begin(p.User, p.Chat, p.Locale)
	v.private = p.Private
	t = v.t
	b.tally.presses.Add(1)
	a, err := bot.ParseAction(p.Action)
	if err != nil {
		return stalePress(v)
	}
	if a.Verb == bot.DoNothing {
		return bot.PressReply{}
	}
	if !v.admin {
		switch said, wait := b.byPress.Pass(v.now, string(p.User)); said {
		case limit.Caution:
			return bot.PressReply{Toast: v.t.SlowDown.With("wait", v.t.Wait(wait))}
		case limit.Refuse:
			return bot.PressReply{}
		}
	}
	leave, err := b.work.Enter(ctx)
	if err != nil {
		return bot.PressReply{Send: b.fault(v.t, err)}
	}
	defer leave()
	progress, stop := guarded(p.Progress)
	defer stop()
	v.progress = progress
	r, err = b.press(ctx, v, p, a)
	if err != nil {
		return bot.PressReply{Send: b.fault(v.t, err)}
	}
	return r
}

// stalePress says what to do instead of a button that cannot be read.
func stalePress(v *visit) bot.PressReply {
	return bot.PressReply{Send: notice(v.t, string(v.t.StaleButton))}
}

// press does what a button carries.
func (b *Bot) press(ctx context.Context, v *visit, p bot.Press, a bot.Action) (bot.PressReply, error) {
	switch a.Verb {
	case bot.ShowPassage, bot.AnswerPrivate:
		return b.turnAnswer(ctx, v, p, a)
	case bot.OpenArticle:
		return b.pressArticle(v, a), nil
	case bot.ListTitles:
		if page, words, ok := parseListRef(a.Arg); ok {
			return bot.PressReply{Edit: b.articles(v, page, words)}, nil
		}
	case bot.ThumbsUp, bot.ThumbsDown:
		return b.vote(v, p, a), nil
	case bot.AskSample:
		return b.askSample(ctx, v, a)
	case bot.SetLanguage:
		return b.pressLanguage(v, a)
	case bot.ReloadTitles:
		if v.admin {
			return bot.PressReply{Send: b.reloadTitles(v, a.Arg)}, nil
		}
	case bot.RollBack:
		if v.admin {
			return b.pressRollback(ctx, v, a.Arg), nil
		}
	}
	return stalePress(v), nil
}

func (b *Bot) pressArticle(v *visit, a bot.Action) bot.PressReply {
	ref, ok := parsePageRef(a.Arg)
	if !ok {
		return stalePress(v)
	}
	r := b.open(v, ref.key, ref.page)
	if ref.turn && r.Kind == bot.ShowArticle {
		return bot.PressReply{Edit: r}
	}
	r.Private = true
	return bot.PressReply{Send: r}
}

func (b *Bot) pressLanguage(v *visit, a bot.Action) (bot.PressReply, error) {
	in := intent.ParseLanguage(a.Arg)
	if in.Text == "" {
		return stalePress(v), nil
	}
	r, err := b.language(v, in.Text)
	return bot.PressReply{Edit: r}, err
}

// askSample answers a sample question as if it had been typed.
func (b *Bot) askSample(ctx context.Context, v *visit, a bot.Action) (bot.PressReply, error) {
	at, _, ok := placePair(fields(a.Arg))
	if !ok {
		return stalePress(v), nil
	}
	s, ok := b.sampleAt(at)
	if !ok {
		return bot.PressReply{Send: notice(v.t, string(v.t.Gone))}, nil
	}
	ans, err := b.search(ctx, s.question, "")
	if err != nil {
		return bot.PressReply{}, err
	}
	v.speak(at.lang)
	r := b.answerReply(v.t, ans, view{origin: at, now: v.now})
	b.remember(v, r, reading{typed: s.question, searched: s.question, origin: at}, 0)
	return bot.PressReply{Send: r}, nil
}

// vote counts a thumb once per person and passage. A thumbs-down goes to the
// gaps, with its question.
func (b *Bot) vote(v *visit, p bot.Press, a bot.Action) bot.PressReply {
	at, origin, ok := placePair(fields(a.Arg))
	if !ok {
		return stalePress(v)
	}
	q, asked := b.pressed(v, p, passageRef{at: at, origin: origin})
	if !b.votes.Once(v.key.who, state.GapKey(q.searched)+"\x00"+at.String(), v.now) {
		return bot.PressReply{Toast: string(v.t.VoteTwice)}
	}
	b.tally.votes.Add(1)
	if a.Verb == bot.ThumbsUp {
		b.tally.up.Add(1)
		return bot.PressReply{Toast: string(v.t.VoteUp)}
	}
	b.tally.down.Add(1)
	if asked {
		b.gaps.Note(q.searched, at.String(), v.now)
	}
	return bot.PressReply{Toast: string(v.t.VoteDown)}
}
