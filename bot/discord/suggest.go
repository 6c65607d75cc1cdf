package discord

import (
	"context"
	"regexp"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/retrieval/text"
)

const (
	// maxChoices is how many choices Discord shows,
	// https://discord.com/developers/docs/interactions/application-commands#autocomplete.
	maxChoices = 25
	// suggestWithin is how long a person who types is kept waiting.
	suggestWithin = time.Second
)

// suggest offers titles for what a person has typed so far. It always answers,
// with nothing if it must.
func (a *Adapter) suggest(ctx context.Context, r *response) {
	typed, _ := r.i.Data.Focus()
	within, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	titles, _ := inbox.Await(within, a.dispatcher, suggestWithin, silentResponder{}, func(func(bot.Reply)) []bot.Title {
		return a.conv.Suggest(within, typed.Text(), maxChoices)
	})
	r.report(r.first(ctx, api.Suggest(render.Choices(titles, titleKey))))
}

// silentResponder is a responder that shows nothing.
type silentResponder struct{}

func (silentResponder) Announce(context.Context)           {}
func (silentResponder) Preview(context.Context, bot.Reply) {}

// titleKey is the key of the article that a title opens.
func titleKey(t bot.Title) string {
	key, _, _ := strings.Cut(t.Action.Arg, ".")
	return key
}

// articleKey is what retrieval.ArticleID.Key looks like.
var articleKey = regexp.MustCompile(`^[0-9A-V]{13}$`)

// resolve finds the article that a filled-in option means: the key of a chosen
// one, or else a title as typed, for people may type on and clients may send
// the title in place of the key. What fits nothing is passed on for the
// conversation to refuse.
func (a *Adapter) resolve(ctx context.Context, value string) string {
	value = strings.TrimSpace(value)
	if value == "" || articleKey.MatchString(value) {
		return value
	}
	titles := a.conv.Suggest(ctx, value, maxChoices)
	for _, t := range titles {
		if text.Fold(t.Text) == text.Fold(value) {
			return titleKey(t)
		}
	}
	if len(titles) > 0 {
		return titleKey(titles[0])
	}
	return value
}
