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
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestRankingOfTheSeedArticles keeps for every development question the rank
// of the right passage, the outcome and what was marked, and the totals, so
// that a change of ranking is a readable difference.
func TestRankingOfTheSeedArticles(t *testing.T) {
	ctx := context.Background()
	set := ownSet(t)
	engine, err := engine.Open(ctx, engine.Config{Reader: set.Articles, Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close() //nolint:errcheck // nothing is written
	results, err := eval.Run(ctx, engine, set.Questions)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range results {
		fmt.Fprintln(&b, goldenLine(r))
	}
	b.WriteByte('\n')
	if _, err := eval.Summarise(results).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "seeds-dev.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; go test ./retrieval/eval -update writes it", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
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
