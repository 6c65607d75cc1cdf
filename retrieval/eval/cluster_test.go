package eval_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/opensearch"
)

// clusterTolerance is how much of R@1 and R@5 an index elsewhere may lose or win:
// it ranks its proposals by another formula.
const clusterTolerance = 0.005

// TestAClusterProposesAsWellAsTheEmbeddedIndex asks the same questions of both,
// of the articles that ship and, where they are there, of a public set in each
// language: both indexes of one take half a minute with the race detector.
func TestAClusterProposesAsWellAsTheEmbeddedIndex(t *testing.T) {
	address := os.Getenv("ARTICLEBOT_TEST_OPENSEARCH")
	if address == "" {
		t.Skip("ARTICLEBOT_TEST_OPENSEARCH names no node of OpenSearch or Elasticsearch (.ci/opensearch start prints one)")
	}
	sets := map[string]func(t testing.TB) eval.Set{"articles that ship": ownSet}
	for _, name := range []string{"squad20", "xquad_vi"} {
		sets[name] = func(t testing.TB) eval.Set { return sharedSet(t, name) }
	}
	for name, set := range sets {
		t.Run(name, func(t *testing.T) {
			s := set(t)
			cluster, err := opensearch.New(opensearch.Config{Hosts: []string{address}, Name: fmt.Sprintf("articlebot-test-eval-%d", time.Now().UnixNano())})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := cluster.Destroy(); err != nil {
					t.Error(err)
				}
			})
			own, far := figuresOn(t, s, bleveindex.Memory{}), figuresOn(t, s, cluster)
			t.Logf("R@1 %.4f embedded, %.4f in a cluster; R@5 %.4f, %.4f", own.R1, far.R1, own.R5, far.R5)
			if math.Abs(own.R1-far.R1) > clusterTolerance || math.Abs(own.R5-far.R5) > clusterTolerance {
				t.Errorf("the difference is more than %v", clusterTolerance)
			}
		})
	}
}

// figuresOn are those of all kinds of questions on one backend.
func figuresOn(t *testing.T, s eval.Set, b retrieval.Backend) eval.KindFigures {
	t.Helper()
	e, err := engine.Open(context.Background(), engine.Config{Reader: s.Articles, Backend: b})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close() //nolint:errcheck // nothing is kept
	results, err := eval.Run(context.Background(), e, everyFourth(s.Questions))
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Status().Unreached; err != nil {
		t.Fatalf("answered from memory: %v", err)
	}
	kinds := eval.Summarise(results).Kinds
	return kinds[len(kinds)-1]
}
