package eval_test

import (
	"math"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/eval"
)

func TestLoadReadsBothFormats(t *testing.T) {
	const lines = `{"id":"a","text":"Who?","passage_ids":["p1"],"answers":["x"]}

{"id":"b","kind":"natural","text":"What?","evidence":"two  words","also":["other"],"answerable":true}
{"id":"c","kind":"unanswerable","text":"Why?","answerable":false}`
	got, err := eval.Load(strings.NewReader(lines), "set")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].Passages[0] != "p1" || got[1].Evidence[0] != "two words" || !got[2].Unanswerable {
		t.Errorf("got %+v", got)
	}
	if !got[0].Right(&retrieval.Passage{ArticleID: "p1"}) || got[0].Right(&retrieval.Passage{ArticleID: "p2"}) {
		t.Error("passage ids are not told apart")
	}
	if !got[1].Right(&retrieval.Passage{Text: "these two words"}) {
		t.Error("evidence is not found in a passage")
	}
}

func TestLoadNamesTheBrokenLine(t *testing.T) {
	for in, want := range map[string]string{
		`{"id":"a","text":"x"}`:                  "set:1",
		`{"id":"a"`:                              "set:1",
		"{\"id\":\"a\",\"passage_ids\":[\"p\"]}": "has no text",
		"":                                       "holds no question",
	} {
		if _, err := eval.Load(strings.NewReader(in), "set"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%q) says %v, want %q in it", in, err, want)
		}
	}
}

func TestFiguresCountWhatHappened(t *testing.T) {
	result := func(rank int, outcome retrieval.Outcome, unanswerable bool) eval.Result {
		return eval.Result{Question: eval.Question{Kind: "k", Unanswerable: unanswerable}, Rank: rank, Answer: retrieval.Answer{Outcome: outcome}}
	}
	f := eval.Summarise([]eval.Result{
		result(1, retrieval.Answered, false), result(2, retrieval.Answered, false), result(0, retrieval.None, false), result(5, retrieval.Unsure, false),
		result(0, retrieval.Answered, true), result(0, retrieval.None, true),
	})
	all := f.Kinds[len(f.Kinds)-1]
	if all.Questions != 4 || all.R1 != 0.25 || all.R5 != 0.75 || math.Abs(all.MRR-1.7/4) > 1e-9 {
		t.Errorf("ranking: %+v", all)
	}
	o := f.Outcomes
	if o.Answer != 3 || math.Abs(o.AnswerRight-1.0/3) > 1e-9 || o.Unanswerable != 2 || o.UnanswerableAnswered != 1 {
		t.Errorf("outcomes: %+v", o)
	}
}

func TestFitFindsTheSignalThatTells(t *testing.T) {
	var examples []eval.Example
	for i := range 50 {
		noise := float64(i%7) / 7
		examples = append(examples, eval.Example{
			Signals: [][]float64{{1, noise}, {0, 1 - noise}, {0.2, 0.5}}, Right: []bool{true, false, false}, Weight: 1,
		})
	}
	w := eval.Fit(examples, []string{"tells", "noise"})
	if w["tells"] <= 0 || math.Abs(w["noise"]) > w["tells"]/2 {
		t.Errorf("got %v", w)
	}
}
