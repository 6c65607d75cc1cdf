package engine_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/opensearch"
)

// elsewhere is a backend whose indexes are far away and can go silent.
type elsewhere struct {
	retrieval.Backend
	silent   atomic.Bool
	searches atomic.Int64
}

type farBuild struct {
	retrieval.Build
	to *elsewhere
}

type farIndex struct {
	retrieval.Index
	to *elsewhere
}

func (b *elsewhere) Begin(ctx context.Context, g retrieval.Generation, _ *retrieval.Base) (retrieval.Build, error) {
	x, err := b.Backend.Begin(ctx, g, nil)
	return farBuild{x, b}, err
}

func (b farBuild) Commit(ctx context.Context) (retrieval.Index, error) {
	x, err := b.Build.Commit(ctx)
	return farIndex{x, b.to}, err
}

func (x farIndex) Proposals() int { return 128 }

func (x farIndex) Search(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]int, error) {
	x.to.searches.Add(1)
	if x.to.silent.Load() {
		return nil, errors.New("nobody is there")
	}
	return x.Index.Search(ctx, terms, limit)
}

func TestPeopleAreAnsweredFromMemoryWhileTheClusterIsAway(t *testing.T) {
	t.Parallel()
	n := &newsroom{}
	n.publish(issue("E1", 6)...)
	far := &elsewhere{Backend: bleveindex.Memory{}}
	cfg := place{}.config(n)
	cfg.Backend = far
	e := open(t, cfg)
	near := place{}.open(t, n)
	same := func() {
		t.Helper()
		for _, crop := range crops[:6] {
			q := retrieval.Question{Text: "which village had the " + crop + " harvest", Limit: 5}
			got, err := e.Ask(t.Context(), q)
			must(t, err)
			want, err := near.Ask(t.Context(), q)
			must(t, err)
			if g, w := fmt.Sprint(got.Outcome, got.Hits[0].Passage), fmt.Sprint(want.Outcome, want.Hits[0].Passage); g != w {
				t.Errorf("%s: got %s\nwant %s", q.Text, g, w)
			}
		}
	}
	same()
	if e.Status().Unreached != nil || far.searches.Load() == 0 {
		t.Fatalf("unreached: %v after %d searches", e.Status().Unreached, far.searches.Load())
	}
	far.silent.Store(true)
	before := far.searches.Load()
	same()
	if e.Status().Unreached == nil {
		t.Error("the status does not say that the cluster is away")
	}
	if waited := far.searches.Load() - before; waited > 1 {
		t.Errorf("%d questions waited for a cluster that is away, want 1", waited)
	}
	far.silent.Store(false)
	for deadline := time.Now().Add(20 * time.Second); e.Status().Unreached != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nobody noticed that the cluster is back")
		}
	}
	same()
}

// inCluster is a place whose indexes are on the node that tests may use.
func inCluster(t testing.TB, p place, n *newsroom) func() engine.Config {
	address := os.Getenv("ARTICLEBOT_TEST_OPENSEARCH")
	if address == "" {
		t.Skip("ARTICLEBOT_TEST_OPENSEARCH names no node of OpenSearch or Elasticsearch (.ci/opensearch start prints one)")
	}
	oc := opensearch.Config{Hosts: []string{address}, Name: fmt.Sprintf("articlebot-test-engine-%d", time.Now().UnixNano()), Grace: -1}
	cleaner, err := opensearch.New(oc)
	must(t, err)
	t.Cleanup(func() { must(t, cleaner.Destroy()) })
	return func() engine.Config {
		cfg := p.config(n)
		b, err := opensearch.New(oc)
		must(t, err)
		cfg.Backend = b
		return cfg
	}
}

// A day with a cluster: a reload, a rollback, a reload after it, a restart, and a
// restart after the cluster lost everything.
func TestTheEngineStandsOnACluster(t *testing.T) {
	n := &newsroom{}
	p := onDisk(t)
	config := inCluster(t, p, n)
	n.publish(issue("E1", 6)...)
	e, err := engine.Open(t.Context(), config())
	must(t, err)
	expectEdition := func(want string) {
		t.Helper()
		if got := edition(t, e); got != want {
			t.Fatalf("people read edition %s, want %s", got, want)
		}
		if err := e.Status().Unreached; err != nil {
			t.Fatalf("the cluster is not reached: %v", err)
		}
	}
	expectEdition("E1")
	n.publish(append(issue("E2", 1), issue("E1", 6)[1:]...)...)
	reload := func() {
		t.Helper()
		r, err := e.Reload(t.Context(), retrieval.ReloadOptions{})
		must(t, err)
		if !r.Switched {
			t.Fatalf("the reload is refused: %s", r.Refused)
		}
	}
	reload()
	expectEdition("E2")
	_, err = e.Rollback(t.Context())
	must(t, err)
	expectEdition("E1")
	n.publish(append(issue("E3", 2), issue("E1", 6)[2:]...)...)
	reload()
	expectEdition("E3")
	must(t, e.Close())

	e, err = engine.Open(t.Context(), config())
	must(t, err)
	if how := e.Status().Opened.How; how != retrieval.Restored {
		t.Errorf("a restart opens by %s (%s), want %s", how, e.Status().Opened.Why, retrieval.Restored)
	}
	expectEdition("E3")
	must(t, e.Close())

	b, ok := config().Backend.(*opensearch.Backend)
	if !ok {
		t.Fatal("no backend in a cluster")
	}
	must(t, b.Destroy())
	e, err = engine.Open(t.Context(), config())
	must(t, err)
	if how := e.Status().Opened.How; how != retrieval.Reindexed {
		t.Errorf("after a loss it opens by %s (%s), want %s", how, e.Status().Opened.Why, retrieval.Reindexed)
	}
	expectEdition("E3")
	must(t, e.Close())
}

// Where no cluster answers at the start, people are answered from memory.
func TestAStartWithoutTheClusterAnswersFromMemory(t *testing.T) {
	t.Parallel()
	n := &newsroom{}
	n.publish(issue("E1", 6)...)
	b, err := opensearch.New(opensearch.Config{Hosts: []string{"http://127.0.0.1:1"}})
	must(t, err)
	cfg := onDisk(t).config(n)
	cfg.Backend = b
	e := open(t, cfg)
	if got := edition(t, e); got != "E1" {
		t.Errorf("people read edition %q", got)
	}
	if e.Status().Kept {
		t.Error("the index is said to be kept")
	}
}
