package discord_test

import (
	"fmt"
	"strings"
	"testing"

	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
)

// submit sends the form that a button opened, filled in.
func (r *rig) submit(form map[string]any, question string, message map[string]any, by string) string {
	typed := map[string]any{"type": 4, "custom_id": "question", "value": question}
	return r.Interact(5, map[string]any{"custom_id": form["custom_id"], "components": []any{map[string]any{"type": 1, "components": []any{typed}}}},
		map[string]any{"message": message, "member": map[string]any{"user": map[string]any{"id": by}, "permissions": "0"}})
}

func TestUnderAnAnswerMoreCanBeAsked(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	public := asMessage(r.outcome(t, r.Ask("how many files?")), "5001")
	opened := r.outcome(t, r.press(public, button(t, public, "Ask more"), "88"))
	form := opened.Original()
	if opened.Response() != 9 || form["title"] != "Ask more" {
		t.Fatalf("type %d: %v", opened.Response(), form)
	}
	answered := r.outcome(t, r.submit(form, "and how many <:x1:1> people?", public, "88"))
	heard := r.conv.messages()
	m := heard[len(heard)-1]
	if answered.Response() != 4 || answered.Ephemeral || m.Text != "and how many people?" || m.User != "discord:88" || m.Chat != "discord:3001:88" {
		t.Errorf("type %d, only for one %v, heard %+v", answered.Response(), answered.Ephemeral, m)
	}
	if got := wording(answered.Original()); !strings.HasPrefix(got, "> and how many people?") {
		t.Errorf("answer %s", got)
	}
	button(t, asMessage(answered, "5002"), "Ask more") // and on
	turned := r.outcome(t, r.press(public, button(t, public, "▶"), "77"))
	button(t, asMessage(turned, "5001"), "Ask more") // it stays where the page is turned
}

func TestMoreThatIsAskedUnderAHiddenAnswerStaysHidden(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	hidden := asMessage(r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "how many?"), discordtest.Option("private", true)), nil)), "5001")
	form := r.outcome(t, r.press(hidden, button(t, hidden, "Ask more"), "77")).Original()
	if got := r.outcome(t, r.submit(form, "who?", hidden, "77")); !got.Ephemeral {
		t.Error("everybody sees the answer")
	}
	got := r.outcome(t, r.submit(map[string]any{"custom_id": "forged"}, "who?", hidden, "77"))
	if !strings.Contains(fmt.Sprint(got.Original()), "went wrong") {
		t.Errorf("a forged form: %v", got.Original())
	}
	empty := r.outcome(t, r.submit(form, " ", hidden, "77"))
	heard := r.conv.messages()
	if m := heard[len(heard)-1]; m.Command != "" || m.Text != "" || empty.Original() == nil {
		t.Errorf("an empty form: %+v", m)
	}
}

func TestDirectAnswersNeedNoFormToGoOn(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	direct := r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "how many?")),
		map[string]any{"guild_id": "", "channel_id": discordtest.DMID, "context": 1, "member": nil, "user": map[string]any{"id": "77"}}))
	if strings.Contains(fmt.Sprint(direct.Original()), "Ask more") {
		t.Error("a button where people just write")
	}
}

func TestAReplyThatDiscordKeepsFromTheBotIsToldHowToGoOn(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	under := func(id string) map[string]any {
		return merged(discordtest.Mentioned(), map[string]any{"type": 19, "message_reference": map[string]any{"message_id": id},
			"referenced_message": map[string]any{"id": id, "author": map[string]any{"id": discordtest.BotID, "bot": true}}})
	}
	first := r.Say("", under("5001"))
	if got := fmt.Sprint(r.replied(t, first)["content"]); !strings.Contains(got, "Ask more") || !strings.Contains(got, "</ask:") {
		t.Errorf("told %q", got)
	}
	again := r.Say("", under("5001"))
	r.replied(t, r.Say("", under("5002")))
	sticker := r.Say("", merged(under("5003"), map[string]any{"sticker_items": []any{map[string]any{"id": "1"}}}))
	if heard := r.heardAfter(t); len(heard) != 0 {
		t.Errorf("heard %+v", heard)
	}
	if n := len(r.Replies(again)) + len(r.Replies(sticker)); n != 0 {
		t.Errorf("told %d times too often", n)
	}
}

func TestWithTheIntentAnEmptyReplyIsEmpty(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.MessageContent = true }).ready(t)
	id := r.Say("", map[string]any{"type": 19, "referenced_message": map[string]any{"id": "5", "author": map[string]any{"id": discordtest.BotID, "bot": true}}})
	r.heardAfter(t)
	if n := len(r.Replies(id)); n != 0 {
		t.Errorf("%d replies", n)
	}
}
