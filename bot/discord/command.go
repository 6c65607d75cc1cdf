package discord

import (
	"context"
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
)

// command answers a used command.
func (a *Adapter) command(ctx context.Context, r *response) {
	d := r.i.Data
	if d.Name == settingsCommand {
		r.say(ctx, a.changeSettings(r.i))
		return
	}
	m := a.messageOf(r.i)
	switch {
	case d.Type == messageCommand:
		m.Command, m.Text = askCommand, a.targetText(d)
		r.private = !r.direct()
	case d.Name == askCommand:
		m.Text = d.Text(optionQuestion)
		m.Article = a.resolve(ctx, d.Text(optionArticle))
		r.private, r.hint = a.visibility(ctx, r.i)
	default:
		m.Text = argument(d)
		r.private = !r.direct()
	}
	if m.Command == askCommand && strings.TrimSpace(m.Text) == "" {
		m.Command = "" // nothing was said: the conversation knows what to say to that
	}
	if !a.crowd.pass(r.i.GuildID, a.cfg.Now()) {
		r.answer(ctx, notice(textsOf(r.i.Locale).crowded))
		return
	}
	reply, ok := await(ctx, a.router, a.deferAfter, r, func(progress func(bot.Reply)) bot.Reply {
		m.Progress = progress
		return a.conv.Handle(ctx, m)
	})
	if !ok {
		reply = notice(textsOf(r.i.Locale).broken)
	}
	r.article = m.Article
	r.answer(ctx, reply)
}

// messageOf is what the conversation needs to know of any interaction.
func (a *Adapter) messageOf(i *api.Interaction) bot.Message {
	return bot.Message{
		Platform: bot.Discord,
		ID:       string(i.ID),
		Chat:     chatOf(i.ChannelID, i.Asker().ID),
		User:     bot.NewUserKey(bot.Discord, string(i.Asker().ID)),
		Private:  i.Direct(),
		Command:  i.Data.Name,
		Locale:   a.localeOf(i),
		Sent:     a.cfg.Now(),
	}
}

// chatOf is the conversation's key of what one person and the bot say to each
// other in a channel or thread. Each person has one of their own: nothing in
// it is shared, and no one else's pace holds it up. The pace of a whole server
// is the adapter's to watch.
func chatOf(channel, person api.Snowflake) bot.ChatKey {
	return bot.NewChatKey(bot.Discord, string(channel), string(person))
}

// argument is the text of a command with one option of any name.
func argument(d api.InteractionData) string {
	parts := make([]string, 0, len(d.Options))
	for _, o := range d.Options {
		parts = append(parts, o.Text())
	}
	return strings.Join(parts, " ")
}

// targetText is the text of the message that a menu command was used on, as a
// question: in one line and no longer than one.
func (a *Adapter) targetText(d api.InteractionData) string {
	m := d.Resolved.Messages[d.TargetID]
	if m == nil {
		return ""
	}
	text := m.Content
	if q := render.Question(text); q != "" {
		text = q // one of our answers: its question
	}
	for _, e := range m.Embeds {
		if strings.TrimSpace(text) == "" {
			text = strings.TrimSpace(e.Title + " " + e.Description)
		}
	}
	return shorten(withoutMentions(render.OneLine(text)), a.cfg.MaxQuestion)
}

// shorten returns the first words of s in at most n characters.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	s = string([]rune(s)[:n])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s
}

// visibility says whether the answer to /ask is for the asker only, and why
// if the asker did not choose it.
func (a *Adapter) visibility(ctx context.Context, i *api.Interaction) (private bool, hint string) {
	if i.Direct() {
		return false, ""
	}
	if i.GuildID == "" || !i.Installed() {
		return true, "" // a guest there
	}
	s := a.settingsOf(i.GuildID)
	if !a.allowed(ctx, s, i.ChannelID) {
		return true, textsOf(i.Locale).elsewhere(s.Channels)
	}
	if chosen, given := i.Data.Bool(optionPrivate); given {
		return chosen, ""
	}
	return s.Private, ""
}
