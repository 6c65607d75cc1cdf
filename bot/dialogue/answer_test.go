package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

const filesQuestion = "how many files did na hy commune receive"

func TestAnAnswerShowsThePassageAndWhereItIsFrom(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say(filesQuestion)
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
	if r.Question != filesQuestion {
		t.Errorf("question %q", r.Question)
	}
	if got := labels(r); got != "1 / 3 ▶ / Whole article 👍 👎" {
		t.Errorf("buttons %q", got)
	}
}

func TestOutcomesLookDifferent(t *testing.T) {
	k := newTalk(t, nil)
	for _, c := range []struct {
		question, kind, text string
	}{
		{"coffee prices in Tuần Giáo", "answer", ""},
		{"coffee prices yesterday", "unsure", "I am not sure the articles answer this. The closest passage:"},
		{"coffee growers of distant Brazil and Java", "none", "The articles do not say. I searched 2 articles and 1 brief.\nPerhaps one of these helps:"},
		{"xã Pú Nhung ở đâu", "unsure", "Tôi không chắc các bài báo trả lời được câu hỏi này. Đoạn gần nhất:"},
	} {
		t.Run(c.question, func(t *testing.T) {
			r := k.say(c.question)
			if string(r.Kind) != c.kind || r.Text != c.text {
				t.Errorf("got %q: %q", r.Kind, r.Text)
			}
		})
	}
}

func TestWhereNothingAnswersThereAreTitlesAndNoPassage(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("coffee growers of distant Brazil and Java")
	if len(r.Cards) != 0 || len(r.Titles) != 1 || r.Titles[0].Text != "Coffee on the hills" {
		t.Fatalf("got %+v", r)
	}
	if got := r.Titles[0].Section; got != "ECONOMY · 2 December 2025" {
		t.Errorf("title is from %q", got)
	}
	opened := k.press(r.Titles[0].Action, "")
	if opened.Send.Kind != bot.ShowArticle || opened.Send.Cards[0].Title != "Coffee on the hills" {
		t.Errorf("the title opens %+v", opened)
	}
}

func TestWhereNothingIsNearThereAreSampleQuestions(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("qwertz uiop")
	if r.Kind != bot.ShowNone || len(r.Titles) != 0 || len(r.Buttons) == 0 {
		t.Fatalf("got %+v", r)
	}
	answer := k.press(r.Buttons[0][0].Action, "qwertz uiop").Send
	if answer.Kind != bot.ShowAnswer || answer.Question != r.Buttons[0][0].Label {
		t.Errorf("the sample %q is answered with %q: %q", r.Buttons[0][0].Label, answer.Kind, answer.Text)
	}
}

func TestCardsSayWhatKindOfPassageTheyShow(t *testing.T) {
	k := newTalk(t, nil)
	for question, want := range map[string]struct{ label, place string }{
		"macadamia planting model":           {"Photo caption · Sầm Phúc", "passage 3 of 4"},
		"early shopping on online markets":   {"In brief · ECONOMY", ""},
		"hectares of coffee":                 {"Quang Long · ECONOMY", "passage 1 of 3"},
		"how many hectares of coffee, 2,000": {"Quang Long · ECONOMY", "passage 1 of 3"},
	} {
		t.Run(question, func(t *testing.T) {
			r := k.say(question)
			if r.Kind != bot.ShowAnswer {
				t.Fatalf("got %q", r.Kind)
			}
			if c := r.Cards[0]; c.Label != want.label || c.Place != want.place {
				t.Errorf("got %q, %q", c.Label, c.Place)
			}
		})
	}
}

func TestAReplySpeaksTheLanguageOfTheQuestion(t *testing.T) {
	k := newTalk(t, nil)
	for said, want := range map[string]text.Language{
		"coffee prices of the market":           text.English,
		"giá cà phê ở xã Pú Nhung là bao nhiêu": text.Vietnamese,
		"gia ca phe o dau":                      text.Vietnamese,
		"xin chào":                              text.Vietnamese,
		"thanks":                                text.English,
		"bai so 1":                              text.Vietnamese,
		"/danh-sách":                            text.Vietnamese,
		"/help":                                 text.English,
	} {
		t.Run(said, func(t *testing.T) {
			if got := newTalk(t, nil).say(said).Language; got != want {
				t.Errorf("got %q", got)
			}
		})
	}
	t.Run("a command follows the conversation where nothing else tells", func(t *testing.T) {
		k := newTalk(t, nil)
		k.say("xin chào")
		if got := k.say("/help").Language; got != text.Vietnamese {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a name alone follows the platform", func(t *testing.T) {
		m := k.message("Búng Lao")
		m.Locale = "vi-VN"
		if got := k.handle(m).Language; got != text.Vietnamese {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a name alone follows the person's choice before the platform", func(t *testing.T) {
		k.say("/language en")
		m := k.message("Búng Lao")
		m.Locale = "vi"
		if got := k.handle(m).Language; got != text.English {
			t.Errorf("got %q", got)
		}
	})
}

func TestAMisspeltWordIsOwnedUpTo(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.corrections = []retrieval.Correction{{Typed: "cofee", Read: "coffee"}} })
	if r := k.say("coffee prices"); r.Text != "I read “cofee” as “coffee”." {
		t.Errorf("got %q", r.Text)
	}
	k.lib.set(func(l *fakeLibrary) {
		l.corrections = []retrieval.Correction{{Typed: "cofee", Read: "coffee"}, {Typed: "nhật bản", Read: "Japan"}}
	})
	if r := k.say("coffee prices"); r.Text != "I read “cofee” as “coffee”, “nhật bản” as “Japan”." {
		t.Errorf("got %q", r.Text)
	}
}

func TestAnAnswerFromAnOldIndexSaysSoAndAdminsAreAlertedOnce(t *testing.T) {
	var alerts []string
	k := newTalk(t, func(c *dialogue.Config) {
		c.StaleAfter = 24 * time.Hour
		c.Alert = alertInto(&alerts)
	})
	k.bot.Look(t.Context())
	if r := k.say("coffee prices"); r.Text != "" {
		t.Errorf("a fresh index is said to be old: %q", r.Text)
	}
	k.clock.Add(72 * time.Hour)
	for range 3 {
		if r := k.say("coffee prices"); r.Text != "The articles were last read 3 days ago; newer ones may be missing." {
			t.Errorf("got %q", r.Text)
		}
	}
	k.bot.Look(t.Context())
	k.bot.Look(t.Context())
	k.lib.set(func(l *fakeLibrary) { l.read = k.clock.Now() })
	if r := k.say("coffee prices"); r.Text != "" {
		t.Errorf("sources just read are said to be old: %q", r.Text)
	}
	if len(alerts) != 1 || !strings.HasPrefix(alerts[0], "telegram:1: The index is old: the sources of generation 1 were last read 3 days ago.") {
		t.Errorf("alerts: %q", alerts)
	}
}

func TestATooLongQuestionIsRefusedKindly(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say(strings.Repeat("what ", 240) + "now?")
	if r.Kind != bot.ShowNotice || r.Text != "Please ask in at most 300 characters (yours has 1,204)." {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
	r = k.say("xã nào có " + strings.Repeat("cà phê ", 200) + "nhiều nhất là gì?")
	if r.Text != "Bạn hãy hỏi trong tối đa 300 ký tự (câu của bạn có 1.427)." {
		t.Errorf("got %q", r.Text)
	}
	if len(k.lib.asked) != 0 {
		t.Error("a refused question was searched")
	}
}

func TestAQuestionMayBeAboutOneArticleOnly(t *testing.T) {
	k := newTalk(t, nil)
	m := k.message("which commune")
	m.Article = retrieval.ArticleID("coffee").Key()
	r := k.handle(m)
	if r.Cards[0].Title != "Coffee on the hills" || !strings.HasPrefix(r.Text, "Searched only in “Coffee on the hills”.") {
		t.Errorf("got %q from %q", r.Text, r.Cards[0].Title)
	}
	m.Text = ""
	if r := k.handle(m); r.Kind != bot.ShowArticle {
		t.Errorf("an article and no question: %q", r.Kind)
	}
	m.Text = "which commune"
	m.Article = "gone"
	if r := k.handle(m); r.Kind != bot.ShowNotice || r.Text != "That article is no longer among the articles." {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
}

func TestReprintsAreNamed(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) {
		l.live.articles[0].AlsoIn = []retrieval.Summary{{Title: "Hills of coffee"}, {Title: "Coffee on the hills", Section: "TRAVEL"}}
	})
	if c := k.say("coffee prices").Cards[0]; c.AlsoIn != "also in: Hills of coffee; TRAVEL" {
		t.Errorf("got %q", c.AlsoIn)
	}
	if c := k.say("the whole article").Cards[0]; c.AlsoIn != "also in: Hills of coffee; TRAVEL" {
		t.Errorf("the article: %q", c.AlsoIn)
	}
}

func TestNothingOfThatTimeIsNotSaidToBeOfOtherDays(t *testing.T) {
	k := newTalk(t, nil)
	for news, want := range map[*retrieval.News]string{
		{Outside: true}: "The articles do not say. I searched 2 articles and 1 brief.\nI found nothing of that time.",
		{Latest: true}:  "The articles do not say. I searched 2 articles and 1 brief.",
	} {
		k.lib.set(func(l *fakeLibrary) { l.news = news })
		if r := k.say("who painted bridges"); r.Kind != bot.ShowNone || !strings.HasPrefix(r.Text, want) || strings.Contains(r.Text, "other days") || strings.Contains(r.Text, "newest first") {
			t.Errorf("got %q", r.Text)
		}
	}
}

func TestAPassageThatTwoArticlesHaveIsShownOnce(t *testing.T) {
	k := newTalk(t, nil)
	before := len(k.say("coffee prices").Buttons)
	k.lib.set(func(l *fakeLibrary) {
		again := l.live.articles[0]
		again.ID, again.Section = "again", "EVENING"
		again.Passages = slices.Clone(again.Passages)
		for i := range again.Passages {
			again.Passages[i].ArticleID = again.ID
		}
		l.live.articles = append(l.live.articles, again)
	})
	r := k.say("coffee prices")
	if got := r.Cards[0].AlsoIn; got != "also in: EVENING" || len(r.Buttons) != before {
		t.Errorf("got %q with %q", got, labels(r))
	}
}

func TestAnAnswerSaysWhatItHasToDoWithTime(t *testing.T) {
	for want, news := range map[string]*retrieval.News{
		"":                  nil,
		"The newest first.": {Latest: true},
		"I found nothing of that time; this is of other days.":                {Latest: true, Outside: true},
		"The articles carry no dates, so I cannot tell which are the newest.": {Latest: true, Undated: true},
	} {
		k := newTalk(t, nil)
		k.lib.set(func(l *fakeLibrary) { l.news = news })
		if r := k.say("coffee prices"); r.Text != want {
			t.Errorf("got %q, want %q", r.Text, want)
		}
	}
}
