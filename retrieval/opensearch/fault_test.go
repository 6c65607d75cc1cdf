package opensearch_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/indextest"
	"articlebot/retrieval/opensearch"
)

// mostLate is the share of searches that may take longer than a person is kept
// waiting, on a machine where three nodes start, index and search at once; the
// engine answers those from memory.
const mostLate = 0.01

// TestANodeIsKilled kills one of three nodes while a generation is built beside
// one that is searched. ".ci/opensearch faults" runs it, for each node in turn.
func TestANodeIsKilled(t *testing.T) {
	nodes, victim := os.Getenv("ARTICLEBOT_TEST_OPENSEARCH_NODES"), os.Getenv("ARTICLEBOT_TEST_OPENSEARCH_VICTIM")
	if nodes == "" || victim == "" {
		t.Skip("there are no three nodes, one to be killed (.ci/opensearch faults starts them)")
	}
	const docs = 12_000
	cfg := opensearch.Config{Hosts: strings.Split(nodes, ","), Name: fmt.Sprintf("articlebot-test-fault-%d", time.Now().UnixNano()), Grace: -1}
	b := backend(t, cfg)
	t.Cleanup(func() { must(t, b.Destroy()) })
	old, _ := build(t, b, "1", nil, numbered(2000, "old"))

	ended := make(chan struct{})
	var searches, failed, different atomic.Int64
	var worst atomic.Int64
	var group sync.WaitGroup
	for n := range 2 {
		group.Go(func() {
			for i := n; ; i += 2 {
				select {
				case <-ended:
					return
				default:
				}
				started := time.Now()
				got, err := old.Search(t.Context(), indextest.Terms(fmt.Sprintf("old w%d", i%2000)), 3)
				if took := int64(time.Since(started)); took > worst.Load() {
					worst.Store(took)
				}
				searches.Add(1)
				switch {
				case err != nil:
					failed.Add(1)
					t.Logf("a search fails: %v", err)
				case len(got) == 0 || got[0] != i%2000:
					different.Add(1)
				}
				time.Sleep(2 * time.Millisecond)
			}
		})
	}

	x, err := b.Begin(t.Context(), "2", &retrieval.Base{Index: old, Moved: allGone(), Docs: docs})
	must(t, err)
	var stall time.Duration
	for i, d := range numbered(docs, "new") {
		if i == docs/4 {
			kill(t, victim)
		}
		started := time.Now()
		must(t, x.Add(t.Context(), []retrieval.IndexDocument{d}))
		stall = max(stall, time.Since(started))
	}
	started := time.Now()
	fresh, err := x.Commit(t.Context())
	must(t, err)
	committed := time.Since(started)
	close(ended)
	group.Wait()
	lost := 0
	for i := 0; i < docs; i += 31 {
		got, err := fresh.Search(t.Context(), indextest.Terms(fmt.Sprintf("new w%d", i)), 1)
		must(t, err)
		if len(got) != 1 || got[0] != i {
			lost++
		}
	}
	must(t, fresh.Close())
	t.Logf("%d searches, %d failed, %d different, the worst took %v; of %d writes the worst batch took %v, the commit %v; of every thirty-first passage %d are lost",
		searches.Load(), failed.Load(), different.Load(), time.Duration(worst.Load()).Round(time.Millisecond), docs, stall.Round(time.Millisecond), committed.Round(time.Millisecond), lost)
	if different.Load() > 0 || lost > 0 {
		t.Error("passages are lost")
	}
	if float64(failed.Load()) > mostLate*float64(searches.Load()) {
		t.Error("a node's death is noticed")
	}
}

// numbered documents can each be found by a word of their own.
func numbered(n int, word string) []retrieval.IndexDocument {
	out := make([]retrieval.IndexDocument, n)
	for i := range out {
		out[i] = indextest.Doc(i, fmt.Sprintf("%s w%d x%d y%d", word, i, i%100, i%7))
	}
	return out
}

func allGone() []int {
	moved := make([]int, 2000)
	for i := range moved {
		moved[i] = -1
	}
	return moved
}

func kill(t *testing.T, victim string) {
	t.Helper()
	pid, err := strconv.Atoi(victim)
	must(t, err)
	p, err := os.FindProcess(pid)
	must(t, err)
	must(t, p.Kill())
}

func TestLettingGoOfGenerationsDoesNotWaitForAClusterThatIsAway(t *testing.T) {
	b := backend(t, opensearch.Config{Hosts: []string{"http://127.0.0.1:1"}})
	started := time.Now()
	if err := b.Retain([]retrieval.Generation{"1"}); err == nil {
		t.Error("nobody is there, and nobody says so")
	}
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
