package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/limit"
)

// manager are the fields of an interaction of someone who manages the server.
func manager() map[string]any {
	return map[string]any{"member": map[string]any{"user": map[string]any{"id": "66"}, "permissions": "32"}}
}

// settings lets a manager use /settings and returns what it says.
func (r *rig) settings(t *testing.T, options ...map[string]any) string {
	t.Helper()
	got := r.outcome(t, r.Interact(2, discordtest.Command("settings", options...), manager()))
	if !got.Ephemeral {
		t.Error("settings are public")
	}
	return got.Original()["content"].(string)
}

func TestSettingsAreShownAndChanged(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	if got := r.settings(t); !strings.Contains(got, "Channels: all") || !strings.Contains(got, "everybody") {
		t.Errorf("the settings at first: %q", got)
	}
	got := r.settings(t, discordtest.Option("allow", "3001"), discordtest.Option("visibility", "private"), discordtest.Option("language", "vi"), discordtest.Option("forum", "8001"))
	for _, want := range []string{"<#3001>", "only the asker", "Vietnamese", "<#8001>", "switched on"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if got := r.settings(t, discordtest.Option("remove", "3001"), discordtest.Option("remove", "8001"), discordtest.Option("language", "auto"), discordtest.Option("allow", "@everyone")); !strings.Contains(got, "Channels: all") || strings.Contains(got, "8001") || strings.Contains(got, "Vietnamese") {
		t.Errorf("the settings after removal: %q", got)
	}
}

func TestOnlyManagersChangeSettings(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.Admins = []string{"55"} }).ready(t)
	use := func(fields map[string]any) string {
		return r.outcome(t, r.Interact(2, discordtest.Command("settings", discordtest.Option("visibility", "private")), fields)).Original()["content"].(string)
	}
	person := func(id, permissions string) map[string]any {
		return map[string]any{"member": map[string]any{"user": map[string]any{"id": id}, "permissions": permissions}}
	}
	if got := use(person("77", "2147483647")); !strings.Contains(got, "only the asker") { // all bits
		t.Errorf("a manager was told %q", got)
	}
	if got := use(person("77", "16")); !strings.Contains(got, "may manage the server") {
		t.Errorf("a member was told %q", got)
	}
	if got := use(person("55", "0")); !strings.Contains(got, "only the asker") {
		t.Errorf("an admin was told %q", got)
	}
	if got := use(map[string]any{"guild_id": nil, "member": nil, "user": map[string]any{"id": "55"}}); !strings.Contains(got, "belong to a server") {
		t.Errorf("in a direct message: %q", got)
	}
}

func TestAnswersAreOpenInChosenChannelsOnly(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.settings(t, discordtest.Option("allow", "3002"))
	in := func(channel map[string]any) discordtest.Interaction {
		return r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what?")), map[string]any{"channel_id": channel["id"], "channel": channel}))
	}
	elsewhere := in(map[string]any{"id": "3001", "type": 0})
	if !elsewhere.Ephemeral || !strings.Contains(elsewhere.Original()["content"].(string), "<#3002>") {
		t.Errorf("elsewhere: ephemeral %v, %q", elsewhere.Ephemeral, elsewhere.Original()["content"])
	}
	if in(map[string]any{"id": "3002", "type": 0}).Ephemeral {
		t.Error("the answer in the chosen channel is hidden")
	}
	if in(map[string]any{"id": "7002", "type": 11, "parent_id": "3002"}).Ephemeral {
		t.Error("the answer in a thread of the chosen channel is hidden")
	}
	r.Say(hey+" elsewhere?", discordtest.Mentioned())
	id := r.Say(hey+" here?", merged(discordtest.Mentioned(), map[string]any{"channel_id": "7002"}))
	r.replied(t, id)
	for _, m := range r.conv.messages() {
		if m.Text == "elsewhere?" {
			t.Error("a mention outside the chosen channels was answered")
		}
	}
}

func TestVisibilityFollowsTheServerAndTheAsker(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.settings(t, discordtest.Option("visibility", "private"))
	ask := func(fields map[string]any, options ...map[string]any) bool {
		options = append([]map[string]any{discordtest.Option("question", "what?")}, options...)
		return r.outcome(t, r.Interact(2, discordtest.Command("ask", options...), fields)).Ephemeral
	}
	if !ask(nil) {
		t.Error("the server's choice was not followed")
	}
	if ask(nil, discordtest.Option("private", false)) {
		t.Error("the asker's choice was not followed")
	}
	if ask(map[string]any{"guild_id": nil, "member": nil, "user": map[string]any{"id": "77"}}) {
		t.Error("an answer in direct messages is ephemeral")
	}
	if !ask(map[string]any{"guild_id": nil, "context": 2, "member": nil, "user": map[string]any{"id": "77"}}) {
		t.Error("the answer is public among people who did not invite the bot")
	}
	if !ask(map[string]any{"guild_id": "2002", "authorizing_integration_owners": map[string]any{"1": "77"}}) {
		t.Error("the answer is public where the bot is a guest")
	}
}

func TestSettingsSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	change := func(c *discord.Config) { c.DataDir = dir }
	begin(t, change).ready(t).settings(t, discordtest.Option("language", "vi"))
	later := begin(t, change).ready(t)
	if got := later.settings(t); !strings.Contains(got, "Vietnamese") {
		t.Errorf("the settings after a restart: %q", got)
	}
	later.outcome(t, later.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what?")), map[string]any{"locale": "de"}))
	later.outcome(t, later.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what?")), map[string]any{"locale": "en-GB"}))
	if m := later.conv.messages(); m[0].Locale != "vi" || m[1].Locale != "en-GB" {
		t.Errorf("locales %q and %q, want the server's for a language that the bot does not speak", m[0].Locale, m[1].Locale)
	}
}

func TestLimitsOfAServerAreTold(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.Guild = limit.Rate{Burst: 2, Every: time.Hour} }).ready(t)
	r.outcome(t, r.Ask("one?"))
	r.outcome(t, r.Ask("two?"))
	if got := r.outcome(t, r.Ask("three?")); !got.Ephemeral || !strings.Contains(got.Original()["content"].(string), "Many people") {
		t.Errorf("the third question of a server was told %v", got.Original()["content"])
	}
	other := r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what?")), map[string]any{"guild_id": "2002"}))
	if other.Ephemeral {
		t.Error("another server is held up too")
	}
}

func TestANoticeIsForTheAskerOnly(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]bot.Reply{
		"slow down": {Kind: bot.ShowNotice, Text: "One moment: please ask again in 8 seconds."},
		"silence":   {Kind: bot.Silent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil)
			r.conv.handle = func(context.Context, bot.Message) bot.Reply { return reply }
			if got := r.ready(t).outcome(t, r.Ask("what?")); !got.Ephemeral || got.Original()["content"] == "" {
				t.Errorf("ephemeral %v, %q", got.Ephemeral, got.Original()["content"])
			}
		})
	}
}
