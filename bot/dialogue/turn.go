package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// turnAnswer shows another passage of an answer: in its place, or to someone
// who did not ask in a reply of their own.
func (b *Bot) turnAnswer(ctx context.Context, v *visit, p bot.Press, a bot.Action) (bot.PressReply, error) {
	ref, ok := parsePassageRef(a.Arg)
	if !ok {
		return stalePress(v), nil
	}
	r, err := b.passage(ctx, v, p, ref)
	if err != nil {
		return bot.PressReply{}, err
	}
	if a.Verb == bot.AnswerPrivate || r.Kind == bot.ShowNotice {
		r.Private = true
		return bot.PressReply{Send: r}, nil
	}
	return bot.PressReply{Edit: r}, nil
}

// passage asks the question again and shows the passage that the button
// names. Where the answer is another by now it still shows that passage, and
// where that is gone too the answer as it is now.
func (b *Bot) passage(ctx context.Context, v *visit, p bot.Press, ref passageRef) (bot.Reply, error) {
	q, ok := b.pressed(v, p, ref)
	if !ok {
		if r, ok := b.lone(v, ref.at); ok {
			return r, nil
		}
		return notice(v.t, string(v.t.AskAgain)), nil
	}
	ans, err := b.again(ctx, q)
	if err != nil {
		return bot.Reply{}, err
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
func (b *Bot) pressed(v *visit, p bot.Press, ref passageRef) (reading, bool) {
	if ref.origin.key != "" {
		s, ok := b.sampleAt(ref.origin)
		return reading{typed: s.question, searched: s.question, origin: ref.origin}, ok
	}
	typed := intent.QuestionOf(p.Question)
	if typed == "" {
		return reading{}, false
	}
	if q, ok := b.sessions.Get(v.key, v.now).find(typed); ok {
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
func (b *Bot) lone(v *visit, at place) (bot.Reply, bool) {
	a, ok := b.lib.Article(at.key)
	if !ok || at.key == "" || at.ordinal >= len(a.Passages) {
		return bot.Reply{}, false
	}
	p := a.Passages[at.ordinal]
	h := retrieval.Hit{Passage: p, Article: a.Summary(), Author: a.Author, Total: len(a.Passages)}
	open := bot.Action{Verb: bot.OpenArticle, Arg: pageRef{key: at.key}.String()}
	return bot.Reply{
		Kind: bot.ShowUnsure, Language: v.t.Language, Text: string(v.t.Moved),
		Cards:   []bot.Card{card(v.t, h, b.lib.Status().Generation)},
		Buttons: [][]bot.Button{{{Label: string(v.t.Whole), Action: open}}},
	}, true
}
