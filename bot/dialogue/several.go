package dialogue

import (
	"context"
	"strconv"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
)

// respondAll does all that a message asks for and says it in one reply.
func (b *Bot) respondAll(ctx context.Context, r *request, m bot.Message, list []intent.Intent) (bot.Reply, error) {
	if len(list) == 1 {
		return b.respond(ctx, r, m, list[0])
	}
	var parts []bot.Reply
	for i, in := range list {
		part := m
		if i > 0 {
			part.ID = "" // each question is remembered, none in the place of another
		}
		said, err := b.respond(ctx, r, part, in)
		if err != nil {
			return bot.Reply{}, err
		}
		parts = append(parts, said)
	}
	return inOne(r, list, parts), nil
}

// inOne joins replies: what was asked numbered, the cards in that order.
func inOne(r *request, list []intent.Intent, parts []bot.Reply) bot.Reply {
	said := bot.Reply{Kind: bot.ShowText, Language: r.t.Language}
	var open []bot.Button
	for i, p := range parts {
		line := p.Text
		if list[i].Kind == intent.Question {
			number := strconv.Itoa(i + 1)
			line = locale.JoinLines(number+". "+list[i].Text, p.Text)
			for n := range p.Cards {
				card := &p.Cards[n]
				card.Place = locale.JoinDots(number, card.Place)
				action := bot.Action{Verb: bot.OpenArticle, Arg: reply.PageRef{Key: card.Article.Key()}.String()}
				open = append(open, bot.Button{Label: number + " · " + string(r.t.Whole), Action: action})
			}
		}
		said.Text = locale.JoinLines(said.Text, line)
		said.Cards = append(said.Cards, p.Cards...)
		if len(said.Titles) == 0 {
			said.Titles = p.Titles
		}
		said.Kind = weightier(said.Kind, p.Kind)
		said.Private = said.Private || p.Private
	}
	if len(said.Cards) > 0 {
		said.Titles = nil
	}
	if len(open) > 0 {
		said.Buttons = [][]bot.Button{open}
	}
	return said
}

// weightier is the kind of a reply that holds replies of two kinds: it is as sure
// as the least sure of them.
func weightier(a, b bot.ReplyKind) bot.ReplyKind {
	for _, k := range []bot.ReplyKind{bot.ShowUnsure, bot.ShowAnswer, bot.ShowArticle, bot.ShowNone, bot.ShowText} {
		if a == k || b == k {
			return k
		}
	}
	return b
}
