package discord_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/locale/localetest"
)

// inZuzu is a conversation in the made-up language.
type inZuzu struct{ *script }

func (inZuzu) Commands(lang string) []bot.CommandInfo { return localetest.Commands(lang) }

func zuzuAnswer(_ context.Context, m bot.Message) bot.Reply {
	r := answer(m.Text)
	r.Language = localetest.Zuzu
	r.Cards[0].Generation = "g7"
	return r
}

// TestDiscordSpeaksALanguageThatIsAFile runs with a language that nothing but a
// file knows.
func TestDiscordSpeaksALanguageThatIsAFile(t *testing.T) {
	t.Parallel()
	conv := &script{handle: zuzuAnswer}
	r := beginWith(t, inZuzu{conv}, func(c *discord.Config) { c.Languages, c.HomeGuild = localetest.Languages(), home })
	r.conv = conv
	r.ready(t)
	if !r.Wait(patience, func() bool { return len(r.Commands(home)) > 0 }) {
		t.Fatal("no commands in the home guild")
	}
	for _, c := range append(r.Commands(""), r.Commands(home)...) {
		inEveryLanguage(t, c, c["type"] == float64(1))
	}

	fields := map[string]any{"locale": localetest.ZuzuTag}
	shown := r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "how many files?")), fields))
	message := asMessage(shown, "5001")
	if got := wording(shown.Original()); !strings.Contains(fmt.Sprint(shown.Original()), "indexzu g7") {
		t.Errorf("the answer is %s", got)
	}
	if m := conv.messages(); m[len(m)-1].Locale != localetest.ZuzuTag {
		t.Errorf("heard %+v", m)
	}
	id := button(t, message, "Askzu morezu")
	form := r.outcome(t, r.Interact(3, map[string]any{"custom_id": id, "component_type": 2}, map[string]any{"message": message, "locale": localetest.ZuzuTag})).Original()
	if form["title"] != "Askzu morezu" || !strings.Contains(fmt.Sprint(form), "Yourzu questionzu") {
		t.Errorf("the form is %v", form)
	}

	manager := manager()
	manager["locale"] = localetest.ZuzuTag
	set := r.outcome(t, r.Interact(2, discordtest.Command("settings", discordtest.Option("language", "qaa")), manager)).Original()["content"].(string)
	if !strings.Contains(set, "Channelszu: allzu") || !strings.Contains(set, "Languagezu: zuzu,") {
		t.Errorf("the settings are %q", set)
	}
	r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "of nobody's language?")), map[string]any{"locale": "de"})
	if !r.Wait(patience, func() bool { return len(conv.messages()) == 2 }) {
		t.Fatal("not asked")
	}
	if m := conv.messages()[1]; m.Locale != "qaa" {
		t.Errorf("a server's people are spoken to in %q", m.Locale)
	}
}

// inEveryLanguage looks at what a command says in the languages besides the
// default, options and choices included.
func inEveryLanguage(t *testing.T, c map[string]any, described bool) {
	t.Helper()
	for _, key := range []string{"name_localizations", "description_localizations"} {
		said, _ := c[key].(map[string]any)
		zu, _ := said[localetest.ZuzuTag].(string)
		if !strings.HasSuffix(strings.TrimRight(zu, "."), "zu") && key == "name_localizations" && zu != "Tiếng Việt" || described && key != "name_localizations" && !strings.Contains(zu, "zu") {
			t.Errorf("%v: %s are %v", c["name"], key, said)
		}
		for l := range said {
			if l != localetest.ZuzuTag && l != "vi" {
				t.Errorf("%v: %s are %v", c["name"], key, said)
			}
		}
	}
	for _, key := range []string{"options", "choices"} {
		list, _ := c[key].([]any)
		for _, o := range list {
			inEveryLanguage(t, o.(map[string]any), key == "options")
		}
	}
}
