package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"
)

// TestWishesAfterAnAnswer says what people say of the article just shown.
func TestWishesAfterAnAnswer(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"source?", "“Coffee on the hills”\nhttps://paper.example/coffee"},
		{"cho mình xin link với", "https://paper.example/coffee"},
		{"who wrote this", "Lò Thị B · “Coffee on the hills”"},
		{"when was it published", "published on 2 January 2026"},
		{"bài này đăng ngày nào", "đăng ngày 2/1/2026"},
		{"summarise pls", "How the article begins, in the paper’s own words:"},
		{"tóm tắt bài này giúp mình", "Phần mở đầu của bài, nguyên văn của báo:"},
		{"who wrote this and when was it published?", "Lò Thị B · “Coffee on the hills”\n“Coffee on the hills” was published on"},
	} {
		t.Run(c.said, func(t *testing.T) {
			k := newTalk(t, nil)
			k.lib.set(func(l *fakeLibrary) {
				for i := range l.live.articles {
					if a := &l.live.articles[i]; a.URL != "" {
						a.Author, a.Published = "Lò Thị B", time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
					}
				}
			})
			k.say("who visited the coffee growers")
			if r := k.say(c.said); !strings.Contains(r.Text, c.want) {
				t.Errorf("says %q", r.Text)
			}
		})
	}
}

func TestWhatThePaperDoesNotSayOfAnArticle(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("who wrote this"); !strings.Contains(r.Text, "Which article?") || len(r.Titles) == 0 {
		t.Errorf("with nothing shown: %q", r.Text)
	}
	k.say("how many files did Nà Hỳ commune resolve ahead of schedule")
	for said, want := range map[string]string{
		"link?": "no address", "when was this published": "I do not know when", "tell me a summary": "How the article begins",
	} {
		if r := k.say(said); !strings.Contains(r.Text, want) {
			t.Errorf("%q: %q", said, r.Text)
		}
	}
}

func TestTwoQuestionsAreAnsweredInOneReply(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("how many files did Nà Hỳ commune resolve ahead of schedule? Who visited the coffee growers?")
	if len(r.Cards) != 2 || r.Kind != bot.ShowAnswer {
		t.Fatalf("%s with %d cards: %q", r.Kind, len(r.Cards), r.Text)
	}
	if !strings.Contains(r.Cards[0].Text, "926") || !strings.Contains(r.Cards[1].Text, "growers") {
		t.Errorf("%q and %q", r.Cards[0].Text, r.Cards[1].Text)
	}
	if !strings.HasPrefix(r.Cards[1].Place, "2 · ") || !strings.Contains(r.Text, "2. Who visited") {
		t.Errorf("which answers what: %q, %q", r.Cards[1].Place, r.Text)
	}
	if got := labels(r); got != "1 · Whole article 2 · Whole article" {
		t.Errorf("buttons %q", got)
	}
	half := k.say("who visited the coffee growers? what does a spaceship cost?")
	if len(half.Cards) != 1 || !strings.Contains(half.Text, "2. what does a spaceship cost?\nThe articles do not say") {
		t.Errorf("%d cards: %q", len(half.Cards), half.Text)
	}
}

func TestGoingBack(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("back"); !strings.Contains(r.Text, "nothing before") {
		t.Errorf("with nothing before: %q", r.Text)
	}
	first := k.say("how many files did Nà Hỳ commune resolve ahead of schedule")
	k.say("who visited the coffee growers")
	if r := k.say("go back pls"); len(r.Cards) == 0 || r.Cards[0].Text != first.Cards[0].Text {
		t.Errorf("goes back to %+v", r)
	}
	if r := k.say("quay lại"); !strings.Contains(r.Text, "không có gì để quay lại") {
		t.Errorf("before the first: %q", r.Text)
	}
	second := k.say("who visited the coffee growers")
	k.say("articles")
	if r := k.say("back"); len(r.Cards) == 0 || r.Cards[0].Text != second.Cards[0].Text {
		t.Errorf("from the list it goes back to %+v", r)
	}
}

func TestConversationIsNotSearched(t *testing.T) {
	for said, want := range map[string]string{
		"thanks bye": "Goodbye!", "r u human or bot": "No, I am a program", "who created u?": "articlebot", "stop it please": "I only write when",
		"how many articles do you have?": "2 articles and 1 brief", "có gì mới ko": "2 bài", "ok thansk bro": "Glad to help",
	} {
		k := newTalk(t, nil)
		k.say("who visited the coffee growers")
		asked := len(k.lib.questions())
		if r := k.say(said); !strings.Contains(r.Text, want) {
			t.Errorf("%q: %q", said, r.Text)
		}
		if n := len(k.lib.questions()) - asked; n > 0 {
			t.Errorf("%q: %d searches", said, n)
		}
	}
}

// TestFewWordsAreASearch offers the articles to choose from, and opens one where
// it speaks of them.
func TestFewWordsAreASearch(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("Xa Dung commune")
	if r.Kind != bot.ShowText || len(r.Titles) != 2 || !strings.Contains(r.Text, "2 articles with something on “Xa Dung commune”") {
		t.Fatalf("%s %q %+v", r.Kind, r.Text, r.Titles)
	}
	if a := k.say("2"); a.Kind != bot.ShowArticle {
		t.Errorf("a number opens %q", a.Kind)
	}
	for _, said := range []string{"who leads Xa Dung commune", "Xa Dung commune?", "coffee prices"} {
		if r := k.say(said); len(r.Titles) > 0 && r.Kind == bot.ShowText {
			t.Errorf("%q is no search by few words, or has one article: %q", said, r.Text)
		}
	}
}

// TestAnotherValueIsNoYes asks to confirm figures that the passage has not.
func TestAnotherValueIsNoYes(t *testing.T) {
	for said, want := range map[string]struct {
		kind bot.ReplyKind
		text string
	}{
		"did Nà Hỳ commune receive 926 files":                {bot.ShowAnswer, ""},
		"is it true that Nà Hỳ commune received 500 files":   {bot.ShowUnsure, "nothing of “500”"},
		"did Xa Dung commune receive 412 files?":             {bot.ShowAnswer, ""},
		"have 7 leaders of Pu Nhi visited a macadamia model": {bot.ShowUnsure, "nothing of “7”"},
	} {
		if r := newTalk(t, nil).say(said); r.Kind != want.kind || !strings.Contains(r.Text, want.text) {
			t.Errorf("%q: %s %q", said, r.Kind, r.Text)
		}
	}
}

// TestOneRemarkAtMost reads a follow-up in a corrected word over an old index: one
// thing is said.
func TestOneRemarkAtMost(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) { c.StaleAfter = time.Hour })
	k.lib.set(func(l *fakeLibrary) { l.corrections = []retrieval.Correction{{Typed: "cofee", Read: "coffee"}} })
	k.clock.Add(48 * time.Hour)
	for _, said := range []string{"who visited the coffee growers", "and the coffee prices?", "is there a spaceship for coffee growers"} {
		if r := k.say(said); strings.Count(r.Text, "\n") > 0 && r.Kind != bot.ShowNone {
			t.Errorf("%q: %q", said, r.Text)
		}
	}
}

// TestListsSayOfHowMany counts all articles on a topic, more than one search
// returns.
func TestListsSayOfHowMany(t *testing.T) {
	k := newTalk(t, nil)
	for _, said := range []string{"articles about coffee", "how many articles about coffee are there?"} {
		if r := k.say(said); !strings.Contains(r.Text, "1 article (of 2 articles and 1 brief) on “coffee”") || len(r.Titles) != 1 {
			t.Errorf("%q: %q", said, r.Text)
		}
	}
	b := realTalk(t)
	r := say(t, b, "có bao nhiêu bài về Điện Biên")
	if !strings.Contains(r.Text, "trong 5 bài báo và 61 tin vắn") {
		t.Errorf("%q", r.Text)
	}
	r = say(t, b, "how many articles mention commune")
	if len(r.Titles) != 10 || !strings.Contains(r.Text, "(of 5 articles and 61 briefs) speak of “commune”; 10 of them") {
		t.Errorf("%q", r.Text)
	}
}
