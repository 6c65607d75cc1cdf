package engine_test

import (
	"context"
	"runtime/metrics"
	"strconv"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
)

// TestALargeBuildMakesLittleGarbage asks how much garbage the collector lets pile up
// while passages are indexed, and afterwards.
func TestALargeBuildMakesLittleGarbage(t *testing.T) {
	allowed := func() uint64 {
		s := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	usual := allowed()
	if usual < 100 {
		t.Skipf("GOGC is %d", usual)
	}
	for passages, most := range map[int]uint64{20_000: 50, 100: usual} {
		n := &newsroom{articles: []retrieval.Article{{ID: "rice", Title: "Rice", Passages: make([]retrieval.Passage, passages)}}}
		for i := range n.articles[0].Passages {
			n.articles[0].Passages[i] = retrieval.Passage{Kind: retrieval.Body, Text: "Rice " + strconv.Itoa(i) + "."}
		}
		seen := map[uint64]bool{}
		e, err := engine.Open(t.Context(), engine.Config{
			Reader: n, Backend: bleveindex.Memory{}, Progress: func(p retrieval.Progress) { seen[allowed()] = seen[allowed()] || p.Stage == "indexing" },
		})
		if err != nil {
			t.Fatal(err)
		}
		if !seen[most] {
			t.Errorf("%d passages are built at %v percent, not at %d", passages, seen, most)
		}
		if got := allowed(); got != usual {
			t.Errorf("%d passages: %d percent afterwards, not %d", passages, got, usual)
		}
		if _, err := e.Reload(context.Background(), retrieval.ReloadOptions{Force: true}); err != nil {
			t.Error(err)
		}
		if got := allowed(); got != usual {
			t.Errorf("%d passages: %d percent after a reload, not %d", passages, got, usual)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
}
