package eval_test

import (
	"errors"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/eval"
)

func TestFailuresSayWhatWentWrong(t *testing.T) {
	hit := retrieval.Hit{Article: retrieval.Summary{Title: "The fair"}, Passage: retrieval.Passage{Text: strings.Repeat("word ", 60)}}
	result := func(rank int, o retrieval.Outcome, unanswerable bool) eval.Result {
		return eval.Result{Rank: rank, Question: eval.Question{ID: "q", Text: "Who?", Unanswerable: unanswerable},
			Answer: retrieval.Answer{Outcome: o, Confidence: 0.5, Hits: []retrieval.Hit{hit}}}
	}
	unmarked := result(1, retrieval.Answered, false)
	unmarked.Evidenced = true
	marked := unmarked
	marked.Marked = true
	for want, r := range map[string]eval.Result{
		"answered though no article says": result(0, retrieval.Answered, true),
		"not among the first ten":         result(0, retrieval.None, false),
		"right passage at place 3":        result(3, retrieval.Answered, false),
		"right, but not sure":             result(1, retrieval.Unsure, false),
		"another sentence is marked":      unmarked,
	} {
		var b strings.Builder
		if err := eval.WriteFailures(&b, []eval.Result{r}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "q\t"+want+" (") || !strings.Contains(b.String(), "The fair: word") || strings.Count(b.String(), "word") != 24 {
			t.Errorf("%q is told as\n%s", want, b.String())
		}
		if err := eval.WriteFailures(full{}, []eval.Result{r}); !errors.Is(err, errFull) {
			t.Errorf("nobody is told that nothing was written: %v", err)
		}
	}
	var b strings.Builder
	right := []eval.Result{marked, result(1, retrieval.Answered, false), result(0, retrieval.None, true), result(0, retrieval.Unsure, true)}
	if err := eval.WriteFailures(&b, right); err != nil || b.Len() > 0 {
		t.Errorf("of what went right: %q, %v", b.String(), err)
	}
}

// full takes nothing.
type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }
