package discord

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/inbox"
)

// onEdited answers a question anew that was edited after it was answered. The
// reply is edited along.
func (a *Adapter) onEdited(e gateway.Event, m *api.Received) {
	if m.EditedAt == "" || !fromPerson(m) {
		return // Discord also updates messages to add previews of links
	}
	x, ok := a.exchanges.Get(m.ID)
	if !ok && a.desk == nil {
		a.onMentioned(e, m)
		return
	}
	if !a.handled.Add("edited/"+m.ID+"/"+api.Snowflake(m.EditedAt), struct{}{}) {
		return
	}
	a.start(e, "edited message", m.ID, func(ctx context.Context) {
		if !ok {
			if a.recall(ctx, m.ChannelID, m.ID) == nil {
				a.onMentioned(e, m)
				return
			}
			x = a.exchanges.GetOrAdd(m.ID, func() *exchange { return new(exchange) })
		}
		a.editAlong(ctx, m, x)
	})
}

// editAlong edits the reply to a question that was edited.
func (a *Adapter) editAlong(ctx context.Context, m *api.Received, x *exchange) {
	w, _, ok := a.claim(ctx, "edited", m.ID+"/"+api.Snowflake(m.EditedAt), true)
	if !ok {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	defer func() { a.conclude(ctx, w, x.sent) }()
	x.learn(a.recall(ctx, m.ChannelID, m.ID))
	said := a.said(m)
	asked := hashOf(said.Text)
	if x.sent == "" || asked == x.asked {
		return // nothing to edit, or no words were: the page that is shown stays
	}
	x.asked = asked
	p := &post{a: a, m: m, x: x, work: w}
	reply, ok := inbox.Await(ctx, a.dispatcher, a.deferAfter, p, func(progress func(bot.Reply)) bot.Reply {
		said.Progress = progress
		return a.conv.Handle(ctx, said)
	})
	if ok && reply.Kind != bot.ShowNotice { // a notice must not replace an answer
		p.finish(ctx, reply)
	}
	a.shareAnswer(ctx, m.ChannelID, m.ID, x)
}

// lateMention is how old a message may be that an edit makes one for the bot. What
// is older may have been answered by a process before this one.
const lateMention = time.Hour

// onMentioned answers a message that speaks to the bot only since it was edited.
func (a *Adapter) onMentioned(e gateway.Event, m *api.Received) {
	self, _ := a.identity()
	if m.GuildID == "" || !mentions(m, self) && !a.mentionsRole(m) || a.cfg.Now().Sub(m.ID.Time()) > lateMention {
		return
	}
	if !a.handled.Add("mentioned/"+m.ID, struct{}{}) {
		return
	}
	a.start(e, "message", m.ID, func(ctx context.Context) {
		if a.addressed(ctx, m, inbox.ChannelInfo{}) == mention {
			a.answer(ctx, m, mention, inbox.ChannelInfo{})
		}
	})
}

// onDeletedMany takes our replies away together with their questions.
func (a *Adapter) onDeletedMany(event gateway.Event, e *struct {
	IDs       []api.Snowflake `json:"ids"`
	ChannelID api.Snowflake   `json:"channel_id"`
}) {
	for _, id := range e.IDs {
		a.onDeleted(event, &deletedEvent{ID: id, ChannelID: e.ChannelID})
	}
}

// deletedEvent is a message that is gone.
type deletedEvent struct {
	ID        api.Snowflake `json:"id"`
	ChannelID api.Snowflake `json:"channel_id"`
}

// onDeleted takes our reply away together with its question.
func (a *Adapter) onDeleted(event gateway.Event, e *deletedEvent) {
	x, ok := a.exchanges.Get(e.ID)
	if !ok && a.desk == nil || !a.handled.Add("deleted/"+e.ID, struct{}{}) {
		return
	}
	a.start(event, "deleted message", e.ID, func(ctx context.Context) {
		if !ok {
			x = new(exchange)
		}
		x.mu.Lock()
		defer x.mu.Unlock()
		x.learn(a.recall(ctx, e.ChannelID, e.ID))
		if x.sent == "" {
			return
		}
		err := a.api.Delete(ctx, e.ChannelID, x.sent)
		if err != nil && !api.HasCode(err, api.CodeUnknownMessage) {
			a.failed("removal of a reply", err, "message", e.ID)
		}
		x.sent = ""
		a.shareAnswer(ctx, e.ChannelID, e.ID, x)
	})
}
