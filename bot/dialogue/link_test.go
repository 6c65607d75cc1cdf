package dialogue_test

import (
	"strings"
	"testing"

	"articlebot/bot"
)

func TestAnAddressOfAnArticleIsThatArticle(t *testing.T) {
	for _, c := range []struct {
		rule, said string
		kind       bot.ReplyKind
		text, card string
	}{
		{"alone it is opened", "http://www.paper.example/coffee?utm_source=x", bot.ShowArticle, "", "Coffee"},
		{"with a wish for it too", "show me the article https://paper.example/coffee", bot.ShowArticle, "", "Coffee"},
		{"as a command's argument", "/article https://paper.example/coffee", bot.ShowArticle, "", "Coffee"},
		{"a question with it is asked of it", "how many files were resolved https://paper.example/coffee", bot.ShowNone, "", ""},
		{"and answered from it", "coffee prices? https://paper.example/coffee", bot.ShowAnswer, "Searched only in", "Coffee prices rose"},
		{"one of nobody's is told", "https://other.example/coffee", bot.ShowText, "no article at that address", ""},
		{"one of nobody's beside a question is nothing", "coffee prices? https://other.example/coffee", bot.ShowAnswer, "", "Coffee prices rose"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r := newTalk(t, nil).say(c.said)
			if r.Kind != c.kind || !strings.Contains(r.Text, c.text) {
				t.Errorf("got %q: %q", r.Kind, r.Text)
			}
			if c.card != "" && (len(r.Cards) == 0 || !strings.Contains(r.Cards[0].Title+r.Cards[0].Text, c.card)) {
				t.Errorf("shows %+v", r.Cards)
			}
		})
	}
}
