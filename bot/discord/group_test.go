package discord_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/retrieval/text"
)

// ownRole is the role that Discord made for the bot in the usual server.
const ownRole = "4004"

func role(id, bot string) map[string]any {
	return map[string]any{"id": id, "name": "articlebot", "tags": map[string]any{"bot_id": bot}}
}

func TestTheBotsOwnRoleIsAMention(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Dispatch("GUILD_ROLE_CREATE", map[string]any{"guild_id": discordtest.GuildID, "role": role("4005", "88")})
	r.Dispatch("GUILD_CREATE", map[string]any{"id": discordtest.GuildID, "roles": []any{role("4006", ""), role(ownRole, discordtest.BotID)}})
	r.replied(t, r.Say("<@&"+ownRole+"> by its mark?", nil))
	r.replied(t, r.Say("<@&"+ownRole+"> by the list?", map[string]any{"mention_roles": []any{ownRole}}))
	r.Say("<@&4005> another bot's?", map[string]any{"mention_roles": []any{"4005"}})
	r.Say("<@&4006> people's?", map[string]any{"mention_roles": []any{"4006"}})
	r.Say("<@&"+ownRole+"> in another server?", map[string]any{"guild_id": "2002"})
	if got := r.texts(t); strings.Join(got, " ") != "by its mark? by the list?" {
		t.Errorf("heard %q", got)
	}
	id := r.Say("", map[string]any{"mention_roles": []any{ownRole}}) // what it says is kept from the bot
	if got := fmt.Sprint(r.replied(t, id)["content"]); !strings.Contains(got, "mention me by name") {
		t.Errorf("told %q", got)
	}
}

func TestPeopleWhoTalkInAThreadAreInterruptedOnlyWhereSure(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.MessageContent = true })
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		switch {
		case m.Text == "LAST", strings.Contains(m.Text, "sure"):
			return answer(m.Text)
		case strings.Contains(m.Text, "unknown"):
			return bot.Reply{Kind: bot.ShowNone, Text: "The articles do not say."}
		case strings.Contains(m.Text, "thanks"):
			return bot.Reply{Kind: bot.ShowReaction, Text: "👍"}
		}
		return bot.Reply{Kind: bot.ShowText, Text: "Glad to help"}
	}
	r.ready(t)
	r.Dispatch("THREAD_CREATE", threadEvent("7001", discordtest.ChannelID, true))
	in := map[string]any{"channel_id": "7001"}
	var ids []string
	for _, said := range []string{"lol", "an unknown thing?", "thanks"} {
		ids = append(ids, r.Say(said, in))
	}
	r.replied(t, r.Say("a sure thing?", in))
	for _, m := range r.heardAfter(t) {
		if !m.Overheard {
			t.Errorf("%q was not said to the bot", m.Text)
		}
	}
	for i, id := range ids {
		if n := len(r.Replies(id)); n != 0 || r.Reaction(id) != "" {
			t.Errorf("message %d: %d replies, reaction %q", i, n, r.Reaction(id))
		}
	}
	// Wherever it came: what is said in another channel waits for none.
	heard := r.conv.messages()
	last := slices.IndexFunc(heard, func(m bot.Message) bool { return m.Text == "LAST" })
	if last < 0 || heard[last].Overheard {
		t.Errorf("the mention was overheard, or not heard at all: %v", heard)
	}
}

func TestAReactionIsNoMessage(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.handle = func(context.Context, bot.Message) bot.Reply { return bot.Reply{Kind: bot.ShowReaction, Text: "👍"} }
	r.ready(t)
	id := r.Say(hey+" thanks", discordtest.Mentioned())
	if !r.Wait(patience, func() bool { return r.Reaction(id) == "👍" }) || len(r.Replies(id)) != 0 {
		t.Errorf("reaction %q, %d replies", r.Reaction(id), len(r.Replies(id)))
	}
}

func TestRightsGivenBackAreNoticedAtOnce(t *testing.T) {
	t.Parallel()
	for event, data := range map[string]map[string]any{
		"CHANNEL_UPDATE":      {"id": discordtest.ChannelID, "type": 0, "guild_id": discordtest.GuildID},
		"GUILD_ROLE_UPDATE":   {"guild_id": discordtest.GuildID, "role": role(ownRole, discordtest.BotID)},
		"GUILD_MEMBER_UPDATE": {"guild_id": discordtest.GuildID, "user": map[string]any{"id": discordtest.BotID}},
		"GUILD_CREATE":        {"id": discordtest.GuildID},
	} {
		t.Run(event, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil, func(k *discordtest.Knobs) { k.OnREST = refusing("POST /api/v10/channels/", 403, `{"code":50013}`) }).ready(t)
			tries := func() int { return len(r.Calls("POST /channels/" + discordtest.ChannelID + "/messages")) }
			try := func(n int) {
				t.Helper()
				r.Say(hey+" what?", discordtest.Mentioned())
				if !r.Wait(patience, func() bool { return r.adapter.Health().Handling == 0 && tries() == n }) {
					t.Fatalf("%d tries, want %d", tries(), n)
				}
			}
			try(1)
			r.Dispatch("GUILD_MEMBER_UPDATE", map[string]any{"guild_id": discordtest.GuildID, "user": map[string]any{"id": "88"}})
			r.Dispatch("CHANNEL_UPDATE", map[string]any{"id": "3999", "type": 0, "guild_id": "2999"})
			r.Say(hey+" still closed?", discordtest.Mentioned())
			r.outcome(t, r.Ask("is everything before looked at?"))
			if !r.Wait(patience, func() bool { return r.adapter.Health().Handling == 0 }) { // it may be slower than what came after
				t.Fatal("what came before is never handled")
			}
			r.Dispatch(event, data)
			try(2)
		})
	}
}

func TestAMentionThatAnEditAddsIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	id := r.Say("how many files?", nil)
	edited := func(id, content, at string) map[string]any {
		return merged(discordtest.Mentioned(), map[string]any{"id": id, "channel_id": discordtest.ChannelID, "guild_id": discordtest.GuildID,
			"content": content, "author": map[string]any{"id": "77"}, "edited_timestamp": at})
	}
	r.Dispatch("MESSAGE_UPDATE", edited(id, hey+" how many files?", "2026-01-02T03:04:05Z"))
	first := r.replied(t, id)["id"].(string)
	r.Dispatch("MESSAGE_UPDATE", edited(id, hey+" how many files?", "2026-01-02T03:04:05Z"))
	r.Dispatch("MESSAGE_UPDATE", edited(id, hey+" how many people?", "2026-01-02T03:04:06Z"))
	if !r.Wait(patience, func() bool { return r.Message(first)["content"] == "> how many people?" }) {
		t.Errorf("the reply says %v", r.Message(first)["content"])
	}
	r.Dispatch("MESSAGE_UPDATE", edited("1", hey+" of years ago?", "2026-01-02T03:04:07Z"))
	r.heardAfter(t)
	if n := len(r.Replies(id)) + len(r.Replies("1")); n != 1 {
		t.Errorf("%d replies", n)
	}
}

func TestManyDeletedQuestionsTakeTheirRepliesAlong(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	var ids, replies []string
	for i := range 3 {
		id := r.Say(fmt.Sprint(hey, " what? ", i), discordtest.Mentioned())
		ids, replies = append(ids, id), append(replies, r.replied(t, id)["id"].(string))
	}
	r.Dispatch("MESSAGE_DELETE_BULK", map[string]any{"ids": []any{ids[0], "99", ids[1]}, "channel_id": discordtest.ChannelID, "guild_id": discordtest.GuildID})
	if !r.Wait(patience, func() bool { return r.Message(replies[0]) == nil && r.Message(replies[1]) == nil }) {
		t.Error("a reply is still there")
	}
	if r.Message(replies[2]) == nil {
		t.Error("the reply to a question that is there was removed")
	}
}

func TestANewServerIsToldOnceHowToAsk(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	channels := []any{map[string]any{"id": "3100", "type": 4}, map[string]any{"id": "3101", "type": 0}, map[string]any{"id": "3102", "type": 0}}
	joined := func(id string, at time.Time, more map[string]any) {
		r.Dispatch("GUILD_CREATE", merged(map[string]any{"id": id, "joined_at": at.Format(time.RFC3339), "channels": channels}, more))
	}
	told := func(channel string) []discordtest.Call { return r.Calls("POST /channels/" + channel + "/messages") }
	now := time.Now()
	joined("2100", now, map[string]any{"system_channel_id": "3102", "preferred_locale": "vi"})
	joined("2101", now, nil)
	if !r.Wait(patience, func() bool { return len(told("3102"))+len(told("3101")) == 2 }) {
		t.Fatal("not told")
	}
	if got := fmt.Sprint(told("3102")[0].Body["content"]); !strings.Contains(got, "Xin chào") || !strings.Contains(got, "</ask:") || !strings.Contains(got, hey) {
		t.Errorf("told %s", got)
	}
	joined("2100", now, map[string]any{"system_channel_id": "3102"})
	joined(discordtest.GuildID, now, nil) // was there at the start
	joined("2102", now.Add(-time.Hour), nil)
	r.Dispatch("GUILD_DELETE", map[string]any{"id": "2100", "unavailable": true})
	joined("2100", now, map[string]any{"system_channel_id": "3102"})
	r.heardAfter(t)
	if n := len(told("3102")) + len(told("3101")); n != 2 {
		t.Errorf("told %d times", n)
	}
	r.Dispatch("GUILD_DELETE", map[string]any{"id": "2101"})
	joined("2101", now, nil)
	if !r.Wait(patience, func() bool { return len(told("3101")) == 2 }) {
		t.Error("a server that the bot came back to is not told")
	}
}

func TestANewServerIsToldWhereTheBotMayWrite(t *testing.T) {
	t.Parallel()
	r := begin(t, nil, func(k *discordtest.Knobs) { k.OnREST = refusing("POST /api/v10/channels/310", 403, `{"code":50013}`) }).ready(t)
	channels := []any{map[string]any{"id": "3101", "type": 0}, map[string]any{"id": "3102", "type": 0}, map[string]any{"id": "3200", "type": 0}, map[string]any{"id": "3201", "type": 0}}
	r.Dispatch("GUILD_CREATE", map[string]any{"id": "2100", "joined_at": time.Now().Format(time.RFC3339), "channels": channels, "system_channel_id": "3102"})
	if !r.Wait(patience, func() bool { return len(r.Calls("POST /channels/3200/messages")) == 1 }) {
		t.Fatal("not told", r.logs)
	}
	r.heardAfter(t)
	if n := len(r.Calls("POST /channels/3201/messages")); n != 0 {
		t.Errorf("told %d times more", n)
	}
}

func TestARenamedBotIsCalledByItsNewName(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	var told atomic.Value
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		told.Store(m.HowToAsk(text.English))
		return answer(m.Text)
	}
	r.ready(t)
	r.Dispatch("USER_UPDATE", map[string]any{"id": "88", "username": "somebody"})
	r.Dispatch("USER_UPDATE", map[string]any{"id": discordtest.BotID, "username": "TheGazette"})
	r.replied(t, r.Say(hey+" what?", discordtest.Mentioned()))
	if got := told.Load().(string); !strings.Contains(got, "@TheGazette") {
		t.Errorf("told %q", got)
	}
}

func TestHelpInAServerNamesTheCommandAndTheMention(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		if m.HowToAsk == nil {
			return bot.Reply{Kind: bot.ShowText, Text: "just write"}
		}
		return bot.Reply{Kind: bot.ShowText, Text: m.HowToAsk(text.English)}
	}
	r.ready(t)
	said := func(m map[string]any) string { return fmt.Sprint(m["embeds"]) }
	if got := said(r.replied(t, r.Say(hey+" help", discordtest.Mentioned()))); !strings.Contains(got, "</ask:") || !strings.Contains(got, "<@"+discordtest.BotID+">") {
		t.Errorf("in a server: %s", got)
	}
	if got := said(r.outcome(t, r.Interact(2, discordtest.Command("help"), nil)).Original()); !strings.Contains(got, "</ask:") {
		t.Errorf("by the command: %s", got)
	}
	if got := said(r.replied(t, r.Say("help", map[string]any{"guild_id": "", "channel_id": discordtest.DMID}))); !strings.Contains(got, "just write") {
		t.Errorf("directly: %s", got)
	}
}
