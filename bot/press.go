package bot

import (
	"context"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Press returns what a pressed button does. Who may do what is checked here
// again: what a button carries can be forged.
func (b *Bot) Press(ctx context.Context, p Press) (r PressReply) {
	t := textsOf(languageOfTag(p.Locale))
	defer func() {
		if caught := recover(); caught != nil {
			r = PressReply{Send: b.broken(t, caught)}
		}
	}()
	v := b.begin(p.User, p.Chat, p.Locale)
	v.private = p.Private
	t = v.t
	b.tally.presses.Add(1)
	a, err := ParseAction(p.Action)
	if err != nil {
		return stalePress(v)
	}
	if a.Verb == DoNothing {
		return PressReply{}
	}
	if !v.admin {
		switch said, wait := b.byPress.pass(v.now, string(p.User)); said {
		case caution:
			return PressReply{Toast: v.t.SlowDown.with("wait", v.t.wait(wait))}
		case refuse:
			return PressReply{}
		}
	}
	leave, err := b.work.enter(ctx)
	if err != nil {
		return PressReply{Send: b.fault(v.t, err)}
	}
	defer leave()
	progress, stop := guarded(p.Progress)
	defer stop()
	v.progress = progress
	r, err = b.press(ctx, v, p, a)
	if err != nil {
		return PressReply{Send: b.fault(v.t, err)}
	}
	return r
}

// stalePress says what to do instead of a button that cannot be read.
func stalePress(v *visit) PressReply {
	return PressReply{Send: notice(v.t, string(v.t.StaleButton))}
}

// press does what a button carries.
func (b *Bot) press(ctx context.Context, v *visit, p Press, a Action) (PressReply, error) {
	switch a.Verb {
	case ShowPassage, AnswerPrivate:
		return b.turnAnswer(ctx, v, p, a)
	case OpenArticle:
		return b.pressArticle(v, a), nil
	case ListTitles:
		if page, words, ok := parseListRef(a.Arg); ok {
			return PressReply{Edit: b.articles(v, page, words)}, nil
		}
	case ThumbsUp, ThumbsDown:
		return b.vote(v, p, a), nil
	case AskSample:
		return b.askSample(ctx, v, a)
	case SetLanguage:
		return b.pressLanguage(v, a)
	case ReloadTitles:
		if v.admin {
			return PressReply{Send: b.reloadTitles(v, a.Arg)}, nil
		}
	case RollBack:
		if v.admin {
			return b.pressRollback(ctx, v, a.Arg), nil
		}
	}
	return stalePress(v), nil
}

func (b *Bot) pressArticle(v *visit, a Action) PressReply {
	ref, ok := parsePageRef(a.Arg)
	if !ok {
		return stalePress(v)
	}
	r := b.open(v, ref.key, ref.page)
	if ref.turn && r.Kind == ShowArticle {
		return PressReply{Edit: r}
	}
	r.Private = true
	return PressReply{Send: r}
}

func (b *Bot) pressLanguage(v *visit, a Action) (PressReply, error) {
	in := parseLanguage(a.Arg)
	if in.Text == "" {
		return stalePress(v), nil
	}
	r, err := b.language(v, in.Text)
	return PressReply{Edit: r}, err
}

// askSample answers a sample question as if it had been typed.
func (b *Bot) askSample(ctx context.Context, v *visit, a Action) (PressReply, error) {
	at, _, ok := placePair(fields(a.Arg))
	if !ok {
		return stalePress(v), nil
	}
	s, ok := b.sampleAt(at)
	if !ok {
		return PressReply{Send: notice(v.t, string(v.t.Gone))}, nil
	}
	ans, err := b.search(ctx, s.question, "")
	if err != nil {
		return PressReply{}, err
	}
	v.speak(at.lang)
	r := b.answerReply(v.t, ans, view{origin: at, now: v.now})
	b.remember(v, r, reading{typed: s.question, searched: s.question, origin: at}, 0)
	return PressReply{Send: r}, nil
}

// turnAnswer shows another passage of an answer: in its place, or to someone
// who did not ask in a reply of their own.
func (b *Bot) turnAnswer(ctx context.Context, v *visit, p Press, a Action) (PressReply, error) {
	ref, ok := parsePassageRef(a.Arg)
	if !ok {
		return stalePress(v), nil
	}
	r, err := b.passage(ctx, v, p, ref)
	if err != nil {
		return PressReply{}, err
	}
	if a.Verb == AnswerPrivate || r.Kind == ShowNotice {
		r.Private = true
		return PressReply{Send: r}, nil
	}
	return PressReply{Edit: r}, nil
}

// passage asks the question again and shows the passage that the button
// names. Where the answer is another by now it still shows that passage, and
// where that is gone too the answer as it is now.
func (b *Bot) passage(ctx context.Context, v *visit, p Press, ref passageRef) (Reply, error) {
	q, ok := b.pressed(v, p, ref)
	if !ok {
		if r, ok := b.lone(v, ref.at); ok {
			return r, nil
		}
		return notice(v.t, string(v.t.AskAgain)), nil
	}
	ans, err := b.again(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	v.speak(ans.Language)
	v.speak(text.Detect(q.typed))
	index, found := indexOf(b.pages(ans), ref)
	if !found {
		if r, ok := b.lone(v, ref.at); ok {
			return r, nil
		}
	}
	r := b.answerReply(v.t, ans, view{index: index, origin: ref.origin, now: v.now})
	b.remember(v, r, q, index)
	return r, nil
}

// pressed finds the question that the message under the button answered.
func (b *Bot) pressed(v *visit, p Press, ref passageRef) (reading, bool) {
	if ref.origin.key != "" {
		s, ok := b.sampleAt(ref.origin)
		return reading{typed: s.question, searched: s.question, origin: ref.origin}, ok
	}
	typed := text.Clean(p.Question)
	if typed == "" {
		return reading{}, false
	}
	if q, ok := b.sessions.get(v.key, v.now).find(typed); ok {
		return q, true
	}
	scope, _, ok := b.scope(p.Article)
	return reading{typed: typed, searched: typed, scope: scope}, ok
}

// indexOf finds the passage that a button names among the hits: where it was,
// else anywhere. A button that names none goes by the number.
func indexOf(hits []retrieval.Hit, ref passageRef) (index int, found bool) {
	if ref.at.key == "" {
		return ref.index, ref.index < len(hits)
	}
	for i, h := range hits {
		if placeOf(h) == ref.at {
			return i, true
		}
	}
	return ref.index, false
}

// lone shows a passage outside of any answer. How sure the answer was is not
// known any more, so it is not shown as a confident one.
func (b *Bot) lone(v *visit, at place) (Reply, bool) {
	a, ok := b.lib.Article(at.key)
	if !ok || at.key == "" || at.ordinal >= len(a.Passages) {
		return Reply{}, false
	}
	p := a.Passages[at.ordinal]
	h := retrieval.Hit{Passage: p, Article: a.Summary(), Author: a.Author, Total: len(a.Passages)}
	open := Action{OpenArticle, pageRef{key: at.key}.String()}
	return Reply{
		Kind: ShowUnsure, Language: v.t.Language, Text: string(v.t.Moved),
		Cards:   []Card{card(v.t, h, b.lib.Status().Generation)},
		Buttons: [][]Button{{{Label: string(v.t.Whole), Action: open}}},
	}, true
}

// vote counts a thumb once per person and passage. A thumbs-down goes to the
// gaps, with its question.
func (b *Bot) vote(v *visit, p Press, a Action) PressReply {
	at, origin, ok := placePair(fields(a.Arg))
	if !ok {
		return stalePress(v)
	}
	q, asked := b.pressed(v, p, passageRef{at: at, origin: origin})
	if !b.votes.once(v.key.who, gapKey(q.searched)+"\x00"+at.String(), v.now) {
		return PressReply{Toast: string(v.t.VoteTwice)}
	}
	b.tally.votes.Add(1)
	if a.Verb == ThumbsUp {
		b.tally.up.Add(1)
		return PressReply{Toast: string(v.t.VoteUp)}
	}
	b.tally.down.Add(1)
	if asked {
		b.gaps.note(q.searched, at.String(), v.now)
	}
	return PressReply{Toast: string(v.t.VoteDown)}
}
