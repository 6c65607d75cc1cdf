package eval_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"
	"articlebot/seeds"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestRankingOfTheSeedArticles keeps for every development question the rank
// of the right passage, the outcome and what was marked, and the totals, so
// that a change of ranking is a readable difference.
func TestRankingOfTheSeedArticles(t *testing.T) {
	golden(t, "seeds-dev.golden", lines(t, nil))
}

// TestRankingByMeaningOfTheSeedArticles is the same with the built-in encoder.
func TestRankingByMeaningOfTheSeedArticles(t *testing.T) {
	golden(t, meaningGolden, lines(t, byInstructions(t, encoder.Best)))
}

const meaningGolden = "seeds-dev-meaning.golden"

// TestTheRankingByMeaningIsTheSameOnEveryProcessor asks some of the questions by
// every kind of instructions there is: vectors differ in their last digits, and
// nothing that is kept here does.
func TestTheRankingByMeaningIsTheSameOnEveryProcessor(t *testing.T) {
	kept, err := os.ReadFile(filepath.Join("testdata", meaningGolden))
	if err != nil {
		t.Fatal(err)
	}
	for _, use := range encoder.Supported() {
		t.Run(use.String(), func(t *testing.T) {
			for _, r := range asks(t, byInstructions(t, use), 19) {
				if line := goldenLine(r); !strings.Contains(string(kept), line+"\n") {
					t.Errorf("it is another: %s", line)
				}
			}
		})
	}
}

// byInstructions is the built-in encoder, with the vectors that ship.
func byInstructions(t *testing.T, use encoder.Instructions) *engine.Meaning {
	t.Helper()
	m, err := encoder.BuiltIn(use)
	if err != nil {
		t.Fatal(err)
	}
	return &engine.Meaning{Encoder: m, Vectors: vectors.NewMaker(vectors.Config{Encoder: m, Base: []byte(seeds.Vectors)})}
}

// asks puts every so many-th development question.
func asks(t *testing.T, meaning *engine.Meaning, every int) []eval.Result {
	t.Helper()
	set := ownSet(t)
	var some []eval.Question
	for i := 0; i < len(set.Questions); i += every {
		some = append(some, set.Questions[i])
	}
	e, err := engine.Open(t.Context(), engine.Config{Reader: set.Articles, Backend: bleveindex.Memory{}, Meaning: meaning})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close() //nolint:errcheck // nothing is written
	results, err := eval.Run(t.Context(), e, some)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// lines are what the development questions get, and their totals.
func lines(t *testing.T, meaning *engine.Meaning) string {
	t.Helper()
	results := asks(t, meaning, 1)
	var b strings.Builder
	for _, r := range results {
		fmt.Fprintln(&b, goldenLine(r))
	}
	b.WriteByte('\n')
	if _, err := eval.Summarise(results).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./retrieval/eval -update writes it", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the ranking changed; if it is meant, go test ./retrieval/eval -update\n%s", diff)
	}
}

// goldenLine is "rank outcome mark question → what comes first": rank "-" for
// none in ten, mark "*" where the marked sentence holds the evidence.
func goldenLine(r eval.Result) string {
	rank := "-"
	if r.Rank > 0 {
		rank = fmt.Sprint(r.Rank)
	}
	mark := " "
	if r.Marked {
		mark = "*"
	}
	first := "nothing"
	if len(r.Answer.Hits) > 0 {
		h := r.Answer.Hits[0]
		first = shorten(h.Passage.Text[h.Sentence.Start:h.Sentence.End])
	}
	return fmt.Sprintf("%s %-2s %-6s%s %s → %s", r.Question.ID, rank, r.Answer.Outcome, mark, r.Question.Text, first)
}

// shorten keeps the first words of a sentence.
func shorten(s string) string {
	words := strings.Fields(s)
	if len(words) <= 10 {
		return s
	}
	return strings.Join(words[:10], " ") + " …"
}

// TestQuestionSets holds the figures that a reader of the project can expect
// on public sets, from every fourth question; it skips where they are absent.
func TestQuestionSets(t *testing.T) {
	least := map[string]float64{"squad11": 0.82, "squad20": 0.82, "xquad_en": 0.91, "xquad_vi": 0.90}
	for name, want := range least {
		t.Run(name, func(t *testing.T) {
			set := sharedSet(t, name)
			ctx := context.Background()
			engine, err := engine.Open(ctx, engine.Config{Reader: set.Articles, Backend: bleveindex.Memory{}})
			if err != nil {
				t.Fatal(err)
			}
			defer engine.Close() //nolint:errcheck // nothing is written
			results, err := eval.Run(ctx, engine, everyFourth(set.Questions))
			if err != nil {
				t.Fatal(err)
			}
			kinds := eval.Summarise(results).Kinds
			if got := kinds[len(kinds)-1]; got.R1 < want {
				t.Errorf("R@1 is %.3f, want at least %.3f", got.R1, want)
			}
		})
	}
}

func everyFourth(all []eval.Question) []eval.Question {
	var out []eval.Question
	for i := 0; i < len(all); i += 4 {
		out = append(out, all[i])
	}
	return out
}
