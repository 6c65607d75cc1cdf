package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

func TestFollowUps(t *testing.T) {
	const first = "how many files did Nà Hỳ commune resolve ahead of schedule"
	for _, c := range []struct {
		rule       string
		said       []string
		wantPrefix string // of the last passage
		together   bool
	}{
		{"a lead-in is read with the question before", []string{first, "and in Xa Dung?"}, "Xa Dung commune received 412", true},
		{"a name typed in lower case too", []string{"how many files were resolved ahead of schedule", "what about xa dung"}, "Xa Dung commune received 412", true},
		{"in Vietnamese", []string{first, "còn xã Xa Dung thì sao?"}, "Xa Dung commune received 412", true},
		{"without accents", []string{first, "con Xa Dung thi sao"}, "Xa Dung commune received 412", true},
		{"a new topic is read alone", []string{first, "and the coffee prices?"}, "Coffee prices rose", false},
		{"a question of its own is read alone", []string{first, "who visited the coffee growers"}, "Phạm Đức Minh", false},
		{"a follow-up of a follow-up", []string{first, "and in Xa Dung?", "and in Nà Hỳ?"}, "Nà Hỳ commune received 926", true},
	} {
		t.Run(c.rule, func(t *testing.T) {
			k := newTalk(t, nil)
			var r bot.Reply
			for _, said := range c.said {
				r = k.say(said)
			}
			if len(r.Cards) == 0 || !strings.HasPrefix(r.Cards[0].Text, c.wantPrefix) {
				t.Fatalf("got %q %+v", r.Text, r.Cards)
			}
			if got := strings.Contains(r.Text, "together") || strings.Contains(r.Text, "cùng với"); got != c.together {
				t.Errorf("says %q", r.Text)
			}
		})
	}
}

func TestAFollowUpNeedsARecentQuestion(t *testing.T) {
	k := newTalk(t, nil)
	k.say("how many files were resolved ahead of schedule")
	k.clock.Add(11 * time.Minute)
	if r := k.say("and in Xa Dung?"); strings.Contains(r.Text, "together") {
		t.Errorf("a question of 11 minutes ago is still remembered: %q", r.Text)
	}
}

func TestContextIsPerPersonAndChat(t *testing.T) {
	k := newTalk(t, nil)
	k.say("how many files were resolved ahead of schedule")
	other := k.as("telegram:8")
	if r := other.say("and in Xa Dung?"); strings.Contains(r.Text, "together") {
		t.Errorf("another person's question was used: %q", r.Text)
	}
	elsewhere := *k
	elsewhere.chat = "telegram:-100"
	if r := elsewhere.say("and in Xa Dung?"); strings.Contains(r.Text, "together") {
		t.Errorf("a question from another chat was used: %q", r.Text)
	}
}

func TestAnEditedFollowUpLeansOnTheQuestionBeforeIt(t *testing.T) {
	k := newTalk(t, nil)
	k.say("how many files were resolved ahead of schedule")
	m := k.message("and in Pu Nhi?")
	k.handle(m)
	m.Text, m.Edited = "and in Xa Dung?", true
	if r := k.handle(m); !strings.HasPrefix(r.Cards[0].Text, "Xa Dung commune received 412") {
		t.Errorf("got %q", r.Cards[0].Text)
	}
}

func TestMore(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("more"); r.Kind != bot.ShowText || !strings.HasPrefix(r.Text, "There is nothing to continue yet.") {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
	k.say("coffee growers of distant Brazil and Java") // has no answer
	if r := k.say("more"); !strings.HasPrefix(r.Text, "There is nothing to continue yet.") {
		t.Errorf("after no answer: %q", r.Text)
	}
	first := k.say(filesQuestion).Cards[0].Text
	second := k.say("more").Cards[0].Text
	third := k.say("xem thêm").Cards[0].Text
	if first == second || second == third || first == third {
		t.Errorf("passages %q, %q, %q", first, second, third)
	}
	if r := k.say("more"); !strings.HasPrefix(r.Text, "That was the last passage that fits.") || labels(r) != "Whole article" {
		t.Errorf("got %q with %q", r.Text, labels(r))
	}
}

func TestTheWholeArticle(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("the whole article"); r.Text != "Which article? Here is the list." || len(r.Titles) != 3 {
		t.Errorf("got %q, %d titles", r.Text, len(r.Titles))
	}
	k.say(filesQuestion)
	r := k.say("the whole article")
	if r.Kind != bot.ShowArticle || r.Cards[0].Title != "Close to the people, for the people" {
		t.Fatalf("got %q %+v", r.Kind, r.Cards)
	}
	if !strings.Contains(r.Cards[0].Text, "\n\n📷 Leaders of Pu Nhi commune") {
		t.Errorf("the caption is not marked: %q", r.Cards[0].Text)
	}
	if r := k.say("more"); r.Text != "That was the end of the article." {
		t.Errorf("got %q", r.Text)
	}
}

func TestANumberPicksFromTheListShownLast(t *testing.T) {
	k := newTalk(t, nil)
	k.say("/articles")
	if r := k.say("2"); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Close to the people, for the people" {
		t.Errorf("got %q %+v", r.Kind, r.Cards)
	}
	if r := k.say("7"); r.Kind != bot.ShowNotice || r.Text != "There is no article 7 in the list." {
		t.Errorf("a number past the list: %q %q", r.Kind, r.Text)
	}
	if r := k.say("926"); r.Kind != bot.ShowAnswer {
		t.Errorf("a number that is in no list is not asked: %q", r.Kind)
	}
}

func TestANumberWithoutAListIsAQuestion(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("2"); r.Kind == bot.ShowArticle {
		t.Error("a number opened an article out of nowhere")
	}
	if r := k.say("article 2"); r.Kind != bot.ShowArticle {
		t.Errorf("article 2 shows %q", r.Kind)
	}
	if r := k.say("article 200"); r.Text != "There is no article 200 in the list." || len(r.Titles) != 3 {
		t.Errorf("got %q", r.Text)
	}
}

func TestAReplyToTheBotsMessageGivesTheContext(t *testing.T) {
	quoted := "Coffee on the hills\n“Pú Nhung commune targets more than 2,000 hectares of coffee.”\nQuang Long · passage 1 of 3"
	for said, want := range map[string]bot.ReplyKind{
		"the whole article": bot.ShowArticle,
		"more":              bot.ShowArticle,
		"who?":              bot.ShowUnsure,
	} {
		t.Run(said, func(t *testing.T) {
			k := newTalk(t, nil)
			m := k.message(said)
			m.Quoted = quoted
			r := k.handle(m)
			if said == "who?" {
				if !slices.ContainsFunc(k.lib.asked, func(q retrieval.Question) bool { return q.Article == "coffee" }) {
					t.Errorf("searched %+v", k.lib.asked)
				}
				return
			}
			if r.Kind != want || r.Cards[0].Title != "Coffee on the hills" {
				t.Errorf("got %q %+v", r.Kind, r.Cards)
			}
		})
	}
	t.Run("a number picks from the quoted list", func(t *testing.T) {
		k := newTalk(t, nil)
		m := k.message("2")
		m.Quoted = "The articles do not say.\nPerhaps one of these helps:\n1 Close to the people, for the people\n2. Coffee on the hills"
		if r := k.handle(m); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Coffee on the hills" {
			t.Errorf("got %q %+v", r.Kind, r.Cards)
		}
	})
}

func TestAFollowUpThatIsNotAnsweredIsHedgedOnEveryPage(t *testing.T) {
	k := newTalk(t, nil)
	k.say("how many hectares of coffee")
	r := k.say("and in Xa Dung?")
	if r.Kind != bot.ShowUnsure || !strings.Contains(r.Cards[0].Text, "Xa Dung") {
		t.Fatalf("got %q: %+v", r.Kind, r.Cards)
	}
	next := button(t, r, "▶")
	if r := k.press(next, "and in Xa Dung?").Edit; r.Kind != bot.ShowUnsure {
		t.Errorf("the second page is %q", r.Kind)
	}
	if r := newTalk(t, nil).press(next, "and in Xa Dung?").Edit; r.Kind != bot.ShowUnsure {
		t.Errorf("after a restart the second page is %q", r.Kind)
	}
}

func TestAskingOnIsHedgedAndStaysInTheArticle(t *testing.T) {
	k := newTalk(t, nil)
	k.say("who visited the coffee growers")
	r := k.say("why?")
	if r.Kind != bot.ShowUnsure || r.Cards[0].Title != "Coffee on the hills" || !strings.Contains(r.Text, "together") {
		t.Errorf("got %q %q: %+v", r.Kind, r.Text, r.Cards)
	}
	for _, said := range []string{"when?", "where?", "who said that?"} {
		k.say(said)
	}
	if !slices.ContainsFunc(k.lib.asked, func(q retrieval.Question) bool { return q.Text == "who visited the coffee growers who said that?" }) {
		t.Errorf("the last was not asked with the first: %+v", k.lib.asked)
	}
}

func TestANumberToBeConfirmedThatNothingHasIsShownAsItIs(t *testing.T) {
	for _, said := range []string{
		"is it true that Nà Hỳ commune received 12345 files of 777777 of 888888?",
		"Nà Hỳ commune received 12345 files of 777777 of 888888, right?",
	} {
		k := newTalk(t, nil)
		r := k.say(said)
		if r.Kind != bot.ShowUnsure || !strings.Contains(r.Text, "12345") || !strings.Contains(r.Cards[0].Text, "926 files") {
			t.Errorf("%q: %s %q", said, r.Kind, r.Text)
		}
		if strings.Count(r.Text, "\n") > 0 {
			t.Errorf("more than one remark: %q", r.Text)
		}
	}
}

func TestAShortQuestionThatNothingAnswersIsAskedOfTheArticleShown(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.withinOnly = "who visited the growers" })
	if r := k.say("who visited the growers"); r.Kind != bot.ShowNone {
		t.Errorf("with nothing shown: %s %q", r.Kind, r.Text)
	}
	k.say("coffee prices rose where")
	r := k.say("who visited the growers")
	if r.Kind != bot.ShowUnsure || !strings.Contains(r.Text, "Coffee on the hills") {
		t.Errorf("%s %q", r.Kind, r.Text)
	}
	k.lib.set(func(l *fakeLibrary) { l.withinOnly = "who visited the growers of Lai Châu" })
	if r := k.say("who visited the growers of Lai Châu"); r.Kind != bot.ShowNone {
		t.Errorf("with a name of its own: %s %q", r.Kind, r.Text)
	}
}
