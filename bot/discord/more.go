package discord

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/commands"
	"articlebot/bot/discord/render"
	"articlebot/bot/discord/words"
)

// noState is the state of buttons that belong to nobody.
var noState render.State

// withMore puts the button under an answer that opens a form for the next
// question. Without the privileged intent it is the only way to go on there: of
// a reply to the answer of a command Discord shows nothing.
func (a *Adapter) withMore(m api.Message, s render.State, tag string) api.Message {
	render.AddButton(&m, s, bot.Button{Label: string(a.words(tag).Discord.AskMore), Action: bot.Action{Verb: bot.AskMore}})
	return m
}

// hasMore tells whether that button is under a message.
func hasMore(m *api.Received) bool {
	return m != nil && anyMore(m.Components, words.MaxNested)
}

func anyMore(list []api.Component, depth int) bool {
	for _, c := range list {
		if isMore(c.CustomID) || depth > 0 && anyMore(c.Components, depth-1) {
			return true
		}
	}
	return false
}

func isMore(customID string) bool {
	_, action := render.ParseCustomID(customID)
	act, err := bot.ParseAction(action)
	return err == nil && act.Verb == bot.AskMore
}

// openForm shows the form for a question.
func (a *Adapter) openForm(ctx context.Context, r *response) {
	t := &a.words(a.localeOf(r.i)).Discord
	r.begun = true
	r.report(r.first(ctx, api.Form(r.i.Data.CustomID, string(t.AskMore), discordgo.TextInput{
		CustomID: commands.OptionQuestion, Label: string(t.YourQuestion), Style: discordgo.TextInputShort, Required: true,
		MinLength: 1, MaxLength: min(a.cfg.MaxQuestion, api.MaxInput),
	})))
}

// submitted answers the question of a form. The answer is seen by whoever saw the
// one above it.
func (a *Adapter) submitted(ctx context.Context, r *response) {
	if !isMore(r.i.Data.CustomID) {
		r.answer(ctx, notice(a.ourFault(r.i.Locale, "interaction", r.i.ID)))
		return
	}
	state, _ := render.ParseCustomID(r.i.Data.CustomID)
	m := a.messageOf(r.i)
	m.Command, m.Text, m.Article = commands.Ask, valueIn(r.i.Data.Components, words.MaxNested), state.Article
	r.private, r.hint = a.visibility(ctx, r.i)
	r.private = r.private || r.i.Message != nil && r.i.Message.Ephemeral()
	a.respond(ctx, r, m)
}

// valueIn is what was typed into a form.
func valueIn(list []api.Component, depth int) string {
	for _, c := range list {
		if c.CustomID == commands.OptionQuestion {
			return strings.TrimSpace(c.Value)
		}
		if depth > 0 {
			if v := valueIn(c.Components, depth-1); v != "" {
				return v
			}
		}
	}
	return ""
}
