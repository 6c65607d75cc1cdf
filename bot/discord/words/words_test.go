package words_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/words"
)

func FuzzWords(f *testing.F) {
	f.Add(`{"content":"<@1> how <:a_b:2> many <t:3:R>? </ask me:4> <#5> https://discord.com/channels/1/2"}`)
	f.Add(`{"content":"> a\n>>> b","embeds":[{"title":"t","fields":[{"name":"n","value":"<@&1>"}]}]}`)
	f.Add(`{"message_snapshots":[{"message":{"message_snapshots":[{"message":{"content":"deep"}}]}}],"poll":{"question":{"text":"q"}}}`)
	f.Add(`{"components":[{"type":17,"components":[{"content":"x","component":{"components":[3,{"content":null}]}}]}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		var m api.Received
		if json.Unmarshal([]byte(s), &m) != nil {
			return
		}
		got := words.Of(&m)
		if got != strings.TrimSpace(got) || !utf8.ValidString(got) {
			t.Errorf("%q is not tidy", got)
		}
		if got != "" && !words.In(&m) {
			t.Errorf("%q is said by a message that holds nothing", got)
		}
	})
}

func TestMarksGoWherePeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"<@1><@2>":                   "",
		"a<@1>b":                     "a b",
		"<:xx:1>how many<a:yy:2>?":   "how many?",
		"<https://paper.example/a?>": "https://paper.example/a?",
		"no <@ mark> here <#x> <t:>": "no <@ mark> here <#x> <t:>",
		"> quoted\n> <@1> lines":     "quoted\n lines",
		"5 > 4":                      "5 > 4",
	} {
		if got := words.WithoutMarks(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
