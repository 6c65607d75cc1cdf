package eval_test

import (
	"math"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/text"
)

// outcome is the result of a question in a language.
func outcome(lang text.Language, rank int, o retrieval.Outcome, confidence float64, missing ...string) eval.Result {
	return eval.Result{Rank: rank, Answer: retrieval.Answer{Language: lang, Outcome: o, Confidence: confidence, Missing: missing}}
}

func TestCertaintyIsCountedByLanguage(t *testing.T) {
	results := []eval.Result{
		outcome(text.English, 1, retrieval.Answered, 0.95),
		outcome(text.English, 1, retrieval.Answered, 0.85),
		outcome(text.English, 2, retrieval.Answered, 0.85),
		outcome(text.English, 1, retrieval.Unsure, 0.45, "rubber"),
		outcome(text.English, 0, retrieval.None, 0.05, "tea"),
		outcome(text.Vietnamese, 1, retrieval.Answered, 1),
	}
	list := eval.Certainties(results)
	if len(list) != 3 || list[0].Language != text.English || list[1].Language != text.Vietnamese || list[2].Language != "" {
		t.Fatalf("languages of %+v", list)
	}
	// Of three right and two wrong ones: .95 before both, .85 ties with one and is
	// before the other, .45 is before one; 2 + 1.5 + 1 of 6.
	want := eval.Certainty{Language: text.English, Questions: 5, Precision: 2.0 / 3, Coverage: 2.0 / 3, AUROC: 4.5 / 6,
		Calibration: (math.Abs(0.95-1) + math.Abs(1.7-1) + math.Abs(0.45-1) + 0.05) / 5}
	for name, pair := range map[string][2]float64{
		"precision": {list[0].Precision, want.Precision}, "coverage": {list[0].Coverage, want.Coverage},
		"AUROC": {list[0].AUROC, want.AUROC}, "calibration": {list[0].Calibration, want.Calibration},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
		}
	}
	if v := list[1]; v.AUROC != 0 || v.Precision != 1 || v.Calibration != 0 {
		t.Errorf("of one right answer: %+v", v)
	}
	if got := eval.ToldWrongly(results); got != 0.25 {
		t.Errorf("%v of the right ones are told of a missing word, want one of four", got)
	}
}

func TestCertaintyIsPrinted(t *testing.T) {
	var b strings.Builder
	list := eval.Certainties([]eval.Result{outcome(text.English, 1, retrieval.Answered, 1), outcome(text.English, 2, retrieval.Unsure, 0)})
	err := eval.WriteCertainty(&b, list, 0.125, map[string]eval.NearMissFigures{"a name": {Questions: 8, Answered: 0.25, Told: 0.5}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"all       2          1.000      1.000     1.000  0.000", "first passage is right: 0.125", "a name       8          0.250     0.500"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}
