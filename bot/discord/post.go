package discord

import (
	"context"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/bot/shared"
)

// typingAfter is how long an answer in a channel may take before the bot shows
// that it is writing.
const typingAfter = 700 * time.Millisecond

// exchange is a message and our reply to it. Who answers, edits or deletes
// holds the lock meanwhile, so that an edit that comes while the answer is
// under way finds the answer.
type exchange struct {
	mu sync.Mutex
	// sent is the id of our reply, "" if there is none.
	sent api.Snowflake
	// asked is the hash of what the message said when it was answered last.
	asked uint64
}

// post is the reply to a message. Only one goroutine uses it.
type post struct {
	a     *Adapter
	m     *api.Received
	x     *exchange
	work  *shared.Work // the claim of the message
	quiet bool         // shows nothing before the answer
}

var _ inbox.Responder = (*post)(nil)

// Announce shows that the bot is writing.
func (p *post) Announce(ctx context.Context) {
	if p.quiet || p.x.sent != "" {
		return
	}
	if err := p.a.api.Typing(ctx, p.m.ChannelID); err != nil {
		p.a.log.Debug("discord typing failed", "err", err)
	}
}

// Preview shows a preliminary reply.
func (p *post) Preview(ctx context.Context, reply bot.Reply) {
	if !p.quiet {
		p.show(ctx, reply)
	}
}

// finish shows the answer.
func (p *post) finish(ctx context.Context, reply bot.Reply) {
	switch reply.Kind {
	case bot.Silent:
	case bot.ShowReaction:
		if leaving(ctx, p.work) != nil {
			return
		}
		if err := p.a.api.React(ctx, p.m.ChannelID, p.m.ID, reply.Text); err != nil {
			p.a.log.Info("discord reaction failed", "channel", p.m.ChannelID, "err", err)
		}
	default:
		p.show(ctx, reply)
	}
}

// show sends the reply, or puts it in the place of an earlier one.
func (p *post) show(ctx context.Context, reply bot.Reply) {
	m := p.a.render(reply, render.State{Asker: p.m.Author.ID})
	err := p.put(ctx, m)
	if api.HasCode(err, api.CodeInvalidForm) {
		p.a.failed("answer", err, "message", p.m.ID)
		m.Components = nil
		for _, e := range m.Embeds {
			e.URL, e.Timestamp, e.Footer = "", "", nil
		}
		if err = p.put(ctx, m); api.HasCode(err, api.CodeInvalidForm) {
			p.a.failed("answer", err, "message", p.m.ID)
			err = p.put(ctx, p.a.render(notice(p.a.ourFault(p.a.localeIn(p.m), "message", p.m.ID)), noState))
		}
	}
	if err == nil {
		return
	}
	hint := ""
	if api.HasCode(err, api.CodeMissingPermission, api.CodeMissingAccess) {
		p.a.muted.Mute(p.m.ChannelID, p.m.GuildID, p.a.cfg.Now())
		hint = "give the bot View Channel, Send Messages, Send Messages in Threads and Embed Links there"
	}
	p.a.failed("answer", err, "message", p.m.ID, "channel", p.m.ChannelID, "hint", hint)
}

func (p *post) put(ctx context.Context, m api.Message) error {
	if err := leaving(ctx, p.work); err != nil {
		return err
	}
	if p.x.sent != "" {
		return p.a.api.Edit(ctx, p.m.ChannelID, p.x.sent, m)
	}
	m.ReplyTo, m.Nonce = p.m.ID, nonce(p.m.ID)
	id, err := p.a.api.Send(ctx, p.m.ChannelID, m)
	if api.HasCode(err, api.CodeNoHistory) {
		p.a.log.Info("discord refuses a reply without Read Message History, so it is sent as a message", "channel", p.m.ChannelID)
		m.ReplyTo = ""
		id, err = p.a.api.Send(ctx, p.m.ChannelID, m)
	}
	if err != nil {
		return err
	}
	p.x.sent = id
	return nil
}

// maxNonce is the length of a nonce,
// https://discord.com/developers/docs/resources/message#create-message.
const maxNonce = 25

// nonce is the same for every try to answer a message.
func nonce(id api.Snowflake) string {
	if len(id) > maxNonce {
		return ""
	}
	return string(id)
}
