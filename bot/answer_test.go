package bot_test

import (
	"strings"
	"testing"

	"articlebot/bot"
)

func TestAnAnswerShowsThePassageAndWhereItIsFrom(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("how many files did na hy commune receive")
	if r.Kind != bot.ShowAnswer || r.Text != "" {
		t.Fatalf("got kind %q, text %q", r.Kind, r.Text)
	}
	c := r.Cards[0]
	if !strings.HasPrefix(c.Text, "Nà Hỳ commune received 926 files") {
		t.Errorf("passage %q", c.Text)
	}
	if c.Title != "Close to the people, for the people" || c.Label != "Sầm Phúc" || c.Place != "passage 2 of 4" {
		t.Errorf("card says %q, %q, %q", c.Title, c.Label, c.Place)
	}
	if r.Question != "how many files did na hy commune receive" {
		t.Errorf("question %q", r.Question)
	}
	if got := labels(r); got != "1 / 3 ▶ / Whole article 👍 👎" {
		t.Errorf("buttons %q", got)
	}
}
