package eval_test

import (
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

func TestOnlyMeaningLeavesTheModelsAsTheyAre(t *testing.T) {
	m, err := encoder.BuiltIn(encoder.Best)
	if err != nil {
		t.Fatal(err)
	}
	models, err := rank.DefaultModels(m.Fit())
	if err != nil {
		t.Fatal(err)
	}
	was := models.Meaning.Weights["bm25"]
	only := eval.OnlyMeaning(models)
	if w := only.Meaning.Weights; len(w) != 1 || w[rank.PassageCosine] != 1 {
		t.Errorf("weights %v", w)
	}
	if models.Meaning.Weights["bm25"] != was || was == 0 {
		t.Errorf("the models that were given have changed: %v", models.Meaning.Weights)
	}
	if only := eval.OnlyMeaning(rank.Models{Words: models.Words}); only.Meaning != nil {
		t.Error("there is a meaning where none was given")
	}
}

func TestAComparisonIsPrintedSideBySide(t *testing.T) {
	result := func(rank int, outcome retrieval.Outcome, unanswerable bool) eval.Result {
		return eval.Result{Question: eval.Question{Kind: "k", Unanswerable: unanswerable}, Rank: rank, Answer: retrieval.Answer{Outcome: outcome}}
	}
	c := eval.Compare(
		[]eval.Result{result(2, retrieval.Unsure, false), result(0, retrieval.None, true)},
		[]eval.Result{result(5, retrieval.Answered, false), result(0, retrieval.Answered, true)},
		[]eval.Result{result(1, retrieval.Answered, false), result(0, retrieval.Answered, true)},
	)
	var b strings.Builder
	if err := eval.WriteComparison(&b, c); err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, line := range strings.Split(b.String(), "\n") {
		rows = append(rows, strings.Join(strings.Fields(line), " "))
	}
	for _, want := range []string{"k 1 0.000 0.000 1.000 0.500 0.200 1.000", "answer 0 2", "of them right 0.000 0.500", "unsure 1 0", "none 1 0", "answered of 1 without an answer 0 1"} {
		found := false
		for _, row := range rows {
			found = found || row == want
		}
		if !found {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}
