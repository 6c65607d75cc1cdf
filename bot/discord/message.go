package discord

import (
	"context"
	"slices"
	"strings"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/bot/discord/words"
	"articlebot/bot/internal/remnant"
)

// The types of messages that people write,
// https://discord.com/developers/docs/resources/message#message-object-message-types.
const (
	plainMessage = 0
	replyMessage = 19
)

// onMessage takes on a message of a person, once.
func (a *Adapter) onMessage(e gateway.Event, m *api.Received) {
	if !fromPerson(m) || !a.handled.Add("message/"+m.ID, struct{}{}) {
		return
	}
	at, _ := a.channels.Get(m.ChannelID) // as it is now, before later events
	a.start(e, "message", m.ID, func(ctx context.Context) {
		at := a.place(ctx, m, at)
		if why := a.addressed(ctx, m, at); why != notAddressed {
			a.answer(ctx, m, why, at)
		}
	})
}

// answer answers a message that is for the bot, if it is this replica's.
func (a *Adapter) answer(ctx context.Context, m *api.Received, why address, at inbox.ChannelInfo) {
	w, _, ok := a.claim(ctx, "message", m.ID, true)
	if !ok {
		return
	}
	x := new(exchange)
	x.mu.Lock()
	defer x.mu.Unlock()
	defer func() { a.conclude(ctx, w, x.sent) }()
	p := &post{a: a, m: m, x: x, work: w}
	switch why {
	case newPost: // people put the question into the title
		post := *m
		post.Content = a.shorten(at.Name + " " + words.WithoutMarks(m.Content))
		p.m = &post
		a.reply(ctx, p, why)
	case withheld:
		a.sayHowToGoOn(ctx, p)
	default:
		a.reply(ctx, p, why)
	}
	if x.sent != "" {
		a.shareAnswer(ctx, m.ChannelID, m.ID, x)
	}
}

// place learns what a session that was resumed from another replica does not tell
// of a message's place: the channel where at is zero, and the bot's role where one
// is mentioned.
func (a *Adapter) place(ctx context.Context, m *api.Received, at inbox.ChannelInfo) inbox.ChannelInfo {
	if a.desk == nil || m.GuildID == "" {
		return at
	}
	self, _ := a.identity()
	if len(m.MentionRoles) > 0 || strings.Contains(m.Content, "<@&") {
		if err := a.roles.Look(ctx, a.api, m.GuildID, self); err != nil {
			a.log.Warn("discord roles are not known", "guild", m.GuildID, "err", err)
		}
	}
	if a.cfg.MessageContent && at == (inbox.ChannelInfo{}) {
		found, err := a.channels.Find(ctx, m.ChannelID)
		if err != nil {
			a.log.Warn("discord channel is not known", "channel", m.ChannelID, "err", err)
		}
		return found
	}
	return at
}

// fromPerson tells messages of people from those of bots, webhooks and Discord
// itself.
func fromPerson(m *api.Received) bool {
	return m.ID != "" && m.ChannelID != "" && m.Author != nil && m.Author.ID != "" &&
		!m.Author.Bot && !m.Author.System && m.WebhookID == "" &&
		(m.Type == plainMessage || m.Type == replyMessage)
}

// address is why a message is for the bot.
type address int

const (
	notAddressed address = iota
	direct               // a direct message
	mention              // a mention, or a reply to one of its messages
	withheld             // the same, but Discord does not show what it says
	thread               // in a thread that it takes part in
	newPost              // the first message of a post in a chosen forum
)

// addressed tells whether and why a message is for the bot. Of an unknown
// channel, at is zero.
func (a *Adapter) addressed(ctx context.Context, m *api.Received, at inbox.ChannelInfo) address {
	if m.GuildID == "" {
		if !words.In(m) {
			return notAddressed
		}
		return direct
	}
	self, _ := a.identity()
	s := a.settingsOf(m.GuildID)
	role := a.mentionsRole(m)
	if mentions(m, self) || role || m.ReferencedMessage.From(self) {
		if !a.allowed(ctx, s, m.ChannelID) {
			a.log.Debug("discord mention outside the server's channels", "channel", m.ChannelID)
			return notAddressed
		}
		return a.heard(m, role || m.ReferencedMessage.From(self))
	}
	if !a.cfg.MessageContent || len(m.Mentions) > 0 || m.ReferencedMessage != nil || strings.TrimSpace(m.Content) == "" {
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

// mentionsRole tells whether a message mentions the role that the bot owns.
func (a *Adapter) mentionsRole(m *api.Received) bool {
	own := a.roles.Own(m.GuildID)
	return own != "" && (slices.Contains(m.MentionRoles, own) || strings.Contains(m.Content, "<@&"+string(own)+">"))
}

// heard tells what is heard of a message that speaks to the bot. Without the
// privileged intent Discord shows the words of mentions and of replies to
// messages, but not of replies to answers of commands: those are empty.
func (a *Adapter) heard(m *api.Received, mayBeWithheld bool) address {
	switch {
	case strings.TrimSpace(m.Content) != "" || len(m.Snapshots) > 0:
		return mention
	case mayBeWithheld && !words.In(m) && !a.cfg.MessageContent:
		return withheld
	}
	return notAddressed // a picture or a sticker
}

// reply answers a message in its channel.
func (a *Adapter) reply(ctx context.Context, p *post, why address) {
	m, x := p.m, p.x
	if a.muted.Muted(m.ChannelID, a.cfg.Now()) {
		a.log.Debug("discord channel is closed to the bot", "channel", m.ChannelID)
		return
	}
	if !a.guilds.Allow(m.GuildID, a.cfg.Now()) {
		a.log.Warn("discord server asks too much at once", "guild", m.GuildID)
		return
	}
	a.exchanges.Add(m.ID, x)
	unasked := why == newPost || why == thread
	p.quiet = unasked
	said := a.said(m)
	said.Overheard, x.asked = unasked, hashOf(said.Text)
	reply, ok := inbox.Await(ctx, a.dispatcher, min(typingAfter, a.deferAfter), p, func(progress func(bot.Reply)) bot.Reply {
		said.Progress = progress
		return a.conv.Handle(ctx, said)
	})
	if !ok {
		reply = notice(a.ourFault(said.Locale, "message", m.ID))
	}
	if unasked && reply.Kind != bot.ShowAnswer {
		return // nobody asked: an unsure answer helps nobody
	}
	p.finish(ctx, reply)
}

// said is what the conversation needs to know of a message.
func (a *Adapter) said(m *api.Received) bot.Message {
	out := bot.Message{
		Platform: bot.Discord,
		ID:       string(m.ID),
		Chat:     chatOf(m.ChannelID, m.Author.ID),
		User:     bot.NewUserKey(bot.Discord, string(m.Author.ID)),
		Private:  m.GuildID == "",
		Text:     words.WithoutMarks(m.Content),
		Media:    m.GuildID == "" && words.In(m),
		Locale:   a.localeIn(m),
		Edited:   m.EditedAt != "",
		Sent:     m.ID.Time(),
	}
	if !out.Private {
		out.HowToAsk = a.howToAsk
	}
	self, _ := a.identity()
	if m.ReferencedMessage.From(self) {
		out.Quoted = quoted(m.ReferencedMessage)
	}
	if at := a.pointedAt(m, self); at != "" && (!remnant.Worded(out.Text) || a.cfg.Languages.OnlyPoints(out.Text)) {
		out.Text = at
	}
	return out
}

// pointedAt is the question of a message that says nothing itself, or only that
// something else is to be answered: what it forwards, or what it replies to where somebody else wrote that. It is "" where
// there is none.
func (a *Adapter) pointedAt(m *api.Received, self api.Snowflake) string {
	if len(m.Snapshots) > 0 || m.Poll != nil {
		return a.shorten(words.Of(m))
	}
	if m.ReferencedMessage == nil || m.ReferencedMessage.From(self) {
		return ""
	}
	return a.shorten(words.Of(m.ReferencedMessage))
}

// shorten makes a question of what was not written as one.
func (a *Adapter) shorten(s string) string {
	return render.Shorten(render.OneLine(s), a.cfg.MaxQuestion)
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
