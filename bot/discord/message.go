package discord

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
)

// The types of messages that people write,
// https://discord.com/developers/docs/resources/message#message-object-message-types.
const (
	plainMessage = 0
	replyMessage = 19
)

// typingAfter is how long an answer in a channel may take before the bot shows
// that it is writing.
const typingAfter = 700 * time.Millisecond

// onMessage takes on a message of a person, once.
func (a *Adapter) onMessage(m *api.Received) {
	if !fromPerson(m) || !a.handled.add("message/"+m.ID, struct{}{}) {
		return
	}
	at, _ := a.places.known.get(m.ChannelID) // as it is now, before later events
	result := a.router.run("message", func() {
		ctx, cancel := context.WithTimeout(a.work, handleWithin)
		defer cancel()
		switch why := a.addressed(ctx, m, at); why {
		case notAddressed:
		case newPost: // people put the question into the title
			post := *m
			post.Content = shorten(render.OneLine(at.name+" "+withoutMentions(m.Content)), a.cfg.MaxQuestion)
			a.reply(ctx, &post, why)
		default:
			a.reply(ctx, m, why)
		}
	})
	if result != started {
		a.dropped.Add(1)
		a.log.Error("discord message was dropped", "message", m.ID, "shutting_down", result == stopped)
	}
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
// channel, at is the zero place.
func (a *Adapter) addressed(ctx context.Context, m *api.Received, at place) address {
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
	case at.parent == "" || at.locked:
		return notAddressed
	case m.ID == m.ChannelID: // the message that a post begins with has its id
		if slices.Contains(s.Forums, string(at.parent)) {
			return newPost
		}
	case at.joined && a.allowed(ctx, s, m.ChannelID):
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

// exchange is a message and our reply to it. Who answers, edits or deletes
// holds the lock meanwhile, so that an edit that comes while the answer is
// under way finds the answer.
type exchange struct {
	mu sync.Mutex
	// sent is the id of our reply, "" if there is none.
	sent api.Snowflake
}

// reply answers a message in its channel.
func (a *Adapter) reply(ctx context.Context, m *api.Received, why address) {
	if !a.closed.open(m.ChannelID, a.cfg.Now()) {
		a.log.Debug("discord channel is closed to the bot", "channel", m.ChannelID)
		return
	}
	if !a.crowd.pass(m.GuildID, a.cfg.Now()) {
		a.log.Warn("discord server asks too much at once", "guild", m.GuildID)
		return
	}
	x := new(exchange)
	x.mu.Lock()
	defer x.mu.Unlock()
	a.exchanges.add(m.ID, x)
	p := &post{a: a, m: m, x: x, quiet: why == newPost}
	said := a.said(m)
	reply, ok := await(ctx, a.router, min(typingAfter, a.deferAfter), p, func(progress func(bot.Reply)) bot.Reply {
		said.Progress = progress
		return a.conv.Handle(ctx, said)
	})
	if !ok {
		reply = notice(textsOf(said.Locale).broken)
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

// post is the reply to a message. Only one goroutine uses it.
type post struct {
	a     *Adapter
	m     *api.Received
	x     *exchange
	quiet bool // shows nothing before the answer
}

var _ surface = (*post)(nil)

// promise shows that the bot is writing.
func (p *post) promise(ctx context.Context) {
	if p.quiet || p.x.sent != "" {
		return
	}
	if err := p.a.api.Typing(ctx, p.m.ChannelID); err != nil {
		p.a.log.Debug("discord typing failed", "err", err)
	}
}

// preview shows a preliminary reply.
func (p *post) preview(ctx context.Context, reply bot.Reply) {
	if !p.quiet {
		p.show(ctx, reply)
	}
}

// finish shows the answer.
func (p *post) finish(ctx context.Context, reply bot.Reply) {
	if reply.Kind != bot.Silent {
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
		err = p.put(ctx, m)
	}
	if err == nil {
		return
	}
	hint := ""
	if api.HasCode(err, api.CodeMissingPermission, api.CodeMissingAccess) {
		p.a.closed.shut(p.m.ChannelID, p.a.cfg.Now())
		hint = "give the bot View Channel, Send Messages, Send Messages in Threads and Embed Links there"
	}
	p.a.failed("answer", err, "message", p.m.ID, "channel", p.m.ChannelID, "hint", hint)
}

func (p *post) put(ctx context.Context, m api.Message) error {
	if p.x.sent != "" {
		return p.a.api.Edit(ctx, p.m.ChannelID, p.x.sent, m)
	}
	m.ReplyTo, m.Nonce = p.m.ID, nonce(p.m.ID)
	id, err := p.a.api.Send(ctx, p.m.ChannelID, m)
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
