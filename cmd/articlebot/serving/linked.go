package serving

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/dialogue"
)

// linked is a conversation whose passages link to the readers' pages, where the
// passage is marked.
type linked struct {
	*dialogue.Bot
	page func(bot.Card) string
}

// Handle is dialogue's, with links.
func (l linked) Handle(ctx context.Context, m bot.Message) bot.Reply {
	return l.link(l.Bot.Handle(ctx, m))
}

// Press is dialogue's, with links.
func (l linked) Press(ctx context.Context, p bot.Press) bot.PressReply {
	r := l.Bot.Press(ctx, p)
	r.Edit, r.Send = l.link(r.Edit), l.link(r.Send)
	return r
}

// Results are dialogue's, with links.
func (l linked) Results(ctx context.Context, m bot.Message, limit int) []bot.Reply {
	list := l.Bot.Results(ctx, m, limit)
	for i := range list {
		list[i] = l.link(list[i])
	}
	return list
}

// link sets the addresses of a reply's cards. The cards are the reply's own:
// none is kept by who made it.
func (l linked) link(r bot.Reply) bot.Reply {
	for i := range r.Cards {
		r.Cards[i].URL = l.page(r.Cards[i])
	}
	return r
}
