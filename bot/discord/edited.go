package discord

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/discord/api"
)

// onEdited answers a question anew that was edited after it was answered. The
// reply is edited along.
func (a *Adapter) onEdited(m *api.Received) {
	if m.EditedAt == "" || !fromPerson(m) {
		return // Discord also updates messages to add previews of links
	}
	x, ok := a.exchanges.Get(m.ID)
	if !ok || !a.handled.Add("edited/"+m.ID+"/"+api.Snowflake(m.EditedAt), struct{}{}) {
		return
	}
	a.start("edited message", m.ID, func(ctx context.Context) {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.sent == "" {
			return
		}
		p := &post{a: a, m: m, x: x}
		said := a.said(m)
		reply, ok := await(ctx, a.dispatcher, a.deferAfter, p, func(progress func(bot.Reply)) bot.Reply {
			said.Progress = progress
			return a.conv.Handle(ctx, said)
		})
		if ok && reply.Kind != bot.ShowNotice { // a notice must not replace an answer
			p.finish(ctx, reply)
		}
	})
}

// deletedEvent is a message that is gone.
type deletedEvent struct {
	ID        api.Snowflake `json:"id"`
	ChannelID api.Snowflake `json:"channel_id"`
}

// onDeleted takes our reply away together with its question.
func (a *Adapter) onDeleted(e *deletedEvent) {
	x, ok := a.exchanges.Get(e.ID)
	if !ok || !a.handled.Add("deleted/"+e.ID, struct{}{}) {
		return
	}
	a.start("deleted message", e.ID, func(ctx context.Context) {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.sent == "" {
			return
		}
		err := a.api.Delete(ctx, e.ChannelID, x.sent)
		if err != nil && !api.HasCode(err, api.CodeUnknownMessage) {
			a.failed("removal of a reply", err, "message", e.ID)
		}
		x.sent = ""
	})
}
