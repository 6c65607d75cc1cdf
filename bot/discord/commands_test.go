package discord_test

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/locale/localetest"
)

const home = "2009"

func inHome(c *discord.Config) { c.HomeGuild = home }

func names(commands []map[string]any) []string {
	var out []string
	for _, c := range commands {
		out = append(out, c["name"].(string))
	}
	slices.Sort(out)
	return out
}

func TestCommandsAreRegistered(t *testing.T) {
	t.Parallel()
	r := begin(t, inHome).ready(t)
	if !r.Wait(patience, func() bool { return len(r.Commands(home)) > 0 }) {
		t.Fatal("no commands in the home guild")
	}
	if got := strings.Join(names(r.Commands("")), " "); got != "Ask about this article articles ask forget help privacy settings" {
		t.Errorf("global commands: %s", got)
	}
	if got := strings.Join(names(r.Commands(home)), " "); got != "reload status" {
		t.Errorf("commands of the home guild: %s", got)
	}
	for _, c := range r.Commands(home) {
		if c["default_member_permissions"] != "0" {
			t.Errorf("%s is shown to everybody: %v", c["name"], c["default_member_permissions"])
		}
	}
}

// commandName is what Discord takes,
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

func TestNamesAndDescriptionsFitDiscordInEveryLanguage(t *testing.T) {
	t.Parallel()
	r := beginWith(t, inZuzu{&script{}}, func(c *discord.Config) { c.Languages, c.HomeGuild = localetest.Languages(), home }).ready(t)
	r.Wait(patience, func() bool { return len(r.Commands(home)) > 0 })
	var look func(c map[string]any, slash bool)
	look = func(c map[string]any, slash bool) {
		name, _ := c["name"].(string)
		local, _ := c["name_localizations"].(map[string]any)
		called := []string{name}
		for _, other := range local {
			called = append(called, other.(string))
		}
		for _, n := range called {
			if slash && (!commandName.MatchString(n) || strings.ToLower(n) != n) || !norm.NFC.IsNormalString(n) {
				t.Errorf("name %q is refused", n)
			}
		}
		if slash {
			localised, _ := c["description_localizations"].(map[string]any)
			if len(localised) != 2 {
				t.Errorf("%s is described in %v", name, localised)
			}
			for _, d := range append(slices.Collect(maps.Values(localised)), c["description"]) {
				if s, _ := d.(string); s == "" || utf8.RuneCountInString(s) > 100 || !norm.NFC.IsNormalString(s) {
					t.Errorf("%s: description %q is refused", name, d)
				}
			}
		}
		options, _ := c["options"].([]any)
		for _, o := range options {
			look(o.(map[string]any), true)
		}
	}
	for _, c := range slices.Concat(r.Commands(""), r.Commands(home)) {
		look(c, c["type"] == float64(1))
	}
}

func TestCommandsAreWrittenOnlyWhereTheyDiffer(t *testing.T) {
	t.Parallel()
	r := begin(t, inHome).ready(t)
	registered := r.Commands("")
	for _, c := range registered { // as Discord gives them back
		c["options"], c["nsfw"], c["dm_permission"] = orEmpty(c["options"]), false, true
	}
	entry := map[string]any{"id": "9", "type": 4, "name": "launch", "description": "", "handler": 2, "contexts": []int{0}}
	later := begin(t, inHome, func(k *discordtest.Knobs) { k.Commands = registered })
	if !later.Wait(patience, func() bool { return len(later.Commands(home)) > 0 }) { // they come after the global ones
		t.Fatal("no commands in the home guild")
	}
	if n := len(later.Calls("PUT /applications/" + discordtest.AppID + "/commands")); n != 0 {
		t.Errorf("%d writes of commands that are the same", n)
	}
	registered[0]["description"] = "an older one"
	changed := begin(t, nil, func(k *discordtest.Knobs) { k.Commands = append(registered, entry) }).ready(t)
	if n := len(changed.Calls("PUT /applications")); n != 1 {
		t.Errorf("%d writes of commands of which one differs", n)
	}
	if !slices.Contains(names(changed.Commands("")), "launch") {
		t.Error("the entry point of an activity was overwritten")
	}
}

func orEmpty(v any) any {
	if v == nil {
		return []any{}
	}
	return v
}

func TestCommandsStayAtTheEnd(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.stop()
	if err := r.end(t); err != nil {
		t.Fatal(err)
	}
	if n := len(r.Calls("DELETE")); n != 0 {
		t.Errorf("%d deletions", n)
	}
}

func TestHelpMentionsCommandsToPress(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.handle = func(context.Context, bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.ShowText, Text: "/articles · the list"}
	}
	r.ready(t)
	var id string
	for _, c := range r.Commands("") {
		if c["name"] == "articles" {
			id = c["id"].(string)
		}
	}
	ok := r.Wait(patience, func() bool {
		got := r.outcome(t, r.Interact(2, discordtest.Command("help"), nil))
		d, _ := got.Original()["embeds"].([]any)[0].(map[string]any)["description"].(string)
		return got.Ephemeral && d == "</articles:"+id+"> · the list"
	})
	if !ok {
		t.Error("help does not mention the command")
	}
}

func TestArgumentsReachTheConversation(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	use := func(data map[string]any) bot.Message {
		r.outcome(t, r.Interact(2, data, nil))
		all := r.conv.messages()
		return all[len(all)-1]
	}
	opt := discordtest.Option
	if m := use(discordtest.Command("article", opt("article", "0123456789ABC"))); m.Command != "article" || m.Text != "0123456789ABC" {
		t.Errorf("/article: %+v", m)
	}
	if m := use(discordtest.Command("articles", opt("words", "coffee"))); m.Command != "articles" || m.Text != "coffee" {
		t.Errorf("/articles: %+v", m)
	}
	if m := use(discordtest.Command("ask", opt("question", "what?"), opt("article", "0123456789ABC"))); m.Article != "0123456789ABC" {
		t.Errorf("a chosen article: %+v", m)
	}
	if m := use(discordtest.Command("ask", opt("question", "what?"), opt("article", "coffee PRICES rise"))); m.Article != strings.Split(titles()[1].Action.Arg, ".")[0] {
		t.Errorf("a typed title: %+v", m)
	}
	r.conv.suggest = func(string) []bot.Title { return nil }
	if m := use(discordtest.Command("ask", opt("question", "what?"), opt("article", "no such thing"))); m.Article != "no such thing" {
		t.Errorf("a title of nothing: %+v", m)
	}
}

func TestTheMenuAsksAboutAMessage(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	use := func(target map[string]any) bot.Message {
		data := map[string]any{"id": "1", "name": "Ask about this", "type": 3, "target_id": "55",
			"resolved": map[string]any{"messages": map[string]any{"55": target}}}
		if got := r.outcome(t, r.Interact(2, data, nil)); !got.Ephemeral {
			t.Error("the answer is public")
		}
		all := r.conv.messages()
		return all[len(all)-1]
	}
	if m := use(map[string]any{"id": "55", "content": "<@88> how many\nfiles?"}); m.Command != "ask" || m.Text != "how many files?" {
		t.Errorf("a message: %+v", m)
	}
	if m := use(map[string]any{"id": "55", "content": "> what?\nremark", "embeds": []any{map[string]any{"title": "x"}}}); m.Text != "what?" {
		t.Errorf("one of our answers: %+v", m)
	}
	if m := use(map[string]any{"id": "55", "embeds": []any{map[string]any{"title": "Coffee", "description": "prices"}}}); m.Text != "Coffee prices" {
		t.Errorf("an embed: %+v", m)
	}
	if m := use(map[string]any{"id": "55", "content": strings.Repeat("từ ", 200)}); utf8.RuneCountInString(m.Text) > dialogue.DefaultMaxQuestion || !strings.HasSuffix(m.Text, "từ") {
		t.Errorf("a long message: %q", m.Text)
	}
	if m := use(nil); m.Command != "" || m.Text != "" {
		t.Errorf("no message: %+v", m)
	}
}

func TestSuggestionsComeWhileTyping(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	var typed []string
	r.conv.suggest = func(s string) []bot.Title {
		typed = append(typed, s)
		if s == "nothing" {
			return nil
		}
		return titles()
	}
	r.ready(t)
	use := func(value any) []any {
		got := r.outcome(t, r.Interact(4, discordtest.Command("ask", discordtest.Option("question", "half"),
			map[string]any{"name": "article", "type": 3, "value": value, "focused": true}), nil))
		if got.Response() != 8 {
			t.Errorf("response type %d", got.Response())
		}
		return got.Original()["choices"].([]any)
	}
	choices := use("cof")
	if len(choices) != 2 || choices[1].(map[string]any)["name"] != "Coffee prices rise" || len(choices[1].(map[string]any)["value"].(string)) != 13 {
		t.Errorf("choices %v", choices)
	}
	if got := use("nothing"); len(got) != 0 {
		t.Errorf("choices %v for nothing", got)
	}
	use(7) // numbers arrive while they are typed
	if strings.Join(typed, " ") != "cof nothing 7" {
		t.Errorf("the conversation was asked for %v", typed)
	}
}

func TestProgressIsEditedIntoTheReply(t *testing.T) {
	t.Parallel()
	r := begin(t, inHome)
	seen := make(chan struct{})
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		if m.Command == "reload" {
			m.Progress(bot.Reply{Kind: bot.ShowText, Text: "Reading 3 of 5"})
			<-seen
		}
		return bot.Reply{Kind: bot.ShowText, Text: "Reloaded in 1.2 s"}
	}
	r.ready(t)
	token := r.Interact(2, discordtest.Command("reload", discordtest.Option("mode", "dry")), map[string]any{"guild_id": home})
	if !r.Wait(patience, func() bool { return strings.Contains(wording(r.Outcome(token).Original()), "Reading 3 of 5") }) {
		t.Fatal("no progress:", r.Outcome(token).Original())
	}
	close(seen)
	if !r.Wait(patience, func() bool { return strings.Contains(wording(r.Outcome(token).Original()), "Reloaded") }) {
		t.Fatal("no end:", r.Outcome(token).Original())
	}
	if got := r.Outcome(token); !got.Ephemeral || got.Response() != 5 {
		t.Errorf("ephemeral %v, first response %d", got.Ephemeral, got.Response())
	}
	if m := r.conv.messages()[0]; m.Text != "dry" || m.User != "discord:77" {
		t.Errorf("the conversation heard %+v", m)
	}
}

// wording is all that a message says.
func wording(m map[string]any) string {
	out, _ := m["content"].(string)
	embeds, _ := m["embeds"].([]any)
	for _, e := range embeds {
		d, _ := e.(map[string]any)["description"].(string)
		out += "\n" + d
	}
	return out
}
