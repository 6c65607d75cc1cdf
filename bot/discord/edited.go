package discord

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
)

// onEdited answers a question anew that was edited after it was answered. The
// reply is edited along.
func (a *Adapter) onEdited(m *api.Received) {
	if m.EditedAt == "" || !fromPerson(m) {
		return // Discord also updates messages to add previews of links
	}
	x, ok := a.exchanges.Get(m.ID)
	if !ok {
		a.onMentioned(m)
		return
	}
	if !a.handled.Add("edited/"+m.ID+"/"+api.Snowflake(m.EditedAt), struct{}{}) {
		return
	}
	a.start("edited message", m.ID, func(ctx context.Context) {
		x.mu.Lock()
		defer x.mu.Unlock()
		said := a.said(m)
		if x.sent == "" || said.Text == x.asked {
			return // nothing to edit, or no words were: the page that is shown stays
		}
		x.asked = said.Text
		p := &post{a: a, m: m, x: x}
		reply, ok := await(ctx, a.dispatcher, a.deferAfter, p, func(progress func(bot.Reply)) bot.Reply {
			said.Progress = progress
			return a.conv.Handle(ctx, said)
		})
		if ok && reply.Kind != bot.ShowNotice { // a notice must not replace an answer
			p.finish(ctx, reply)
		}
	})
}

// lateMention is how old a message may be that an edit makes one for the bot. What
// is older may have been answered by a process before this one.
const lateMention = time.Hour

// onMentioned answers a message that speaks to the bot only since it was edited.
func (a *Adapter) onMentioned(m *api.Received) {
	self, _ := a.identity()
	if m.GuildID == "" || !mentions(m, self) && !a.mentionsRole(m) || a.cfg.Now().Sub(m.ID.Time()) > lateMention {
		return
	}
	if !a.handled.Add("mentioned/"+m.ID, struct{}{}) {
		return
	}
	a.start("message", m.ID, func(ctx context.Context) {
		if a.addressed(ctx, m, inbox.ChannelInfo{}) == mention {
			a.reply(ctx, m, mention)
		}
	})
}

// onDeletedMany takes our replies away together with their questions.
func (a *Adapter) onDeletedMany(e *struct {
	IDs       []api.Snowflake `json:"ids"`
	ChannelID api.Snowflake   `json:"channel_id"`
}) {
	for _, id := range e.IDs {
		a.onDeleted(&deletedEvent{ID: id, ChannelID: e.ChannelID})
	}
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
