package discord

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/retrieval/text"
)

// guildEvent is a server that the bot is in: GUILD_CREATE, and THREAD_LIST_SYNC,
// which has channels and threads alone.
type guildEvent struct {
	ID       api.Snowflake  `json:"id"`
	GuildID  api.Snowflake  `json:"guild_id"`
	Channels []*api.Channel `json:"channels"`
	Threads  []*api.Channel `json:"threads"`
	Roles    []api.Role     `json:"roles"`
	// System is the channel for notices, "" if the server has none.
	System   api.Snowflake `json:"system_channel_id"`
	Locale   string        `json:"preferred_locale"`
	JoinedAt string        `json:"joined_at"`
}

// onChannels remembers channels and threads.
func (a *Adapter) onChannels(e *guildEvent) {
	for _, c := range append(e.Channels, e.Threads...) {
		a.channels.Note(c)
	}
}

// onGuild remembers a server, and says in one that is new how to ask.
func (a *Adapter) onGuild(event gateway.Event, e *guildEvent) {
	a.onChannels(e)
	self, _ := a.identity()
	for _, role := range e.Roles {
		a.roles.Note(e.ID, self, role)
	}
	a.roles.Seen(e.ID)
	a.muted.Changed(e.ID)
	if known := !a.known.Add(e.ID, struct{}{}); known || e.ID == "" || !a.justJoined(e) {
		return
	}
	a.start(event, "new server", e.ID, func(ctx context.Context) { a.greet(ctx, e) })
}

// joinedWithin is how old a membership may be that counts as new: the servers of a
// connection are named before they come, but an outage can hide one.
const joinedWithin = 10 * time.Minute

// justJoined tells whether the bot was added a moment ago. Where the server does
// not say, what READY did not name is new, if it named any.
func (a *Adapter) justJoined(e *guildEvent) bool {
	at, err := time.Parse(time.RFC3339, e.JoinedAt)
	if err != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.named
	}
	return a.cfg.Now().Sub(at).Abs() < joinedWithin
}

// mostGreeted is how many channels are tried for a greeting.
const mostGreeted = 4

// greet says how to ask in the server's channel for notices, else in the first of
// its channels where the bot may write.
func (a *Adapter) greet(ctx context.Context, e *guildEvent) {
	var list []api.Snowflake
	if e.System != "" {
		list = append(list, e.System)
	}
	for _, c := range e.Channels {
		if c != nil && c.Type == discordgo.ChannelTypeGuildText && c.ID != e.System {
			list = append(list, c.ID)
		}
	}
	lang := a.cfg.Languages.FromTag(e.Locale)
	words := string(a.cfg.Languages.Of(lang).GroupHello) + "\n" + a.howToAsk(lang)
	m := a.render(bot.Reply{Kind: bot.ShowNotice, Language: lang, Text: words}, noState)
	for _, channel := range list[:min(len(list), mostGreeted)] {
		_, err := a.api.Send(ctx, channel, m)
		if err == nil {
			return
		}
		a.log.Info("discord greeting was not sent", "guild", e.ID, "channel", channel, "err", err)
		if !api.HasCode(err, api.CodeMissingPermission, api.CodeMissingAccess, api.CodeUnknownChannel) {
			return
		}
	}
}

// onGuildGone forgets a server that the bot was removed from. One that is merely
// out of reach comes back without being new.
func (a *Adapter) onGuildGone(e *struct {
	ID          api.Snowflake `json:"id"`
	Unavailable bool          `json:"unavailable"`
}) {
	if !e.Unavailable {
		a.known.Remove(e.ID)
	}
}

// roleEvent is a role that was made, changed or removed.
type roleEvent struct {
	GuildID api.Snowflake `json:"guild_id"`
	Role    api.Role      `json:"role"`
}

func (a *Adapter) onRole(e *roleEvent) {
	self, _ := a.identity()
	a.roles.Note(e.GuildID, self, e.Role)
	a.muted.Changed(e.GuildID)
}

// onMember takes note of roles that the bot was given. Discord tells of the bot
// itself without any intent.
func (a *Adapter) onMember(e *struct {
	GuildID api.Snowflake `json:"guild_id"`
	User    api.User      `json:"user"`
}) {
	if self, _ := a.identity(); e.User.ID == self {
		a.muted.Changed(e.GuildID)
	}
}

// onChannel takes note of a channel that was made or changed, rights in it
// included.
func (a *Adapter) onChannel(c *api.Channel) {
	a.channels.Note(c)
	a.muted.Changed(c.GuildID)
}

// howToAsk says how the bot is spoken to in a server.
func (a *Adapter) howToAsk(lang text.Language) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.cfg.Languages.Of(lang).Discord.HowToAsk.With("bot", a.name)
}

// sayHowToGoOn answers a message that Discord keeps the words of from the bot,
// once to a person under an answer.
func (a *Adapter) sayHowToGoOn(ctx context.Context, p *post) {
	m := p.m
	under := m.ChannelID
	if m.Reference != nil {
		under = m.Reference.MessageID
	}
	if a.muted.Muted(m.ChannelID, a.cfg.Now()) || !a.guilds.Allow(m.GuildID, a.cfg.Now()) || !a.handled.Add("withheld/"+under+"/"+m.Author.ID, struct{}{}) {
		return
	}
	a.exchanges.Add(m.ID, p.x)
	p.finish(ctx, notice(string(a.words(a.localeIn(m)).Discord.Withheld)))
}

// localeIn is the language tag of the author of a message, or of the server.
func (a *Adapter) localeIn(m *api.Received) string {
	if m.Author.Locale == "" && m.GuildID != "" {
		return string(a.settingsOf(m.GuildID).Language)
	}
	return m.Author.Locale
}
