package dialogue_test

import (
	"context"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
)

// realLibrary is the real engine on the project's own articles.
func realLibrary(t testing.TB) bot.Library {
	t.Helper()
	loader := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{})
	engine, err := engine.Open(context.Background(), engine.Config{Reader: loader, Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	return engine
}

// realTalk is a talk about the project's own articles, with the real engine.
func realTalk(t testing.TB) *dialogue.Bot {
	t.Helper()
	engine := realLibrary(t)
	b, err := dialogue.New(dialogue.Config{Admins: []bot.UserKey{editor}, Limits: limit.Limits{Person: limit.Rate{Burst: -1}}}, engine)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.WaitForSamples()
	return b
}

// say talks to a bot in private.
func say(t *testing.T, b *dialogue.Bot, said string) bot.Reply {
	t.Helper()
	r := b.Handle(context.Background(), bot.Message{Platform: bot.Console, User: "console:1", Chat: "console:1", Private: true, Text: said})
	checkReply(t, r)
	return r
}

func TestAConversationAboutTheRealArticles(t *testing.T) {
	b := realTalk(t)
	for _, c := range []struct {
		said string
		kind bot.ReplyKind
		text string // that the reply's text has
		card string // that the first card has
	}{
		{"how many files did na hy commune resolve ahead of schedule", bot.ShowAnswer, "", "918 files were resolved ahead of schedule"},
		{"and in Mường Pồn?", bot.ShowUnsure, "I am not sure", "Mường Pồn"},
		{"When did the Xa Dung commune delegation go to Tào Xa A and Tào Xa B?", bot.ShowAnswer, "", "last days of December 2025"},
		{"the whole article", bot.ShowArticle, "", "ĐBP - The operation of the 2-tier local government model"},
		{"more", bot.ShowArticle, "", ""},
		{"How many hectares of coffee does Pú Nhung want by the end of the term?", bot.ShowAnswer, "", "2,000 hectares of coffee"},
		{"and what poverty rate?", bot.ShowAnswer, "Read together", "below 5%"},
		{"articles", bot.ShowText, "5 articles and 61 briefs, page 1 of 7", ""},
		{"2", bot.ShowArticle, "", ""},
		{"xin chào", bot.ShowText, "Xin chào!", ""},
		{"qwertz uiop asdf", bot.ShowNone, "Các bài báo không nói đến điều này. Tôi đã tìm trong 5 bài báo và 61 tin vắn.", ""},
	} {
		t.Run(c.said, func(t *testing.T) {
			r := say(t, b, c.said)
			if r.Kind != c.kind || !strings.Contains(r.Text, c.text) {
				t.Errorf("got %q: %q", r.Kind, r.Text)
			}
			if c.card != "" && (len(r.Cards) == 0 || !strings.Contains(r.Cards[0].Text, c.card)) {
				t.Errorf("shows %+v", r.Cards)
			}
		})
	}
}

// TestWhatAFollowUpSaysItselfIsHeldAgainstThePassage: all that it takes over from the
// question before is there, and what it asks for is not.
func TestWhatAFollowUpSaysItselfIsHeldAgainstThePassage(t *testing.T) {
	b := realTalk(t)
	for said, want := range map[string]bot.ReplyKind{
		"and how many complaints did it resolve ahead of schedule?": bot.ShowUnsure,
		"and how many were submitted directly?":                     bot.ShowAnswer,
		"and how many files were submitted online?":                 bot.ShowAnswer,
	} {
		say(t, b, "how many files did na hy commune resolve ahead of schedule")
		if r := say(t, b, said); r.Kind != want {
			t.Errorf("%q is %q: %q", said, r.Kind, r.Text)
		}
	}
}

// TestRealSampleQuestions presses what a greeting offers, in both languages:
// the articles are English, the questions about names are asked in either.
func TestRealSampleQuestions(t *testing.T) {
	b := realTalk(t)
	for _, hello := range []string{"hello", "xin chào"} {
		r := say(t, b, hello)
		if n := len(r.Buttons); n == 0 || n > 3 || strings.Contains(labels(r), "Tell me about") {
			t.Fatalf("%s offers %q", hello, labels(r)) // there is better than a name that no title has
		}
		for _, row := range r.Buttons {
			p := b.Press(context.Background(), bot.Press{User: "console:1", Chat: "console:1", Action: row[0].Action.Encode()})
			checkReply(t, p.Send)
			if p.Send.Kind != bot.ShowAnswer || p.Send.Language != r.Language {
				t.Errorf("%q is answered with %q in %s", row[0].Label, p.Send.Kind, p.Send.Language)
			}
		}
	}
}

func BenchmarkHandle(b *testing.B) {
	talk := realTalk(b)
	m := bot.Message{User: "console:1", Chat: "console:1", Private: true, Text: "how many files did na hy commune resolve ahead of schedule"}
	for b.Loop() {
		talk.Handle(context.Background(), m)
	}
}

// TestAQuestionWithoutATopicStaysWithWhatIsSpokenOf: searched alone it would find
// whatever has its few words.
func TestAQuestionWithoutATopicStaysWithWhatIsSpokenOf(t *testing.T) {
	for _, asked := range []string{"where?", "why", "who was it", "how many was that", "ở đâu vậy", "ai làm", "được bao nhiêu vậy", "and last year?", "còn năm ngoái?"} {
		t.Run(asked, func(t *testing.T) {
			b := realTalk(t)
			about := say(t, b, "how many files did na hy commune resolve ahead of schedule").Cards[0]
			r := say(t, b, asked)
			for _, c := range r.Cards {
				if c.Article != about.Article {
					t.Errorf("answered from %q", c.Title)
				}
			}
			for _, other := range r.Titles {
				if other.Text != about.Title {
					t.Errorf("offered %q", other.Text)
				}
			}
			if len(r.Cards)+len(r.Titles) == 0 {
				t.Errorf("left with %q", r.Text)
			}
		})
	}
}

// TestWhereNothingAnswersBetterQuestionsAreOffered: such as a near article answers,
// and that share a word with what was asked.
func TestWhereNothingAnswersBetterQuestionsAreOffered(t *testing.T) {
	b := realTalk(t)
	offered := 0
	for _, asked := range []string{"xã Pú Nhung phấn đấu bán bao nhiêu vé xem phim?", "do penguins dance for poverty reduction", "why is the moon an administrative center", "which planets have investors", "how many wizards live in Pú Nhung", "how many wizards and dragons live in Pú Nhung", "why is venus an administrative unit"} {
		r := say(t, b, asked)
		if r.Kind != bot.ShowNone {
			continue
		}
		mine := 0
		for _, row := range r.Buttons {
			for _, button := range row {
				if button.Action.Verb != bot.AskSample || len(r.Titles) == 0 {
					continue
				}
				mine++
				pressed := b.Press(t.Context(), bot.Press{Platform: bot.Console, User: "console:1", Chat: "console:1", Private: true, Action: button.Action.Encode()})
				if pressed.Send.Kind != bot.ShowAnswer {
					t.Errorf("%q is answered by %+v", button.Label, pressed)
				}
			}
		}
		if offered += mine; mine > 2 {
			t.Errorf("%d questions are offered for %q", mine, asked)
		}
	}
	if offered == 0 {
		t.Error("no question is offered")
	}
}
