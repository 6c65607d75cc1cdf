package discord_test

import (
	"maps"
	"strings"
	"testing"

	"articlebot/bot/discord/discordtest"
)

// texts are what the conversation heard, in the order of the messages.
func (r *rig) texts(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, m := range r.heardAfter(t) {
		list = append(list, m.Text)
	}
	return list
}

func TestWhatDiscordMarksIsNoPartOfTheQuestion(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	for text, want := range map[string]string{
		"how many files <:paper:123456>?":                                        "how many files?",
		"how many files <a:paper:123456> <:x_:1>":                                "how many files",
		"how many files since <t:1700000000:R>?":                                 "how many files since?",
		"how many files at <t:1700000000>?":                                      "how many files at?",
		"how many files, <@88>?":                                                 "how many files?",
		"<@!88>, how many files?":                                                "how many files?",
		"how many files in <#3001>?":                                             "how many files in?",
		"how many files? </ask:123>":                                             "how many files?",
		"how many files? </settings allow:123>":                                  "how many files?",
		"how many files? <@&555>":                                                "how many files?",
		"how many files? <id:browse>":                                            "how many files?",
		"how many files? https://discord.com/channels/1/2/3":                     "how many files?",
		"how many files? <https://ptb.discord.com/channels/@me/2/3>":             "how many files?",
		"how many files? https://discord.gg/abc-1":                               "how many files?",
		"> how many files?\n<@88>":                                               "how many files?",
		"how many files? <https://paper.example/a1>":                             "how many files? https://paper.example/a1",
		"how many files? https://paper.example/discord.com/channels":             "how many files? https://paper.example/discord.com/channels",
		"is 3 <5, and a <b>c</b>, a :) or <3, 5 > 4":                             "is 3 <5, and a <b>c</b>, a :) or <3, 5 > 4",
		"how many **files** of _Nà Hỳ_, at 3:30, <t:soon>, <@name>, /ask <:bad>": "how many **files** of _Nà Hỳ_, at 3:30, <t:soon>, <@name>, /ask <:bad>",
	} {
		before := len(r.conv.messages())
		r.replied(t, r.Say(text, map[string]any{"guild_id": "", "channel_id": discordtest.DMID}))
		if got := r.conv.messages()[before].Text; got != want {
			t.Errorf("%q: asked %q, want %q", text, got, want)
		}
	}
}

func TestTheMessagePointedAtIsTheQuestion(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	theirs := func(fields map[string]any) map[string]any {
		ref := map[string]any{"id": "5", "author": map[string]any{"id": "88"}}
		maps.Copy(ref, fields)
		return merged(discordtest.Mentioned(), map[string]any{"type": 19, "referenced_message": ref, "message_reference": map[string]any{"message_id": "5"}})
	}
	asked := map[string]any{"content": "how many files?"}
	for _, tt := range []struct {
		text   string
		fields map[string]any
		want   string
	}{
		{hey, theirs(asked), "how many files?"},
		{hey + " 👆 ?", theirs(asked), "how many files?"},
		{hey + " can you answer this please?", theirs(asked), "how many files?"},
		{hey + " có đúng vậy không", theirs(asked), "how many files?"},
		{hey + " thanks", theirs(asked), "thanks"},
		{hey + " pls answer", discordtest.Mentioned(), "pls answer"},
		{hey, theirs(map[string]any{"content": "<@99> how many files?"}), "how many files?"},
		{hey, theirs(map[string]any{"message_snapshots": []any{map[string]any{"message": asked}}}), "how many files?"},
		{hey, theirs(map[string]any{"poll": map[string]any{"question": map[string]any{"text": "how many files?"}}}), "how many files?"},
		{hey, theirs(map[string]any{"content": strings.Repeat("word ", 100)}), strings.TrimSpace(strings.Repeat("word ", 60))},
		{"> how many files?\n" + hey, discordtest.Mentioned(), "how many files?"},
		{hey + " who?", theirs(asked), "who?"},
		{hey, theirs(map[string]any{"author": map[string]any{"id": discordtest.BotID, "bot": true}, "content": "an answer"}), ""},
		{hey, theirs(map[string]any{"attachments": []any{map[string]any{"id": "1"}}}), ""},
		{hey, discordtest.Mentioned(), ""},
	} {
		before := len(r.conv.messages())
		r.replied(t, r.Say(tt.text, tt.fields))
		if got := r.conv.messages()[before].Text; got != tt.want {
			t.Errorf("%q with %v: asked %q, want %q", tt.text, tt.fields, got, tt.want)
		}
	}
}

func TestNothingThatIsSentDirectlyIsMetWithSilence(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	one := []any{map[string]any{"id": "1"}}
	for name, tt := range map[string]struct {
		fields map[string]any
		want   string
	}{
		"a picture":           {map[string]any{"attachments": one}, ""},
		"a sticker":           {map[string]any{"sticker_items": one}, ""},
		"a voice message":     {map[string]any{"attachments": one, "flags": 8192}, ""},
		"a poll":              {map[string]any{"poll": map[string]any{"question": map[string]any{"text": "how many files?"}}}, "how many files?"},
		"a forward":           {map[string]any{"message_snapshots": []any{map[string]any{"message": map[string]any{"content": "how many files?"}}}}, "how many files?"},
		"a forwarded picture": {map[string]any{"message_snapshots": []any{map[string]any{"message": map[string]any{"attachments": one}}}}, ""},
	} {
		before := len(r.conv.messages())
		r.replied(t, r.Say("", merged(tt.fields, map[string]any{"guild_id": "", "channel_id": discordtest.DMID})))
		if got := r.conv.messages()[before]; got.Text != tt.want || !got.Media || !got.Private {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// What Discord itself writes there, and a picture among others in a server.
	r.Say("", map[string]any{"guild_id": "", "channel_id": discordtest.DMID, "type": 3})
	r.Say("", map[string]any{"attachments": one})
	r.Say("", map[string]any{"attachments": one, "referenced_message": map[string]any{"id": "1", "author": map[string]any{"id": discordtest.BotID}}})
	before := len(r.conv.messages())
	if got := r.texts(t); len(got) != before {
		t.Errorf("heard %q", got[before:])
	}
}

func TestTheMenuReadsWhateverAMessageShows(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	text := func(s string) map[string]any { return map[string]any{"type": 10, "content": s} }
	for name, tt := range map[string]struct {
		message map[string]any
		want    string
	}{
		"a forward": {map[string]any{"message_snapshots": []any{map[string]any{"message": map[string]any{"content": "how many files?"}}}}, "how many files?"},
		"a poll":    {map[string]any{"poll": map[string]any{"question": map[string]any{"text": "how many files?"}}}, "how many files?"},
		"an embed with fields": {map[string]any{"embeds": []any{map[string]any{"title": "Files", "fields": []any{
			map[string]any{"name": "Nà Hỳ", "value": "926"}, map[string]any{"name": "Xa Dung", "value": "12"}}}}}, "Files Nà Hỳ 926 Xa Dung 12"},
		"components": {map[string]any{"flags": 1 << 15, "components": []any{map[string]any{"type": 17, "components": []any{
			text("how many"), map[string]any{"type": 9, "components": []any{text("files?")}, "accessory": map[string]any{"type": 11}}, map[string]any{"type": 1, "components": []any{map[string]any{"type": 2, "label": "Buy", "custom_id": "x"}}}}}}}, "how many files?"},
		"components of an odd shape": {map[string]any{"content": "how many files?", "components": []any{map[string]any{"type": "x", "content": 5, "components": 7}, 3}}, "how many files?"},
	} {
		tt.message["id"] = "5"
		token := r.Interact(2, map[string]any{"id": "1", "name": "Ask about this", "type": 3, "target_id": "5", "resolved": map[string]any{"messages": map[string]any{"5": tt.message}}}, nil)
		r.outcome(t, token)
		heard := r.conv.messages()
		if got := heard[len(heard)-1].Text; got != tt.want {
			t.Errorf("%s: asked %q, want %q", name, got, tt.want)
		}
	}
}
