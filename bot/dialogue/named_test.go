package dialogue_test

import (
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"
)

func TestAWishForAnArticleThatTheMessageNames(t *testing.T) {
	k := newTalk(t, nil)
	k.say("how many files did Nà Hỳ commune resolve ahead of schedule")
	for said, want := range map[string]string{
		"who wrote the one about coffee?":           "Quang Long · “Coffee on the hills”",
		"link to the article on coffee":             "“Coffee on the hills”\nhttps://paper.example/coffee",
		"when was the piece about coffee published": "“Coffee on the hills” was published on 2 December 2025",
		"bài về coffee của ai viết?":                "Quang Long · “Coffee on the hills”",
		"tóm tắt bài về coffee on the hills":        "Phần mở đầu của bài",
	} {
		if r := k.say(said); !strings.Contains(r.Text, want) {
			t.Errorf("%q: %q", said, r.Text)
		}
	}
	if r := k.say("show me the article about coffee"); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Coffee on the hills" {
		t.Errorf("opens %s %q", r.Kind, r.Text)
	}
	if r := k.say("who wrote it"); !strings.Contains(r.Text, "Coffee on the hills") {
		t.Errorf("it is the one shown last: %q", r.Text)
	}
}

func TestWhereNoArticleIsNamedItIsAQuestion(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("who wrote the one about zebras in orbit?")
	if r.Kind != bot.ShowNone || r.Question != "who wrote the one about zebras in orbit?" {
		t.Errorf("%s %q of %q", r.Kind, r.Text, r.Question)
	}
}

func TestTitlesAreOfferedWhereSeveralAreNamed(t *testing.T) {
	k := newTalk(t, func(*dialogue.Config) {})
	k.lib.set(func(l *fakeLibrary) {
		l.live.articles = append(l.live.articles, article("harvest", "Coffee harvest begins", "Lò Thị B", "ECONOMY", "The harvest has begun on the hills."))
		l.live.generation = retrieval.Generation("more")
	})
	r := k.say("who wrote the one about coffee?")
	if len(r.Titles) != 2 || !strings.Contains(r.Text, "Which of these do you mean by “coffee”?") {
		t.Fatalf("%q, titles %v", r.Text, r.Titles)
	}
	if r := k.say("2"); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Coffee harvest begins" {
		t.Errorf("a number picks one: %s %q", r.Kind, r.Text)
	}
}
