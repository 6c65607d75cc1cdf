package discord

import (
	"context"
	"strings"

	"articlebot/bot/discord/api"
	"articlebot/retrieval/text"
)

// howToAsk says how the bot is spoken to in a server.
func (a *Adapter) howToAsk(lang text.Language) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return strings.ReplaceAll(textsOf(string(lang)).howToAsk, "{bot}", a.name)
}

// sayHowToGoOn answers a message that Discord keeps the words of from the bot,
// once to a person under an answer.
func (a *Adapter) sayHowToGoOn(ctx context.Context, m *api.Received) {
	under := m.ChannelID
	if m.Reference != nil {
		under = m.Reference.MessageID
	}
	if a.muted.Muted(m.ChannelID, a.cfg.Now()) || !a.guilds.Allow(m.GuildID, a.cfg.Now()) || !a.handled.Add("withheld/"+under+"/"+m.Author.ID, struct{}{}) {
		return
	}
	x := new(exchange)
	x.mu.Lock()
	defer x.mu.Unlock()
	a.exchanges.Add(m.ID, x)
	p := &post{a: a, m: m, x: x}
	p.finish(ctx, notice(textsOf(a.localeIn(m)).withheld))
}

// localeIn is the language tag of the author of a message, or of the server.
func (a *Adapter) localeIn(m *api.Received) string {
	if m.Author.Locale == "" && m.GuildID != "" {
		return string(a.settingsOf(m.GuildID).Language)
	}
	return m.Author.Locale
}
