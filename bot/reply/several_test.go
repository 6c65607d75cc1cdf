package reply_test

import (
	"testing"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
)

func TestAPassageIsShownOnceForTwoQuestions(t *testing.T) {
	card := func(text string, end int) bot.Reply {
		return bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{{Article: "a", Place: "passage 1 of 4", Passage: 1, Text: text, Sentence: retrieval.Span{End: end}}}}
	}
	asked := []string{"who sings", "where"}
	for name, tt := range map[string]struct {
		parts []bot.Reply
		want  []string // the places
	}{
		"the same passage":      {[]bot.Reply{card("words", 5), card("words", 5)}, []string{"1 · 2 · passage 1 of 4"}},
		"another sentence":      {[]bot.Reply{card("words", 5), card("words", 3)}, []string{"1 · passage 1 of 4", "2 · passage 1 of 4"}},
		"another passage":       {[]bot.Reply{card("words", 5), card("other", 5)}, []string{"1 · passage 1 of 4", "2 · passage 1 of 4"}},
		"nothing for the first": {[]bot.Reply{{Kind: bot.ShowNone}, card("words", 5)}, []string{"2 · passage 1 of 4"}},
	} {
		said := reply.Several(locale.Builtin().Of("en"), asked, tt.parts)
		var places []string
		for _, c := range said.Cards {
			places = append(places, c.Place)
		}
		if len(places) != len(tt.want) || len(said.Buttons[0]) != len(tt.want) {
			t.Errorf("%s: shows %q and %d buttons, want %q", name, places, len(said.Buttons[0]), tt.want)
			continue
		}
		for i, want := range tt.want {
			if places[i] != want {
				t.Errorf("%s: %q, want %q", name, places[i], want)
			}
		}
	}
}
