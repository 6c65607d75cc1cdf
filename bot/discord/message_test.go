package discord_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
)

const hey = "<@" + discordtest.BotID + ">"

// replied waits for the reply to a message.
func (r *rig) replied(t *testing.T, id string) map[string]any {
	t.Helper()
	if !r.Wait(patience, func() bool { return len(r.Replies(id)) > 0 }) {
		t.Fatal("no reply", r.logs)
	}
	return r.Replies(id)[0]
}

// heardAfter makes sure that everything sent so far has been looked at, and
// returns what the conversation heard.
func (r *rig) heardAfter(t *testing.T) []bot.Message {
	t.Helper()
	r.replied(t, r.Say(hey+" LAST", discordtest.Mentioned()))
	// Handlers start in the order of the events: all earlier ones have started.
	if !r.Wait(patience, func() bool { return r.adapter.Health().Handling == 0 }) {
		t.Fatal("a handler does not end")
	}
	var out []bot.Message
	for _, m := range r.conv.messages() {
		if m.Text != "LAST" {
			out = append(out, m)
		}
	}
	return out
}

func merged(ms ...map[string]any) map[string]any {
	out := map[string]any{}
	for _, m := range ms {
		maps.Copy(out, m)
	}
	return out
}

func TestAMentionIsAnsweredWithAReply(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say(hey+" how many files, <@88>?", discordtest.Mentioned())
	got := r.replied(t, id)
	if got["nonce"] != id || got["enforce_nonce"] != true {
		t.Errorf("nonce %v, enforced %v", got["nonce"], got["enforce_nonce"])
	}
	if m := r.conv.messages()[0]; m.Text != "how many files?" || m.Private || m.Command != "" || m.ID != id {
		t.Errorf("the conversation heard %+v", m)
	}
}

func TestWhatIsNotForTheBotIsLeftAlone(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	self := map[string]any{"author": map[string]any{"id": discordtest.BotID, "bot": true}}
	for _, fields := range []map[string]any{
		nil,
		merged(discordtest.Mentioned(), self),
		merged(discordtest.Mentioned(), map[string]any{"webhook_id": "9"}),
		merged(discordtest.Mentioned(), map[string]any{"type": 7}),
		merged(discordtest.Mentioned(), map[string]any{"author": nil}),
		merged(discordtest.Mentioned(), map[string]any{"content": ""}),
		{"mentions": []any{map[string]any{"id": "88"}}},
		{"mention_everyone": true},
		{"referenced_message": map[string]any{"id": "1", "author": map[string]any{"id": "88"}}},
	} {
		r.Say("hello there", fields)
	}
	if heard := r.heardAfter(t); len(heard) != 0 {
		t.Errorf("the conversation heard %+v", heard)
	}
}

func TestAMessageIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say(hey+" what?", merged(discordtest.Mentioned(), map[string]any{"id": "123456"}))
	r.replied(t, "123456")
	_ = id
	r.Say(hey+" what?", merged(discordtest.Mentioned(), map[string]any{"id": "123456"}))
	if heard := r.heardAfter(t); len(heard) != 1 {
		t.Errorf("the conversation heard %d messages, want 1", len(heard))
	}
}

func TestADirectMessageIsPrivate(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say("what?", map[string]any{"guild_id": nil, "channel_id": discordtest.DMID})
	r.replied(t, id)
	if m := r.conv.messages()[0]; !m.Private || m.Text != "what?" || m.Chat != "discord:3900:77" {
		t.Errorf("the conversation heard %+v", m)
	}
}

func TestAReplyToTheBotCarriesWhatItRepliesTo(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say("and in Xa Dung?", map[string]any{"type": 19, "referenced_message": map[string]any{
		"id": "1", "author": map[string]any{"id": discordtest.BotID, "bot": true}, "content": "> what \\*is\\* this?",
		"embeds": []any{map[string]any{"title": "A \\_title\\_", "description": "one **two** three", "color": "odd"}}}})
	r.replied(t, id)
	if q := r.conv.messages()[0].Quoted; q != "> what *is* this?\nA _title_\none two three" {
		t.Errorf("quoted %q", q)
	}
}

func TestAnEditedQuestionEditsItsReply(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say(hey+" first?", discordtest.Mentioned())
	first := r.replied(t, id)
	edited := merged(discordtest.Mentioned(), map[string]any{"id": id, "channel_id": discordtest.ChannelID, "guild_id": discordtest.GuildID,
		"content": hey + " second?", "author": map[string]any{"id": "77"}, "edited_timestamp": "2026-01-02T03:04:05Z"})
	preview := merged(edited, map[string]any{"edited_timestamp": nil, "content": hey + " first? https://x.example"})
	r.Dispatch("MESSAGE_UPDATE", preview)
	r.Dispatch("MESSAGE_UPDATE", edited)
	r.Dispatch("MESSAGE_UPDATE", edited)
	if !r.Wait(patience, func() bool { return r.Message(first["id"].(string))["content"] == "> second?" }) {
		t.Fatal("the reply was not edited:", r.Message(first["id"].(string)))
	}
	heard := r.heardAfter(t)
	if len(heard) != 2 || !heard[1].Edited || heard[1].Text != "second?" || heard[1].ID != heard[0].ID {
		t.Errorf("the conversation heard %+v", heard)
	}
	if n := len(r.Replies(id)); n != 1 {
		t.Errorf("%d replies, want 1", n)
	}
}

func TestAnEditThatChangesNoWordsLeavesTheReplyAlone(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say(hey+" what?", discordtest.Mentioned())
	r.replied(t, id)
	edited := func(content, at string) {
		r.Dispatch("MESSAGE_UPDATE", merged(discordtest.Mentioned(), map[string]any{"id": id, "channel_id": discordtest.ChannelID, "guild_id": discordtest.GuildID,
			"content": content, "author": map[string]any{"id": "77"}, "edited_timestamp": at}))
	}
	edited("what? "+hey, "2026-01-02T03:04:05Z")
	edited(hey+" what? <:paper:12>", "2026-01-02T03:04:06Z")
	if heard := r.heardAfter(t); len(heard) != 1 {
		t.Errorf("heard %+v", heard)
	}
	edited(hey+" who?", "2026-01-02T03:04:07Z")
	if heard := r.heardAfter(t); len(heard) != 2 || heard[1].Text != "who?" {
		t.Errorf("heard %+v", heard)
	}
}

func TestADeletedQuestionTakesItsReplyAlong(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say(hey+" what?", discordtest.Mentioned())
	reply := r.replied(t, id)["id"].(string)
	r.Dispatch("MESSAGE_DELETE", map[string]any{"id": id, "channel_id": discordtest.ChannelID})
	if !r.Wait(patience, func() bool { return r.Message(reply) == nil }) {
		t.Error("the reply is still there")
	}
}

func TestALateReplyShowsThatTheBotWrites(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.adapter.SetDeferAfter(10 * time.Millisecond)
	free := make(chan struct{})
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
	r.ready(t)
	id := r.Say(hey+" what?", discordtest.Mentioned())
	if !r.Wait(patience, func() bool { return len(r.Calls("/typing")) == 1 }) {
		t.Error("no typing")
	}
	close(free)
	r.replied(t, id)
}

// threadEvent is a thread of the usual channel.
func threadEvent(id, parent string, joined bool) map[string]any {
	e := map[string]any{"id": id, "type": 11, "guild_id": discordtest.GuildID, "parent_id": parent, "name": "a thread"}
	if joined {
		e["member"] = map[string]any{"user_id": discordtest.BotID}
	}
	return e
}

func TestThreadsWithTheMessageContentIntent(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.MessageContent = true }).ready(t)
	if n := r.Newest().Identity["intents"]; n != float64(1|1<<9|1<<12|1<<15) {
		t.Errorf("intents %v", n)
	}
	r.Dispatch("THREAD_CREATE", threadEvent("7001", discordtest.ChannelID, true))
	r.Dispatch("THREAD_CREATE", threadEvent("7002", discordtest.ChannelID, false))
	r.Dispatch("THREAD_MEMBERS_UPDATE", map[string]any{"id": "7003", "added_members": []any{map[string]any{"user_id": discordtest.BotID}}})
	in := func(id string) map[string]any { return map[string]any{"channel_id": id} }
	r.replied(t, r.Say("joined?", in("7001")))
	r.Say("not joined?", in("7002"))
	r.Say("a channel?", nil)
	r.Say("to someone else?", merged(in("7001"), map[string]any{"mentions": []any{map[string]any{"id": "88"}}}))
	r.Dispatch("THREAD_MEMBERS_UPDATE", map[string]any{"id": "7002", "added_members": []any{map[string]any{"user_id": discordtest.BotID}}})
	r.replied(t, r.Say("joined later?", in("7002")))
	r.Dispatch("THREAD_MEMBERS_UPDATE", map[string]any{"id": "7001", "removed_member_ids": []any{discordtest.BotID}})
	r.Say("left?", in("7001"))
	var texts []string
	for _, m := range r.heardAfter(t) {
		texts = append(texts, m.Text)
	}
	if got := strings.Join(texts, " "); got != "joined? joined later?" {
		t.Errorf("the conversation heard %q", got)
	}
}

func TestThreadsWithoutTheIntentNeedAMention(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	if n := r.Newest().Identity["intents"]; n != float64(1|1<<9|1<<12) {
		t.Errorf("intents %v", n)
	}
	r.Dispatch("THREAD_CREATE", threadEvent("7001", discordtest.ChannelID, true))
	r.Say("joined?", map[string]any{"channel_id": "7001"})
	if heard := r.heardAfter(t); len(heard) != 0 {
		t.Errorf("the conversation heard %+v", heard)
	}
}

func TestNewPostsOfAChosenForumAreAnsweredWhereSure(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.MessageContent = true })
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		reply := answer(m.Text)
		if strings.Contains(m.Text, "unsure") {
			reply.Kind = bot.ShowUnsure
		}
		return reply
	}
	r.ready(t)
	r.settings(t, discordtest.Option("forum", "8001"))
	post := func(id, text string) string {
		r.Dispatch("THREAD_CREATE", threadEvent(id, "8001", false))
		return r.Say(text, map[string]any{"id": id, "channel_id": id})
	}
	post("9002", "an unsure question")
	post("9001", "a sure question")
	r.replied(t, "9001")
	r.Say("a comment", map[string]any{"channel_id": "9001"})
	heard := r.heardAfter(t)
	slices.SortFunc(heard, func(a, b bot.Message) int { return strings.Compare(a.Text, b.Text) })
	if len(heard) != 2 || heard[0].Text != "a thread a sure question" {
		t.Errorf("the conversation heard %+v, want the two posts with their titles", heard)
	}
	if n := len(r.Replies("9002")); n != 0 {
		t.Errorf("%d unsure answers that nobody asked for", n)
	}
}

func TestAMissingPermissionIsLoggedWithAHint(t *testing.T) {
	t.Parallel()
	r := begin(t, nil, func(k *discordtest.Knobs) { k.OnREST = refusing("POST /api/v10/channels/", 403, `{"code":50013}`) }).ready(t)
	r.Say(hey+" what?", discordtest.Mentioned())
	if !r.Wait(patience, func() bool { return strings.Contains(r.logs.String(), "Embed Links") }) {
		t.Error("no hint in the log:", r.logs)
	}
	r.Say(hey+" and now?", discordtest.Mentioned())
	r.outcome(t, r.Ask("an interaction still works?"))
	if n := len(r.Calls("POST /channels")); n != 1 {
		t.Errorf("%d attempts in a channel that is closed, want 1", n)
	}
}

func TestNotifyWritesADirectMessage(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	alert := bot.Reply{Kind: bot.ShowText, Text: "The articles were last read 2 days ago."}
	if err := r.adapter.Notify(context.Background(), "discord:77", alert); err != nil {
		t.Fatal(err)
	}
	calls := r.Calls("POST /channels/" + discordtest.DMID + "/messages")
	if len(calls) != 1 || !strings.Contains(string(calls[0].Raw), "2 days ago") {
		t.Errorf("sent %v", calls)
	}
	for _, user := range []bot.UserKey{"telegram:77", "discord:", "discord:x", ""} {
		if err := r.adapter.Notify(context.Background(), user, alert); err == nil {
			t.Errorf("%q was notified", user)
		}
	}
}
