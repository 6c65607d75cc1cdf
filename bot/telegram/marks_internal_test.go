package telegram

import (
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/bot/telegram/api"
)

func FuzzMarks(f *testing.F) {
	f.Add("😀 @PaperBot, how many 📰?", 3, 9, 24, 2)
	f.Add("/ask@PaperBot: ế", 0, 13, 1, 2)
	f.Add("ab", -1, 99, 1, -1)
	f.Fuzz(func(t *testing.T, s string, from, length, next, long int) {
		if !utf8.ValidString(s) {
			return // what Telegram sends is JSON
		}
		entities := []api.Entity{{Type: "mention", Offset: from, Length: length}, {Type: "custom_emoji", Offset: next, Length: long}}
		got := withoutMarks(s, entities)
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if len(letters(got)) > len(letters(s)) || !utf8.ValidString(got) {
			t.Errorf("%q became %q", s, got)
		}
		if c, ok := commandIn(s, append(entities, api.Entity{Type: "bot_command", Offset: from, Length: length})); ok && (c.end > len(s) || c.name == "" || !utf8.ValidString(s[c.end:])) {
			t.Errorf("%q has the command %+v", s, c)
		}
	})
}
