package discord

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
)

// The types of messages that people write,
// https://discord.com/developers/docs/resources/message#message-object-message-types.
const (
	plainMessage = 0
	replyMessage = 19
)

// onMessage takes on a message of a person, once.
func (a *Adapter) onMessage(m *api.Received) {
	if !fromPerson(m) || !a.handled.Add("message/"+m.ID, struct{}{}) {
		return
	}
	at, _ := a.channels.Get(m.ChannelID) // as it is now, before later events
	a.start("message", m.ID, func(ctx context.Context) {
		switch why := a.addressed(ctx, m, at); why {
		case notAddressed:
		case newPost: // people put the question into the title
			post := *m
			post.Content = render.Shorten(render.OneLine(at.Name+" "+withoutMentions(m.Content)), a.cfg.MaxQuestion)
			a.reply(ctx, &post, why)
		default:
			a.reply(ctx, m, why)
		}
	})
}

// fromPerson tells messages of people from those of bots, webhooks and Discord
// itself. Without the privileged intent the content is empty unless the bot is
// spoken to, so an empty one is not for it.
func fromPerson(m *api.Received) bool {
	return m.ID != "" && m.ChannelID != "" && m.Author != nil && m.Author.ID != "" &&
		!m.Author.Bot && !m.Author.System && m.WebhookID == "" &&
		(m.Type == plainMessage || m.Type == replyMessage) && strings.TrimSpace(m.Content) != ""
}

// address is why a message is for the bot.
type address int

const (
	notAddressed address = iota
	direct               // a direct message
	mention              // a mention, or a reply to one of its messages
	thread               // in a thread that it takes part in
	newPost              // the first message of a post in a chosen forum
)

// addressed tells whether and why a message is for the bot. Of an unknown
// channel, at is zero.
func (a *Adapter) addressed(ctx context.Context, m *api.Received, at inbox.ChannelInfo) address {
	if m.GuildID == "" {
		return direct
	}
	self, _ := a.identity()
	s := a.settingsOf(m.GuildID)
	if mentions(m, self) || m.ReferencedMessage.From(self) {
		if !a.allowed(ctx, s, m.ChannelID) {
			a.log.Debug("discord mention outside the server's channels", "channel", m.ChannelID)
			return notAddressed
		}
		return mention
	}
	if !a.cfg.MessageContent || len(m.Mentions) > 0 || m.ReferencedMessage != nil {
		return notAddressed // people who talk to each other
	}
	switch {
	case at.Parent == "" || at.Locked:
		return notAddressed
	case m.ID == m.ChannelID: // the message that a post begins with has its id
		if slices.Contains(s.Forums, string(at.Parent)) {
			return newPost
		}
	case at.Joined && a.allowed(ctx, s, m.ChannelID):
		return thread
	}
	return notAddressed
}

// mentions tells whether a message mentions the bot, by its list or, where a
// server keeps none, by its text.
func mentions(m *api.Received, self api.Snowflake) bool {
	if self == "" {
		return false
	}
	return slices.ContainsFunc(m.Mentions, func(u api.User) bool { return u.ID == self }) ||
		strings.Contains(m.Content, "<@"+string(self)+">") || strings.Contains(m.Content, "<@!"+string(self)+">")
}

// reply answers a message in its channel.
func (a *Adapter) reply(ctx context.Context, m *api.Received, why address) {
	if a.muted.Muted(m.ChannelID, a.cfg.Now()) {
		a.log.Debug("discord channel is closed to the bot", "channel", m.ChannelID)
		return
	}
	if !a.guilds.Allow(m.GuildID, a.cfg.Now()) {
		a.log.Warn("discord server asks too much at once", "guild", m.GuildID)
		return
	}
	x := new(exchange)
	x.mu.Lock()
	defer x.mu.Unlock()
	a.exchanges.Add(m.ID, x)
	p := &post{a: a, m: m, x: x, quiet: why == newPost}
	said := a.said(m)
	reply, ok := await(ctx, a.dispatcher, min(typingAfter, a.deferAfter), p, func(progress func(bot.Reply)) bot.Reply {
		said.Progress = progress
		return a.conv.Handle(ctx, said)
	})
	if !ok {
		reply = notice(a.ourFault(said.Locale, "message", m.ID))
	}
	if why == newPost && reply.Kind != bot.ShowAnswer {
		return // nobody asked: an unsure answer helps nobody
	}
	p.finish(ctx, reply)
}

// said is what the conversation needs to know of a message.
func (a *Adapter) said(m *api.Received) bot.Message {
	locale := m.Author.Locale
	if locale == "" && m.GuildID != "" {
		locale = string(a.settingsOf(m.GuildID).Language)
	}
	out := bot.Message{
		Platform: bot.Discord,
		ID:       string(m.ID),
		Chat:     chatOf(m.ChannelID, m.Author.ID),
		User:     bot.NewUserKey(bot.Discord, string(m.Author.ID)),
		Private:  m.GuildID == "",
		Text:     withoutMentions(m.Content),
		Locale:   locale,
		Edited:   m.EditedAt != "",
		Sent:     a.cfg.Now(),
	}
	if self, _ := a.identity(); m.ReferencedMessage.From(self) {
		out.Quoted = quoted(m.ReferencedMessage)
	}
	return out
}

// mentionMarks are the mentions of people and roles in a text; the bot's own
// must go, the others say nothing to a search.
var mentionMarks = regexp.MustCompile(`<@[!&]?\d+>`)

func withoutMentions(s string) string {
	return strings.TrimSpace(mentionMarks.ReplaceAllString(s, " "))
}

// quoted is the text of one of our messages as people read it.
func quoted(m *api.Received) string {
	lines := []string{m.Content}
	for _, e := range m.Embeds {
		lines = append(lines, e.Title, e.Description)
	}
	text := strings.ReplaceAll(strings.Join(lines, "\n"), "**", "")
	return strings.TrimSpace(render.Unescape(text))
}
