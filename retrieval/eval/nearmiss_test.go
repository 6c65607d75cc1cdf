package eval_test

import (
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
)

// TestANearMissAsksForWhatItsPassageDoesNotHave holds the rule on every question
// about the own articles that something can be exchanged in.
func TestANearMissAsksForWhatItsPassageDoesNotHave(t *testing.T) {
	set := ownSet(t)
	c, err := set.Articles.Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, q := range set.Questions {
		texts[q.ID] = q.Text
	}
	for what, topics := range map[string]bool{"names": false, "words of the topic": true} {
		misses := eval.NearMisses(set.Questions, c.Articles, topics)
		if len(misses) < 20 {
			t.Errorf("%s: %d near misses only", what, len(misses))
		}
		for _, q := range misses {
			was := texts[strings.TrimSuffix(q.ID, "-miss")]
			if !q.Unanswerable || q.Right(q.About) {
				t.Errorf("%s: %q counts as answered", what, q.Text)
			}
			if n := strings.Count(q.Text, q.Exchanged); n != 1 || strings.Contains(was, q.Exchanged) {
				t.Errorf("%s: %q of %q holds %q %d times", what, q.Text, was, q.Exchanged, n)
			}
			if before, after, _ := strings.Cut(q.Text, q.Exchanged); !strings.HasPrefix(was, before) || !strings.HasSuffix(was, after) {
				t.Errorf("%s: %q differs from %q in more than one place", what, q.Text, was)
			}
			for _, part := range strings.Fields(text.Fold(q.Exchanged)) {
				for _, token := range text.Tokens(q.About.Text, text.English) {
					if token.Folded == part {
						t.Errorf("%s: %q asks for %q, which its passage has", what, q.Text, q.Exchanged)
					}
				}
			}
		}
		if d := cmp.Diff(misses, eval.NearMisses(set.Questions, c.Articles, topics)); d != "" {
			t.Errorf("%s: twice is not the same: %s", what, d)
		}
	}
}

func TestNearMissesAreCountedByWhatTheyGet(t *testing.T) {
	miss := func(outcome retrieval.Outcome, missing ...string) eval.Result {
		return eval.Result{Answer: retrieval.Answer{Outcome: outcome, Missing: missing}}
	}
	got := eval.SummariseMisses([]eval.Result{
		miss(retrieval.Answered), miss(retrieval.Unsure, "rubber"), miss(retrieval.None, "rubber"), miss(retrieval.None),
	})
	if d := cmp.Diff(eval.NearMissFigures{Questions: 4, Answered: 0.25, Told: 0.5}, got); d != "" {
		t.Error(d)
	}
}
