package discord_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/limit"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
)

// realConversation talks about the project's own articles with the real
// engine. Person 66 is an admin.
func realConversation(t testing.TB) *dialogue.Bot {
	t.Helper()
	loader := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{})
	engine, err := engine.Open(context.Background(), engine.Config{Reader: loader, Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	b, err := dialogue.New(dialogue.Config{Admins: []bot.UserKey{"discord:66"}, Limits: limit.Limits{Person: limit.Rate{Burst: -1}, Chat: limit.Rate{Burst: -1}, Press: limit.Rate{Burst: -1}}}, engine)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

const wellKnown = "how many files did na hy commune resolve ahead of schedule"

// asMessage is a response as the message that later presses come with.
func asMessage(i discordtest.Interaction, id string) map[string]any {
	m := i.Original()
	flags := 0
	if i.Ephemeral {
		flags = 64
	}
	return merged(m, map[string]any{"id": id, "flags": flags, "author": map[string]any{"id": discordtest.BotID, "bot": true}})
}

func TestARealConversation(t *testing.T) {
	t.Parallel()
	r := beginWith(t, realConversation(t), inHome).ready(t)
	asked := r.outcome(t, r.Ask(wellKnown))
	if got := wording(asked.Original()); !strings.Contains(got, "918 files") || !strings.Contains(got, "**") || asked.Ephemeral {
		t.Fatalf("the answer: %s", got)
	}
	public := asMessage(asked, "5001")
	t.Run("the next passage", func(t *testing.T) {
		got := r.outcome(t, r.press(public, button(t, public, "▶"), "77"))
		if got.Response() != 7 || !strings.Contains(fmt.Sprint(got.Original()), "2 / ") || !strings.HasPrefix(wording(got.Original()), "> "+wellKnown) {
			t.Errorf("type %d: %v", got.Response(), got.Original())
		}
	})
	t.Run("the whole article, page by page", func(t *testing.T) {
		got := r.outcome(t, r.press(public, button(t, public, "Whole article"), "88"))
		if !got.Ephemeral || !strings.Contains(fmt.Sprint(got.Original()), "page 1 of") {
			t.Fatalf("%v", got.Original())
		}
		page := asMessage(got, "5002")
		next := r.outcome(t, r.press(page, button(t, page, "▶"), "88"))
		if next.Response() != 7 || !strings.Contains(fmt.Sprint(next.Original()), "page 2 of") {
			t.Errorf("type %d: %v", next.Response(), next.Original())
		}
	})
	t.Run("a thumb", func(t *testing.T) {
		token := r.press(public, button(t, public, "👍"), "77")
		got := r.outcome(t, token)
		if !strings.Contains(fmt.Sprint(got.Original(), got.FollowUps), "Thank you") {
			t.Errorf("%v %v", got.Original(), got.FollowUps)
		}
	})
	t.Run("a title while typing, then a question in that article", func(t *testing.T) {
		got := r.outcome(t, r.Interact(4, discordtest.Command("ask", map[string]any{"name": "article", "type": 3, "value": "urban", "focused": true}), nil))
		choices := got.Original()["choices"].([]any)
		if len(choices) == 0 {
			t.Fatal("no choices")
		}
		key := choices[0].(map[string]any)["value"]
		in := r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what is planned?"), discordtest.Option("article", key)), nil))
		if in.Response() != 4 {
			t.Errorf("type %d", in.Response())
		}
		whole := r.outcome(t, r.Interact(2, discordtest.Command("article", discordtest.Option("article", key)), nil))
		if !whole.Ephemeral || len(whole.Original()["embeds"].([]any)) != 1 {
			t.Errorf("/article gave %v", whole.Original())
		}
	})
	t.Run("every command", func(t *testing.T) {
		for _, name := range []string{"articles", "help", "privacy", "forget", "about", "language"} {
			for _, locale := range []string{"en-US", "vi"} {
				got := r.outcome(t, r.Interact(2, discordtest.Command(name), map[string]any{"locale": locale}))
				if !got.Ephemeral || strings.TrimSpace(wording(got.Original())) == "" {
					t.Errorf("/%s in %s: %v", name, locale, got.Original())
				}
			}
		}
	})
	t.Run("admins and others", func(t *testing.T) {
		as := func(user, name string) string {
			return wording(r.outcome(t, r.Interact(2, discordtest.Command(name), map[string]any{"guild_id": home,
				"member": map[string]any{"user": map[string]any{"id": user}, "permissions": "8"}})).Original())
		}
		if got := as("77", "reload"); !strings.Contains(got, "do not know that command") {
			t.Errorf("/reload by somebody: %s", got)
		}
		for _, name := range []string{"status", "gaps", "reload"} {
			if got := as("66", name); strings.TrimSpace(got) == "" || strings.Contains(got, "do not know that command") {
				t.Errorf("/%s by an admin: %s", name, got)
			}
		}
	})
	t.Run("a follow-up by reply", func(t *testing.T) {
		id := r.Say(hey+" How many hectares of coffee does Pú Nhung want by the end of the term?", discordtest.Mentioned())
		first := r.replied(t, id)
		if !strings.Contains(wording(first), "2,000 hectares of coffee") {
			t.Fatal(wording(first))
		}
		then := r.Say("and what poverty rate?", map[string]any{"type": 19, "referenced_message": first})
		if got := wording(r.replied(t, then)); !strings.Contains(got, "below 5%") {
			t.Errorf("the follow-up: %s", got)
		}
	})
	t.Run("what Discord marks is no word", func(t *testing.T) {
		for _, text := range []string{
			wellKnown + " <:paper:123456>", "<@88> " + wellKnown, wellKnown + " <t:1700000000:R>", wellKnown + " <#3001>", "</ask:12> " + wellKnown,
			wellKnown + " <@&4005>?", wellKnown + " https://discord.com/channels/1/2/3",
		} {
			if got := wording(r.replied(t, r.Say(hey+" "+text, discordtest.Mentioned()))); !strings.HasPrefix(got, "> "+wellKnown) || !strings.Contains(got, "918 files") || strings.Contains(got, "not sure") {
				t.Errorf("%q: %s", text, got)
			}
		}
	})
	t.Run("what asks nothing is not answered with words", func(t *testing.T) {
		first := r.replied(t, r.Say(hey+" "+wellKnown, discordtest.Mentioned()))
		for text, reaction := range map[string]string{"👍": "👍", "ok": "👍", "lol": "👍", "😂": "", ".": "", "+1": "", "100%": ""} {
			id := r.Say(text, map[string]any{"type": 19, "referenced_message": first})
			r.replied(t, r.Say(hey+" hello", discordtest.Mentioned())) // everything before has been looked at
			if !r.Wait(patience, func() bool { return r.adapter.Health().Handling == 0 }) || len(r.Replies(id)) != 0 || r.Reaction(id) != reaction {
				t.Errorf("%q: %d replies, reaction %q", text, len(r.Replies(id)), r.Reaction(id))
			}
		}
	})
	t.Run("asked on in a form", func(t *testing.T) {
		form := r.outcome(t, r.press(public, button(t, public, "Ask more"), "77")).Original()
		got := r.outcome(t, r.submit(form, "How many hectares of coffee does Pú Nhung want by the end of the term?", public, "77"))
		if !strings.Contains(wording(got.Original()), "2,000 hectares of coffee") {
			t.Errorf("%s", wording(got.Original()))
		}
	})
	t.Run("nothing is invented", func(t *testing.T) {
		got := r.outcome(t, r.Ask("qwertz uiop asdf"))
		if !strings.Contains(wording(got.Original()), "The articles do not say") {
			t.Errorf("%v", got.Original())
		}
	})
	t.Run("in Vietnamese", func(t *testing.T) {
		got := r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "xin chào")), map[string]any{"locale": "vi"}))
		if !strings.Contains(wording(got.Original()), "Xin chào") {
			t.Errorf("%v", got.Original())
		}
	})
}

func TestEveryPassageOfTheRealArticlesCanBeShown(t *testing.T) {
	t.Parallel()
	conv := realConversation(t)
	r := beginWith(t, conv, func(c *discord.Config) { c.Guild.Burst = -1 }).ready(t)
	titles := conv.Suggest(context.Background(), "", 25)
	for _, title := range titles {
		key, _, _ := strings.Cut(title.Action.Arg, ".")
		m := asMessage(r.outcome(t, r.Interact(2, discordtest.Command("article", discordtest.Option("article", key)), nil)), "5003")
		for pages := 0; strings.Contains(fmt.Sprint(m["components"]), "▶"); pages++ {
			if pages > 50 {
				t.Fatalf("%s has no end", title.Text)
			}
			m["flags"] = 64                                                          // only one person sees it
			m = asMessage(r.outcome(t, r.press(m, button(t, m, "▶"), "66")), "5003") // an admin is never held up
		}
	}
}
