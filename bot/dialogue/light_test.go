package dialogue_test

import (
	"context"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// events are articles that have the same to say of different events.
type events struct{}

// Read returns them.
func (events) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	one := func(id, title string, lang text.Language, body string) retrieval.Article {
		return retrieval.Article{ID: retrieval.ArticleID(id), Title: title, Language: lang,
			Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: body}}}
	}
	return retrieval.Corpus{Articles: []retrieval.Article{
		one("flood", "Flood in Nam Po", text.English, "The flood in Nam Po came at night. Seven people died and twelve were injured, the district said."),
		one("fire", "Fire in Muong Cha", text.English, "The fire in Muong Cha broke out at noon. Three people died and five were injured, the police said."),
		one("coffee", "Plans of the commune", text.English, "The commune plans to plant 1,200 hectares of coffee by 2026, its leaders said."),
		one("tuoi", "Bệnh sởi ở Tuần Giáo", text.Vietnamese, "Bệnh sởi lan ra ở huyện Tuần Giáo. Tỷ lệ tiêm chủng của trẻ em là 81 phần trăm, ông Lò Văn Hải nói."),
		one("cum", "Cúm mùa ở Mường Nhé", text.Vietnamese, "Cúm mùa đến sớm ở huyện Mường Nhé. Tỷ lệ tiêm chủng của trẻ em là 64 phần trăm, bà Giàng Thị Mai nói."),
	}}, nil
}

func eventTalk(t *testing.T) *dialogue.Bot {
	t.Helper()
	e, err := engine.Open(t.Context(), engine.Config{Reader: events{}, Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := dialogue.New(dialogue.Config{}, e)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.Close()
		e.Close()
	})
	return b
}

// TestAQuestionWithoutItsSubjectIsReadInTheLightOfWhatWasShown asks the same after
// either of two articles: one of both would be first without it.
func TestAQuestionWithoutItsSubjectIsReadInTheLightOfWhatWasShown(t *testing.T) {
	for _, c := range []struct {
		rule   string
		asked  string
		of     map[retrieval.ArticleID]string // what names each article's event
		remark string
	}{
		{"in English", "how many were injured",
			map[retrieval.ArticleID]string{"flood": "when did the flood in Nam Po come", "fire": "when did the fire in Muong Cha break out"}, "Read as a question on"},
		{"in Vietnamese", "tỷ lệ tiêm chủng là bao nhiêu?",
			map[retrieval.ArticleID]string{"tuoi": "bệnh sởi lan ra ở huyện Tuần Giáo khi nào", "cum": "cúm mùa đến huyện Mường Nhé khi nào"}, "hỏi tiếp về bài"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			remarks := 0
			for article, first := range c.of {
				b := eventTalk(t)
				say(t, b, first)
				r := say(t, b, c.asked)
				if len(r.Cards) == 0 || r.Cards[0].Article != article {
					t.Fatalf("after %q it shows %q %+v", first, r.Text, r.Cards)
				}
				if strings.Contains(r.Text, c.remark) {
					remarks++
					if !strings.Contains(r.Text, r.Cards[0].Title) {
						t.Errorf("it does not name what it was read with: %q", r.Text)
					}
				}
			}
			if remarks != 1 {
				t.Errorf("%d of two replies say what the question was read with", remarks)
			}
		})
	}
}

func TestWhatWasShownIsForgottenAfterAChangeOfTopic(t *testing.T) {
	for _, article := range []retrieval.ArticleID{"flood", "fire"} {
		b := eventTalk(t)
		first := map[retrieval.ArticleID]string{"flood": "when did the flood in Nam Po come", "fire": "when did the fire in Muong Cha break out"}[article]
		say(t, b, first)
		r := say(t, b, "how many hectares of coffee does the commune plan to plant")
		if len(r.Cards) == 0 || r.Cards[0].Article != "coffee" || strings.Contains(r.Text, "Read as") {
			t.Errorf("after %q it shows %q %+v", first, r.Text, r.Cards)
		}
		if r := say(t, b, "how many were injured"); strings.Contains(r.Text, "Read as") {
			t.Errorf("the article before the last is not forgotten: %q", r.Text)
		}
	}
}

// TestAnEditedQuestionIsReadInTheLightOfWhatItWasAskedAfter corrects a question that
// went astray.
func TestAnEditedQuestionIsReadInTheLightOfWhatItWasAskedAfter(t *testing.T) {
	for article, first := range map[retrieval.ArticleID]string{"flood": "when did the flood in Nam Po come", "fire": "when did the fire in Muong Cha break out"} {
		b := eventTalk(t)
		send := func(id, said string, edited bool) bot.Reply {
			return b.Handle(t.Context(), bot.Message{Platform: bot.Console, ID: id, User: "console:1", Chat: "console:1", Private: true, Text: said, Edited: edited})
		}
		send("1", first, false)
		send("2", "how many hectares of coffee does the commune plan to plant", false)
		if r := send("2", "how many were injured", true); len(r.Cards) == 0 || r.Cards[0].Article != article {
			t.Errorf("after %q it shows %q %+v", first, r.Text, r.Cards)
		}
	}
}
