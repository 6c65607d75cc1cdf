package dialogue_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/retrieval"
)

func TestPagingShowsTheNextPassageInPlace(t *testing.T) {
	k := newTalk(t, nil)
	first := k.say(filesQuestion)
	second := k.press(button(t, first, "▶"), filesQuestion)
	if second.Send.Kind != bot.Silent || labels(second.Edit) != "◀ 2 / 3 ▶ / Whole article 👍 👎" {
		t.Fatalf("got %+v", second)
	}
	back := k.press(button(t, second.Edit, "◀"), filesQuestion)
	if back.Edit.Cards[0].Text != first.Cards[0].Text {
		t.Errorf("back shows %q", back.Edit.Cards[0].Text)
	}
	if r := k.press(button(t, second.Edit, "2 / 3"), filesQuestion); r.Edit.Kind != "" || r.Send.Kind != "" || r.Toast != "" {
		t.Errorf("the label does %+v", r)
	}
}

func TestPagingSurvivesARestart(t *testing.T) {
	k := newTalk(t, nil)
	next := button(t, k.say(filesQuestion), "▶")
	want := k.press(next, filesQuestion).Edit.Cards[0].Text
	reborn := newTalk(t, nil)
	if got := reborn.press(next, filesQuestion).Edit.Cards[0].Text; got != want {
		t.Errorf("after a restart: %q, before: %q", got, want)
	}
}

func TestPagingAPoliteQuestion(t *testing.T) {
	k := newTalk(t, nil)
	polite := "Hello bot! " + filesQuestion + "? Thank you!"
	r := k.say(polite)
	if r.Question != filesQuestion+"?" {
		t.Errorf("asked %q", r.Question)
	}
	for _, k := range []*talk{k, newTalk(t, nil)} {
		if again := k.press(button(t, r, "▶"), polite).Edit; again.Question != r.Question || again.Kind != bot.ShowAnswer {
			t.Errorf("paging asks %q and shows %q", again.Question, again.Kind)
		}
	}
}

func TestPagingAFollowUpSurvivesARestart(t *testing.T) {
	k := newTalk(t, nil)
	k.say("how many files did Nà Hỳ commune resolve ahead of schedule")
	next := button(t, k.say("and in Xa Dung?"), "▶")
	want := k.press(next, "and in Xa Dung?").Edit.Cards[0].Text
	reborn := newTalk(t, nil)
	if got := reborn.press(next, "and in Xa Dung?").Edit.Cards[0].Text; got != want {
		t.Errorf("after a restart: %q, before: %q", got, want)
	}
}

func TestPagingAfterAReloadShowsThePassageThatTheButtonNames(t *testing.T) {
	k := newTalk(t, nil)
	next := button(t, k.say(filesQuestion), "▶")
	want := k.press(next, filesQuestion).Edit.Cards[0].Text
	fresh := article("new", "More files", "", "", "Nà Hỳ commune received one hundred files more.")
	k.lib.set(func(l *fakeLibrary) { l.next = append([]retrieval.Article{fresh}, paper()...) })
	k.as(editor).say("/reload")
	if got := k.press(next, filesQuestion).Edit.Cards[0].Text; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	k.lib.set(func(l *fakeLibrary) { l.next = []retrieval.Article{fresh} })
	k.as(editor).say("/reload")
	r := k.press(next, filesQuestion)
	if r.Edit.Kind != bot.ShowAnswer || r.Edit.Cards[0].Title != "More files" {
		t.Errorf("the passage is gone and the button shows %+v", r)
	}
}

func TestAButtonWithoutItsQuestionShowsThePassageOrSaysWhatToDo(t *testing.T) {
	k := newTalk(t, nil)
	next := button(t, k.say(filesQuestion), "▶")
	r := k.press(next, "")
	if r.Edit.Kind != bot.ShowUnsure || len(r.Edit.Cards) != 1 || !strings.HasPrefix(r.Edit.Text, "This passage is from an earlier answer.") {
		t.Errorf("got %+v", r)
	}
	r = k.press(bot.Action{Verb: bot.ShowPassage, Arg: "1"}, "")
	if r.Send.Kind != bot.ShowNotice || r.Send.Text != "I can no longer see the question of this answer. Please ask it again." {
		t.Errorf("got %+v", r)
	}
}

func TestSomebodyElseGetsTheirOwnCopy(t *testing.T) {
	k := newTalk(t, nil)
	next := button(t, k.say(filesQuestion), "▶")
	next.Verb = bot.AnswerPrivate
	r := k.as("telegram:8").press(next, filesQuestion)
	if r.Edit.Kind != bot.Silent || r.Send.Kind != bot.ShowAnswer || !r.Send.Private {
		t.Errorf("got %+v", r)
	}
}

func TestForgedButtonsDoNothing(t *testing.T) {
	k := newTalk(t, nil)
	for _, code := range []string{
		"", "1", "1|", "1||", "2|p|0", "1|p|", "1|p|-1", "1|p|x", "1|p|0.short.1", "1|p|99999999999999999999", "1|a|", "1|a|ABC.0", "1|a|ABCDEFGHIJKLM.-1",
		"1|u|", "1|u|1.2.3", "1|s|ABCDEFGHIJKLM", "1|s|ABCDEFGHIJKLM.0", "1|l|klingon", "1|rb|1", "1|rt|1", "1|zz|1", "1|t|-4", strings.Repeat("1|p|0", 20),
	} {
		t.Run(code, func(t *testing.T) {
			r := k.bot.Press(context.Background(), bot.Press{Chat: k.chat, User: k.who, Action: code, Question: filesQuestion})
			if r.Send.Kind != bot.ShowNotice || r.Edit.Kind != bot.Silent {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestAWholeArticleHasPages(t *testing.T) {
	k := newTalk(t, nil)
	var paragraphs []string
	for range 9 {
		paragraphs = append(paragraphs, strings.TrimSpace(strings.Repeat("Đại hội đã họp. ", 25)))
	}
	paragraphs = append(paragraphs, strings.TrimSpace(strings.Repeat("A sentence of a very long paragraph. ", 120)))
	long := article("long", "A long story", "", "", paragraphs...)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = append(l.live.articles, long) })
	r := k.say("/article A long story")
	var read []string
	for page := 1; ; page++ {
		c := r.Cards[0]
		if n := utf8.RuneCountInString(c.Text); n > 1500 {
			t.Errorf("page %d has %d characters", page, n)
		}
		if !strings.HasSuffix(c.Text, ".") {
			t.Errorf("page %d ends inside of a sentence: %q", page, c.Text[len(c.Text)-20:])
		}
		read = append(read, strings.ReplaceAll(c.Text, "\n\n", " "))
		if !strings.Contains(labels(r), "▶") {
			break
		}
		r = k.press(button(t, r, "▶"), "").Edit
	}
	if got, want := strings.Join(read, " "), strings.Join(paragraphs, " "); got != want {
		t.Errorf("the pages together have %d bytes, the article %d", len(got), len(want))
	}
	if r.Cards[0].Place != "page 6 of 6" {
		t.Errorf("the last page is %q", r.Cards[0].Place)
	}
}

func TestAnArticleWithAnAddressCanBeOpenedOnTheWeb(t *testing.T) {
	k := newTalk(t, nil)
	r := k.say("/article coffee on the hills")
	if len(r.Buttons) != 1 || r.Buttons[0][0].URL != "https://paper.example/coffee" {
		t.Errorf("buttons %+v", r.Buttons)
	}
}

func TestThumbsCountOncePerPersonAndAnswer(t *testing.T) {
	k := newTalk(t, nil)
	down := button(t, k.say(filesQuestion), "👎")
	up := button(t, k.say(filesQuestion), "👍")
	for i, c := range []struct {
		k     *talk
		a     bot.Action
		toast string
	}{
		{k, down, "Thank you. The editors will see that this did not help."},
		{k, down, "Already counted. Thank you!"},
		{k, up, "Already counted. Thank you!"},
		{k.as("telegram:8"), up, "Thank you!"},
	} {
		if r := c.k.press(c.a, filesQuestion); r.Toast != c.toast {
			t.Errorf("%d: got %q", i, r.Toast)
		}
	}
	gaps := k.as(editor).say("/gaps").Text
	if !strings.Contains(gaps, "1× "+filesQuestion+" · just now · 👎 1") {
		t.Errorf("gaps: %q", gaps)
	}
}

func TestASampleAnswerIsPagedAndVotedOnByItsOwnQuestion(t *testing.T) {
	k := newTalk(t, nil)
	hello := k.say("hello")
	var sample bot.Button
	var answer bot.Reply
	for _, row := range hello.Buttons {
		sample = row[0]
		answer = k.press(sample.Action, "hello").Send
		if strings.Contains(labels(answer), "▶") {
			break
		}
	}
	next := button(t, answer, "▶")
	if r := k.press(next, "hello").Edit; r.Question != sample.Label {
		t.Errorf("the second passage answers %q, not %q", r.Question, sample.Label)
	}
	k.press(button(t, answer, "👎"), "hello")
	if gaps := k.as(editor).say("/gaps").Text; !strings.Contains(gaps, sample.Label) {
		t.Errorf("gaps: %q", gaps)
	}
}

func FuzzPress(f *testing.F) {
	for _, code := range []string{"1|p|1.ABCDEFGHIJKLM.2", "1|a|ABCDEFGHIJKLM.0.t", "1|t|1.coffee", "1|u|ABCDEFGHIJKLM.1.ABCDEFGHIJKLM.1", "1|s|ABCDEFGHIJKLM.3", "1|rb|1"} {
		f.Add(code, filesQuestion)
	}
	c := newClock()
	b, err := dialogue.New(dialogue.Config{Now: c.Now, Limits: limit.Limits{Press: limit.Rate{Burst: -1}}}, newFakeLibrary(c.Now, paper()...))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, code, question string) {
		if strings.ContainsAny(code+question, "{}") {
			t.Skip("looks like a place that was not filled")
		}
		r := b.Press(context.Background(), bot.Press{Chat: "telegram:7", User: reader, Action: code, Question: question})
		checkReply(t, r.Edit)
		checkReply(t, r.Send)
		if strings.Contains(r.Send.Text, "went wrong") {
			t.Errorf("%q broke it", code)
		}
	})
}
