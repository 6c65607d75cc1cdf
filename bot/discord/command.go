package discord

import (
	"context"
	"strings"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/commands"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/bot/discord/words"
)

// command answers a used command.
func (a *Adapter) command(ctx context.Context, r *response) {
	d := r.i.Data
	if d.Name == commands.Settings {
		r.tell(ctx, a.changeSettings(r.i))
		return
	}
	m := a.messageOf(r.i)
	switch {
	case d.Type == commands.MessageMenu:
		m.Command, m.Text, m.Media = commands.Ask, a.targetText(d), true
		r.private = !r.direct()
	case d.Name == commands.Ask:
		m.Text = d.Text(commands.OptionQuestion)
		m.Article = a.resolve(ctx, d.Text(commands.OptionArticle))
		r.private, r.hint = a.visibility(ctx, r.i)
	case d.Name == commands.Follow:
		if a.follow(r.i, &m) {
			r.tell(ctx, string(a.words(r.i.Locale).Discord.NotManaged))
			return
		}
		r.private = !r.direct()
	case d.Name == commands.Following:
		m.Manages = a.managed(r.i)
		r.private = !r.direct()
	default:
		m.Text = argument(d)
		r.private = !r.direct()
	}
	a.respond(ctx, r, m)
}

// respond answers what was asked by a command or a form.
func (a *Adapter) respond(ctx context.Context, r *response, m bot.Message) {
	if m.Command == commands.Ask {
		m.Text = words.WithoutMarks(m.Text)
		r.more = !r.direct()
	}
	if m.Command == commands.Ask && strings.TrimSpace(m.Text) == "" {
		m.Command = "" // nothing was said: the conversation knows what to say to that
	}
	if !m.Private {
		m.HowToAsk = a.howToAsk
	}
	if !a.guilds.Allow(r.i.GuildID, a.cfg.Now()) {
		r.answer(ctx, notice(a.words(r.i.Locale).TooBusy(tryAgainAfter)))
		return
	}
	reply, ok := inbox.Await(ctx, a.dispatcher, a.deferAfter, r, func(progress func(bot.Reply)) bot.Reply {
		m.Progress = progress
		return a.conv.Handle(ctx, m)
	})
	if !ok {
		reply = notice(a.ourFault(r.i.Locale, "interaction", r.i.ID))
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
	return a.shorten(words.Of(d.Resolved.Messages[d.TargetID]))
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
		return true, render.Elsewhere(a.words(i.Locale), s.Channels)
	}
	if chosen, given := i.Data.Bool(commands.OptionPrivate); given {
		return chosen, ""
	}
	return s.Private, ""
}
