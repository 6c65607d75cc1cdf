package discord_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/discordtest"
)

// asked lets someone ask and returns the public answer as a message in the
// channel.
func (r *rig) asked(t *testing.T) map[string]any {
	t.Helper()
	m := r.outcome(t, r.Ask("what?")).Original()
	return map[string]any{"id": "5001", "channel_id": discordtest.ChannelID, "author": map[string]any{"id": discordtest.BotID, "bot": true},
		"content": m["content"], "embeds": m["embeds"], "components": m["components"], "flags": m["flags"]}
}

// button finds a button's custom_id by its label.
func button(t *testing.T, m map[string]any, label string) string {
	t.Helper()
	for _, row := range m["components"].([]any) {
		for _, b := range row.(map[string]any)["components"].([]any) {
			if b := b.(map[string]any); b["label"] == label {
				return b["custom_id"].(string)
			}
		}
	}
	t.Fatalf("no button %q in %v", label, m["components"])
	return ""
}

// press lets a person press a button of a message.
func (r *rig) press(m map[string]any, id, user string) string {
	return r.Interact(3, map[string]any{"custom_id": id, "component_type": 2}, map[string]any{
		"message": m, "member": map[string]any{"user": map[string]any{"id": user}, "permissions": "0"}})
}

func TestTheAskerTurnsThePage(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	m := r.asked(t)
	got := r.outcome(t, r.press(m, button(t, m, "▶"), "77"))
	if got.Response() != 7 {
		t.Errorf("response type %d, want the message updated", got.Response())
	}
	p := r.conv.presses()[0]
	if p.Question != "what?" || p.Action != "1|p|1" || p.User != "discord:77" || p.Chat != "discord:3001:77" {
		t.Errorf("the conversation saw %+v", p)
	}
}

func TestOthersGetTheirOwnCopy(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	m := r.asked(t)
	got := r.outcome(t, r.press(m, button(t, m, "▶"), "88"))
	if got.Response() != 4 || !got.Ephemeral {
		t.Fatalf("response type %d, ephemeral %v; want a copy for their eyes", got.Response(), got.Ephemeral)
	}
	mine := got.Original()
	mine["id"] = "5002"
	again := r.outcome(t, r.press(mine, button(t, mine, "▶"), "88"))
	if again.Response() != 7 {
		t.Errorf("paging the copy gave response type %d, want it updated", again.Response())
	}
}

func TestButtonsSurviveARestart(t *testing.T) {
	t.Parallel()
	m := begin(t, nil).ready(t).asked(t)
	later := begin(t, nil).ready(t)
	if got := later.outcome(t, later.press(m, button(t, m, "▶"), "77")); got.Response() != 7 {
		t.Errorf("response type %d", got.Response())
	}
	if q := later.conv.presses()[0].Question; q != "what?" {
		t.Errorf("the question came back as %q", q)
	}
}

func TestNewMessagesOfButtonsAreForThePresser(t *testing.T) {
	t.Parallel()
	article := bot.Reply{Kind: bot.ShowArticle, Cards: answer("").Cards}
	for name, c := range map[string]struct {
		reply bot.PressReply
		want  string
	}{
		"whole article": {bot.PressReply{Send: article}, "918 were resolved"},
		"edit to a whole article never replaces an answer": {bot.PressReply{Edit: article}, "918 were resolved"},
		"toast":  {bot.PressReply{Toast: "Thank you!"}, "Thank you!"},
		"notice": {bot.PressReply{Edit: bot.Reply{Kind: bot.ShowNotice, Text: "This button no longer works."}}, "no longer works"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil)
			r.conv.press = func(context.Context, bot.Press) bot.PressReply { return c.reply }
			r.ready(t)
			m := r.asked(t)
			token := r.press(m, button(t, m, "Whole article"), "77")
			got := r.outcome(t, token)
			if got.Response() != 4 || !got.Ephemeral {
				t.Errorf("response type %d, ephemeral %v", got.Response(), got.Ephemeral)
			}
			if shown := fmt.Sprint(got.Original()); !strings.Contains(shown, c.want) {
				t.Errorf("%s does not say %q", shown, c.want)
			}
		})
	}
}

func TestAnEditAndAToastBothShow(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.press = func(context.Context, bot.Press) bot.PressReply {
		return bot.PressReply{Edit: answer("what?"), Toast: "Thank you!"}
	}
	r.ready(t)
	m := r.asked(t)
	token := r.press(m, button(t, m, "👍"), "77")
	if !r.Wait(patience, func() bool { return len(r.Outcome(token).FollowUps) == 1 }) {
		t.Fatal("no toast")
	}
	got := r.Outcome(token)
	if got.Response() != 7 || got.FollowUps[0]["content"] != "Thank you!" {
		t.Errorf("response type %d, then %v", got.Response(), got.FollowUps)
	}
}

func TestALatePressIsAcknowledged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		user  string
		first int
	}{"by the asker": {"77", 6}, "by another": {"88", 5}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil)
			r.adapter.SetDeferAfter(20 * time.Millisecond)
			free := make(chan struct{})
			r.conv.press = func(_ context.Context, p bot.Press) bot.PressReply {
				<-free
				return bot.PressReply{Edit: answer(p.Question), Toast: "Done"}
			}
			r.ready(t)
			m := r.asked(t)
			token := r.press(m, button(t, m, "▶"), c.user)
			if !r.Wait(patience, func() bool { return r.Outcome(token).Response() == c.first }) {
				t.Fatalf("first response %d, want %d", r.Outcome(token).Response(), c.first)
			}
			close(free)
			if !r.Wait(patience, func() bool { o := r.Outcome(token); return o.Edits == 1 && len(o.FollowUps) == 1 }) {
				t.Errorf("%d edits and %d follow-ups, want one each", r.Outcome(token).Edits, len(r.Outcome(token).FollowUps))
			}
		})
	}
}

func TestATitleIsChosenFromTheList(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.ShowNone, Text: "The articles do not say.", Question: m.Text, Titles: titles()}
	}
	r.conv.press = func(context.Context, bot.Press) bot.PressReply {
		return bot.PressReply{Send: bot.Reply{Kind: bot.ShowArticle, Cards: answer("").Cards}}
	}
	r.ready(t)
	m := r.asked(t)
	menu := m["components"].([]any)[0].(map[string]any)["components"].([]any)[0].(map[string]any)
	value := menu["options"].([]any)[1].(map[string]any)["value"].(string)
	token := r.Interact(3, map[string]any{"custom_id": menu["custom_id"], "component_type": 3, "values": []any{value}}, map[string]any{"message": m})
	if got := r.outcome(t, token); !got.Ephemeral {
		t.Error("the article is public")
	}
	if a := r.conv.presses()[0].Action; a != titles()[1].Action.Encode() {
		t.Errorf("the conversation saw the action %q", a)
	}
}

func TestAButtonThatDoesNothingIsAcknowledged(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.press = func(context.Context, bot.Press) bot.PressReply { return bot.PressReply{} }
	r.ready(t)
	m := r.asked(t)
	token := r.press(m, button(t, m, "▶"), "77")
	if !r.Wait(patience, func() bool { return r.Outcome(token).Response() == 6 }) {
		t.Errorf("response type %d, want 6", r.Outcome(token).Response())
	}
}

func TestAForgedButtonReachesTheConversationAsItIs(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	m := r.asked(t)
	r.outcome(t, r.press(m, "1|rb|8", "88"))
	if p := r.conv.presses()[0]; p.Action != "1|rb|8" || p.User != "discord:88" {
		t.Errorf("the conversation saw %+v", p)
	}
}
