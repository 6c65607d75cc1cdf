package dialogue_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"

	"github.com/google/go-cmp/cmp"
)

func manyArticles(n int) []retrieval.Article {
	var list []retrieval.Article
	for i := range n {
		list = append(list, article(fmt.Sprintf("a%d", i), fmt.Sprintf("Story %d of Điện Biên", i+1), "", "", fmt.Sprintf("Text number %d.", i)))
	}
	return list
}

func TestTheListOfArticlesHasPages(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = manyArticles(25) })
	r := k.say("articles")
	if r.Text != "25 articles, page 1 of 3. A number opens one." || len(r.Titles) != 10 || labels(r) != "1 / 3 ▶" {
		t.Fatalf("got %q, %d titles, %q", r.Text, len(r.Titles), labels(r))
	}
	r = k.press(button(t, r, "▶"), "").Edit
	if r.Titles[0].Number != 11 || r.Titles[0].Text != "Story 11 of Điện Biên" || labels(r) != "◀ 2 / 3 ▶" {
		t.Errorf("second page: %+v, %q", r.Titles[0], labels(r))
	}
	if r := k.say("12"); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Story 12 of Điện Biên" {
		t.Errorf("12 shows %q", r.Kind)
	}
	if r := k.say("/articles 3"); len(r.Titles) != 5 {
		t.Errorf("third page has %d titles", len(r.Titles))
	}
	if r := k.say("more"); r.Titles[0].Number != 1 {
		t.Errorf("after the last page comes %+v", r.Titles[0])
	}
}

func TestTheListOfArticlesByWordsOfTheTitle(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = append(manyArticles(25), paper()...) })
	r := k.say("/articles dien bien")
	if r.Text != "25 articles with “dien bien” in the title:" {
		t.Errorf("got %q", r.Text)
	}
	r = k.press(button(t, r, "▶"), "").Edit
	if r.Titles[0].Number != 11 || !strings.HasPrefix(r.Text, "25 articles with “dien bien”") {
		t.Errorf("second page: %q %+v", r.Text, r.Titles[0])
	}
	if r := k.say("/articles volcano"); !strings.HasPrefix(r.Text, "No title has “volcano”.") {
		t.Errorf("got %q", r.Text)
	}
	r = k.say("/articles " + strings.Repeat("điện ", 30))
	for _, row := range r.Buttons {
		for _, b := range row {
			checkButton(t, b)
		}
	}
}

func TestArticlesByTitle(t *testing.T) {
	k := newTalk(t, nil)
	for said, want := range map[string]string{
		"/article coffee on the hills":                   "Coffee on the hills",
		"/article COFFEE":                                "Coffee on the hills",
		"/article early tet shopping on online markets":  "Early Tết shopping on online markets",
		"/article " + retrieval.ArticleID("files").Key(): "Close to the people, for the people",
	} {
		if r := k.say(said); r.Kind != bot.ShowArticle || r.Cards[0].Title != want {
			t.Errorf("%s shows %q %+v", said, r.Kind, r.Cards)
		}
	}
	if r := k.say("/article volcano"); r.Text != "I know no article called “volcano”." || len(r.Titles) != 3 {
		t.Errorf("got %q", r.Text)
	}
	if r := k.say("/article on"); r.Kind != bot.ShowText || len(r.Titles) != 2 {
		t.Errorf("an ambiguous title shows %q, %+v", r.Kind, r.Titles)
	}
}

func TestSuggestions(t *testing.T) {
	k := newTalk(t, nil)
	for typed, want := range map[string][]string{
		"":         {"Coffee on the hills", "Close to the people, for the people"},
		"co":       {"Coffee on the hills"},
		"Tet":      {"Early Tết shopping on online markets"},
		"tết o":    {"Early Tết shopping on online markets"},
		"people c": {"Close to the people, for the people"},
		"volcano":  nil,
	} {
		t.Run(typed, func(t *testing.T) {
			var got []string
			for _, s := range k.bot.Suggest(t.Context(), typed, 2) {
				got = append(got, s.Text)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestInlineResults(t *testing.T) {
	k := newTalk(t, withLimits)
	for range 20 { // not counted against limits
		list := k.bot.Results(t.Context(), k.message(filesQuestion), 2)
		if len(list) != 2 {
			t.Fatalf("%d results", len(list))
		}
		for _, r := range list {
			checkReply(t, r)
			if r.Kind != bot.ShowAnswer || len(r.Cards) != 1 || len(r.Buttons) != 0 {
				t.Errorf("got %+v", r)
			}
		}
	}
	for _, said := range []string{"", "hello", "qwertz uiop", strings.Repeat("long ", 100)} {
		if list := k.bot.Results(t.Context(), k.message(said), 5); len(list) != 0 {
			t.Errorf("%q has %d results", said, len(list))
		}
	}
	if r := k.say("more"); !strings.HasPrefix(r.Text, "There is nothing to continue yet.") {
		t.Errorf("an inline query is remembered: %q", r.Text)
	}
}

func TestTheArticlesOnATopicComeNewestFirst(t *testing.T) {
	k := newTalk(t, nil)
	older := article("older", "Coffee long ago", "", "", "The first coffee was planted.")
	older.Published = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = append([]retrieval.Article{older}, paper()...) })
	r := k.say("articles about coffee")
	var got []string
	for _, title := range r.Titles {
		got = append(got, title.Text+" · "+title.Section)
	}
	want := []string{"Coffee on the hills · ECONOMY · 2 December 2025", "Coffee long ago · 1 January 2020"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%q (-want +got):\n%s", r.Text, diff)
	}
	if r := k.say("2"); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Coffee long ago" {
		t.Errorf("2 shows %q", r.Kind)
	}
	if r := k.say("articles about volcanoes"); r.Kind != bot.ShowNone {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
}
