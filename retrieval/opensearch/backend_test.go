package opensearch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/indextest"
	"articlebot/retrieval/opensearch"
)

// clusterVariable names the address of a node for tests.
const clusterVariable = "ARTICLEBOT_TEST_OPENSEARCH"

// cluster is the address of the node that tests may use.
func cluster(t testing.TB) string {
	t.Helper()
	address := os.Getenv(clusterVariable)
	if address == "" {
		t.Skip(clusterVariable + " names no node of OpenSearch or Elasticsearch (.ci/opensearch start prints one)")
	}
	return address
}

var names atomic.Int64

// config is that of a Backend with indexes of its own, which go with the test.
func config(t testing.TB) opensearch.Config {
	t.Helper()
	address := cluster(t)
	name := fmt.Sprintf("articlebot-test-%d-%d-%d", os.Getpid(), time.Now().UnixNano(), names.Add(1))
	t.Cleanup(func() {
		r, err := http.NewRequest(http.MethodDelete, address+"/"+name+","+name+"-generations,"+name+"-vectors?ignore_unavailable=true", nil)
		must(t, err)
		res, err := http.DefaultClient.Do(r)
		must(t, err)
		must(t, res.Body.Close())
	})
	return opensearch.Config{Hosts: []string{address}, Name: name, Grace: -1}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func backend(t testing.TB, cfg opensearch.Config) *opensearch.Backend {
	t.Helper()
	b, err := opensearch.New(cfg)
	must(t, err)
	return b
}

func TestBackend(t *testing.T) {
	var last opensearch.Config
	indextest.Suite{
		New: func(t *testing.T) retrieval.Backend {
			last = config(t)
			return backend(t, last)
		},
		Again:  func(t *testing.T) retrieval.Backend { return backend(t, last) },
		Drifts: true,
	}.Run(t)
}

// documents of a small paper.
func documents(words ...string) []retrieval.IndexDocument {
	var out []retrieval.IndexDocument
	for i, w := range words {
		out = append(out, indextest.Doc(i, w))
	}
	return out
}

// build makes a generation of base and tells how many documents were written.
func build(t *testing.T, b retrieval.Backend, g retrieval.Generation, base *retrieval.Base, docs []retrieval.IndexDocument) (retrieval.Index, int) {
	t.Helper()
	x, err := b.Begin(t.Context(), g, base)
	must(t, err)
	var wanted []retrieval.IndexDocument
	for _, d := range docs {
		if x.Wants(d.Number) {
			wanted = append(wanted, d)
		}
	}
	must(t, x.Add(t.Context(), wanted))
	idx, err := x.Commit(t.Context())
	must(t, err)
	t.Cleanup(func() { _ = idx.Close() })
	return idx, len(wanted)
}

func expect(t *testing.T, idx retrieval.Index, words string, want ...int) {
	t.Helper()
	got, err := idx.Search(t.Context(), indextest.Terms(words), 10)
	must(t, err)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("search %q finds %v, want %v", words, got, want)
	}
}

func TestAReloadWritesOnlyWhatChanged(t *testing.T) {
	b := backend(t, config(t))
	first, n := build(t, b, "1", nil, documents("coffee price", "rice harvest", "road closed"))
	if n != 3 {
		t.Errorf("the first build writes %d documents, want 3", n)
	}
	second, n := build(t, b, "2", &retrieval.Base{Index: first, Moved: []int{1, -1, 2}, Docs: 3}, documents("flood warning", "coffee price", "road closed"))
	if n != 1 {
		t.Errorf("a reload writes %d documents, want 1", n)
	}
	expect(t, second, "coffee flood road", 0, 1, 2)
	expect(t, second, "rice")
	expect(t, first, "rice", 1)
	expect(t, first, "flood")
}

// After a rollback a generation is made of the one before the one that was left:
// what died in that lives, and what was born in it does not.
func TestAGenerationAfterARollbackIsThatOfItsBase(t *testing.T) {
	b := backend(t, config(t))
	first, _ := build(t, b, "1", nil, documents("coffee price", "rice harvest"))
	build(t, b, "2", &retrieval.Base{Index: first, Moved: []int{0, -1}, Docs: 2}, documents("coffee price", "mistake printed"))
	third, n := build(t, b, "3", &retrieval.Base{Index: first, Moved: []int{0, 1}, Docs: 3}, documents("coffee price", "rice harvest", "road closed"))
	if n != 2 {
		t.Errorf("%d documents are written, want 2: the new one, and the one that had died", n)
	}
	expect(t, third, "rice coffee", 0, 1)
	expect(t, third, "mistake")
	must(t, b.Retain([]retrieval.Generation{"3", "1"}))
	expect(t, third, "rice", 1)
	expect(t, first, "rice", 1)
	list, err := b.Generations(t.Context())
	must(t, err)
	if fmt.Sprint(list) != "[3 1]" {
		t.Errorf("there are generations %v, want [3 1]", list)
	}
}

func TestWhoWasOvertakenCannotCommit(t *testing.T) {
	cfg := config(t)
	token := int64(7)
	cfg.Lease = func() (opensearch.Lease, bool) { return opensearch.Lease{Token: token, Of: "replicas"}, true }
	b := backend(t, cfg)
	old, err := b.Begin(t.Context(), "1", nil)
	must(t, err)
	must(t, old.Add(t.Context(), documents("from the frozen one")))
	token = 8
	fresh, _ := build(t, b, "2", nil, documents("from the new one"))
	if _, err := old.Commit(t.Context()); !errors.Is(err, opensearch.ErrFenced) {
		t.Errorf("commit of the one overtaken: %v, want ErrFenced", err)
	}
	must(t, old.Abort())
	expect(t, fresh, "frozen")
	expect(t, fresh, "new", 0)
	token = 7
	if _, err := b.Begin(t.Context(), "3", nil); !errors.Is(err, opensearch.ErrFenced) {
		t.Errorf("begin with an old token: %v, want ErrFenced", err)
	}
}

// Of several replicas only the one with the lease writes, lets go and removes; what
// the others need stays.
func TestOnlyWhoHasTheLeaseWritesAndRemoves(t *testing.T) {
	cfg := config(t)
	held, needed := true, []retrieval.Generation(nil)
	lease := opensearch.Lease{Token: 3, Of: "replicas"}
	cfg.Lease = func() (opensearch.Lease, bool) { return lease, held }
	cfg.Needed = func(context.Context) ([]retrieval.Generation, error) { return needed, nil }
	b := backend(t, cfg)
	first, _ := build(t, b, "1", nil, documents("coffee price", "rice harvest"))
	second, _ := build(t, b, "2", &retrieval.Base{Index: first, Moved: []int{0, -1}, Docs: 1}, documents("coffee price"))
	must(t, first.Close())

	held = false
	if _, err := b.Begin(t.Context(), "3", nil); !errors.Is(err, retrieval.ErrNotBuilder) {
		t.Errorf("begin without the lease: %v", err)
	}
	must(t, b.Retain([]retrieval.Generation{"2"}))
	list, err := b.Generations(t.Context())
	must(t, err)
	if fmt.Sprint(list) != "[2 1]" {
		t.Errorf("without the lease generations are let go of: there are %v, want [2 1]", list)
	}
	held, needed = true, []retrieval.Generation{"1"}
	must(t, b.Retain([]retrieval.Generation{"2"}))
	again, err := backend(t, cfg).Open(t.Context(), "1")
	must(t, err)
	expect(t, again, "rice", 1)
	must(t, again.Close())
	needed = nil
	must(t, b.Retain([]retrieval.Generation{"2"}))
	if _, err := b.Open(t.Context(), "1"); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("open what nobody needs: %v", err)
	}
	expect(t, second, "coffee", 0)

	x, err := b.Begin(t.Context(), "4", nil)
	must(t, err)
	must(t, x.Add(t.Context(), documents("written too late")))
	held = false
	if _, err := x.Commit(t.Context()); !errors.Is(err, retrieval.ErrNotBuilder) {
		t.Errorf("commit after the end of the lease: %v", err)
	}
	must(t, x.Abort())
	held, lease = true, opensearch.Lease{Token: 4, Of: "replicas on another database"}
	if _, err := b.Begin(t.Context(), "5", nil); !errors.Is(err, opensearch.ErrOwned) {
		t.Errorf("begin in the index of replicas on another database: %v", err)
	}
}

// What one who was overtaken wrote after a generation was whole makes that no less
// sound.
func TestWhatIsWrittenTooLateIsNoPassage(t *testing.T) {
	cfg := config(t)
	token := int64(1)
	cfg.Lease = func() (opensearch.Lease, bool) { return opensearch.Lease{Token: token, Of: "replicas"}, true }
	b := backend(t, cfg)
	build(t, b, "2", nil, documents("coffee price", "rice harvest"))
	r, err := http.NewRequest(http.MethodPut, cfg.Hosts[0]+"/"+cfg.Name+"/_doc/1.7?refresh=true", strings.NewReader(`{"born":1,"died":4611686018427387904,"n":7,"terms":"coffee late"}`))
	must(t, err)
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("it is not written: %s", res.Status)
	}
	again, err := backend(t, cfg).Open(t.Context(), "2")
	must(t, err)
	defer again.Close() //nolint:errcheck // it is only read
	expect(t, again, "coffee late", 0)
}

func TestOneDataDirectoryLeavesAnothersIndexAlone(t *testing.T) {
	cfg := config(t)
	cfg.Owner = "a"
	first, _ := build(t, backend(t, cfg), "1", nil, documents("coffee price"))
	must(t, first.Close())
	cfg.Owner = "b"
	other := backend(t, cfg)
	if _, err := other.Begin(t.Context(), "2", nil); !errors.Is(err, opensearch.ErrOwned) {
		t.Errorf("begin in another's index: %v", err)
	}
	if err := other.Retain([]retrieval.Generation{"2"}); !errors.Is(err, opensearch.ErrOwned) {
		t.Errorf("sweep another's index: %v", err)
	}
	cfg.Owner = "a"
	again, err := backend(t, cfg).Open(t.Context(), "1")
	must(t, err)
	defer again.Close() //nolint:errcheck // it is only read
	expect(t, again, "coffee", 0)
}

// What a process that died left must not be found by later generations.
func TestAnUnfinishedBuildIsNeverFound(t *testing.T) {
	cfg := config(t)
	b := backend(t, cfg)
	first, _ := build(t, b, "1", nil, documents("coffee price"))
	left, err := b.Begin(t.Context(), "2", &retrieval.Base{Index: first, Moved: []int{0}, Docs: 1101})
	must(t, err)
	for i := range 1100 { // more than a batch, so that some are there
		must(t, left.Add(t.Context(), []retrieval.IndexDocument{indextest.Doc(i+1, "coffee left")}))
	}
	third, n := build(t, b, "3", &retrieval.Base{Index: first, Moved: []int{0}, Docs: 1}, documents("coffee price"))
	if n != 0 {
		t.Errorf("%d documents are written, want 0", n)
	}
	expect(t, third, "coffee left", 0)
	again := backend(t, cfg)
	must(t, again.Retain([]retrieval.Generation{"3"}))
	if _, err := again.Open(t.Context(), "2"); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("open what was never committed: %v", err)
	}
	expect(t, third, "coffee left", 0)
}

func TestALostPassageMakesAGenerationUnsound(t *testing.T) {
	cfg := config(t)
	b := backend(t, cfg)
	build(t, b, "1", nil, documents("coffee price", "rice harvest"))
	r, err := http.NewRequest(http.MethodDelete, cfg.Hosts[0]+"/"+cfg.Name+"/_doc/2.1?refresh=true", nil)
	must(t, err)
	res, err := http.DefaultClient.Do(r)
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != http.StatusOK {
		t.Fatalf("the passage is not there to be lost: %s", res.Status)
	}
	if _, err := b.Open(t.Context(), "1"); !errors.Is(err, retrieval.ErrNoGeneration) || !strings.Contains(err.Error(), "1 passages of 2") {
		t.Errorf("open a generation that lost a passage: %v", err)
	}
}

func TestAnotherOnesIndexIsLeftAlone(t *testing.T) {
	cfg := config(t)
	r, err := http.NewRequest(http.MethodPut, cfg.Hosts[0]+"/"+cfg.Name, nil)
	must(t, err)
	res, err := http.DefaultClient.Do(r)
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != http.StatusOK {
		t.Fatalf("the index is not made: %s", res.Status)
	}
	_, err = backend(t, cfg).Begin(t.Context(), "1", nil)
	if err == nil || !strings.Contains(err.Error(), "choose another name") {
		t.Errorf("begin in another's index: %v", err)
	}
}
