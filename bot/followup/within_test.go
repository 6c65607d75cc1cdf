package followup_test

import (
	"context"
	"testing"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// library answers any question from one article, "other", and when it is asked of an
// article alone from that: as surely as it is told.
type library struct {
	bot.Library
	others, within retrieval.Answer
}

func (l library) Ask(_ context.Context, q retrieval.Question) (retrieval.Answer, error) {
	id, ans := retrieval.ArticleID("other"), l.others
	if q.Article != "" {
		id, ans = q.Article, l.within
	}
	ans.Hits = []retrieval.Hit{{Article: retrieval.Summary{ID: id, Title: string(id)}, Passage: retrieval.Passage{Text: "words"}}}
	return ans, nil
}

func (library) Article(string) (*retrieval.Article, bool) { return nil, false }

func TestAShortQuestionIsAskedOfWhatWasShownWhereAnotherArticleIsNoSurer(t *testing.T) {
	unsure := func(c float64) retrieval.Answer {
		return retrieval.Answer{Outcome: retrieval.Unsure, Confidence: c}
	}
	sure := retrieval.Answer{Outcome: retrieval.Answered, Confidence: .9}
	for name, tt := range map[string]struct {
		question       string
		others, within retrieval.Answer
		shown          retrieval.ArticleID
		want           retrieval.ArticleID
	}{
		"what was shown is surer":       {"until when is the contract", unsure(.2), unsure(.4), "shown", "shown"},
		"it points there":               {"did he die", unsure(.2), unsure(.4), "shown", "shown"},
		"in Vietnamese":                 {"ai dẫn đầu đoàn", unsure(.2), unsure(.4), "shown", "shown"},
		"what was shown says nothing":   {"until when is the contract", unsure(.2), retrieval.Answer{Outcome: retrieval.None, Confidence: .1}, "shown", "other"},
		"both are as sure":              {"until when is the contract", unsure(.4), unsure(.4), "shown", "shown"},
		"another is surer":              {"until when is the contract", unsure(.4), unsure(.3), "shown", "other"},
		"another is sure":               {"until when is the contract", sure, sure, "shown", "other"},
		"nothing was shown":             {"until when is the contract", unsure(.2), unsure(.4), "", "other"},
		"it has a name of its own":      {"until when does Reed serve", unsure(.2), unsure(.4), "shown", "other"},
		"it says itself what it is of":  {"until when did the minister who resigned after the fire serve", unsure(.2), unsure(.4), "shown", "other"},
		"the one that was shown has it": {"until when is the contract", unsure(.2), unsure(.4), "other", "other"},
	} {
		t.Run(name, func(t *testing.T) {
			parser := intent.NewParser(locale.Builtin())
			s := &followup.Searcher{Lib: library{others: tt.others, within: tt.within}, Passages: 3, Detect: text.Detect, Parser: parser}
			got, err := s.Understand(context.Background(), parser.Query(tt.question, text.Detect(tt.question)), "", followup.Background{Shown: tt.shown})
			if err != nil {
				t.Fatal(err)
			}
			if id := got.Answer.Hits[0].Article.ID; id != tt.want {
				t.Errorf("answered from %q, want %q", id, tt.want)
			}
			if tt.want == "shown" && (got.Answer.Outcome == retrieval.Answered || got.On != "shown") {
				t.Errorf("is %q, read as one on %q", got.Answer.Outcome, got.On)
			}
		})
	}
}
