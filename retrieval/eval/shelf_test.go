package eval_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/indextest"
	"articlebot/retrieval/opensearch"
)

// only is a backend that keeps no articles: those stand in memory.
type only struct{ retrieval.Backend }

// TestAnswersAreTheSameFromAnyShelf asks the same of articles in memory and of
// articles elsewhere, which the same index proposes.
func TestAnswersAreTheSameFromAnyShelf(t *testing.T) {
	for name, make := range map[string]func(t *testing.T) retrieval.Backend{
		"a store in memory": func(*testing.T) retrieval.Backend { return indextest.NewStorehouse(bleveindex.Memory{}) },
		"a cluster":         newCluster,
	} {
		t.Run(name, func(t *testing.T) {
			set := ownSet(t)
			near, far := openOn(t, set.Articles, only{make(t)}), openOn(t, set.Articles, make(t))
			if diff := cmp.Diff(near.Articles(), far.Articles()); diff != "" {
				t.Fatalf("lists (-memory +far):\n%s", diff)
			}
			sameArticles(t, near, far)
			for _, q := range otherKinds(set.Questions[0].Text, near.Articles()) {
				sameAnswer(t, near, far, q)
			}
			for i, q := range everyFourth(set.Questions) {
				asked := retrieval.Question{Text: q.Text}
				sameAnswer(t, near, far, asked)
				if i%4 == 0 { // their reasons are long to compare
					sameReasons(t, near, far, asked)
				}
			}
			if err := far.Status().Unreached; err != nil {
				t.Errorf("it was not reached: %v", err)
			}
		})
	}
}

// otherKinds are questions of the kinds that no set has.
func otherKinds(some string, articles []retrieval.Summary) []retrieval.Question {
	list := []retrieval.Question{{Text: ""}, {Text: "xyzzy"}, {Text: "what is new?", Limit: 10}, {Text: "latest news about the road", Limit: 10},
		{Text: "what happened last week in the village"}, {Text: "tin mới nhất về con đường"}, {Text: "news of the last 20 years about school"}}
	for _, a := range articles {
		list = append(list, retrieval.Question{Text: a.Title, Limit: 20}, retrieval.Question{Text: some, Shown: a.ID, Limit: 3},
			retrieval.Question{Text: some, Article: a.ID, Limit: 3}, retrieval.Question{Text: "and where was that?", Shown: a.ID})
	}
	return list
}

func sameArticles(t *testing.T, near, far *engine.Engine) {
	t.Helper()
	for _, s := range near.Articles() {
		want, _ := near.Article(string(s.ID))
		got, ok := far.Article(s.ID.Key())
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); !ok || diff != "" {
			t.Errorf("article %s (-memory +far):\n%s", s.ID, diff)
		}
	}
}

func sameAnswer(t *testing.T, near, far *engine.Engine, q retrieval.Question) {
	t.Helper()
	want, err := near.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	got, err := far.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	when := cmpopts.IgnoreFields(retrieval.Answer{}, "Took", "Generation", "BuiltAt", "ReadAt")
	if diff := cmp.Diff(want, got, when, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%+v (-memory +far):\n%s", q, diff)
	}
	mentions, err := near.Mentions(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	farMentions, err := far.Mentions(t.Context(), q)
	if diff := cmp.Diff(mentions, farMentions, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("articles that mention %q (-memory +far): %v\n%s", q.Text, err, diff)
	}
}

func sameReasons(t *testing.T, near, far *engine.Engine, q retrieval.Question) {
	t.Helper()
	_, want, err := near.Explain(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	_, got, err := far.Explain(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want { // documents are numbered otherwise
		want[i].Ranked.Doc = 0
	}
	for i := range got {
		got[i].Ranked.Doc = 0
	}
	unseen := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".vietnamese" }, cmp.Ignore())
	if diff := cmp.Diff(want, got, unseen, cmpopts.EquateEmpty(), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("reasons of %q (-memory +far):\n%s", q.Text, diff)
	}
}

func openOn(t *testing.T, articles retrieval.Reader, b retrieval.Backend) *engine.Engine {
	t.Helper()
	at := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	e, err := engine.Open(context.Background(), engine.Config{Reader: articles, Backend: b, Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// newCluster is a backend of its own on the node that tests may use.
func newCluster(t *testing.T) retrieval.Backend {
	t.Helper()
	address := os.Getenv("ARTICLEBOT_TEST_OPENSEARCH")
	if address == "" {
		t.Skip("ARTICLEBOT_TEST_OPENSEARCH names no node of OpenSearch or Elasticsearch (.ci/opensearch start prints one)")
	}
	cluster, err := opensearch.New(opensearch.Config{Hosts: []string{address}, Name: fmt.Sprintf("articlebot-test-shelf-%d", time.Now().UnixNano())})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Destroy(); err != nil {
			t.Error(err)
		}
	})
	return cluster
}
