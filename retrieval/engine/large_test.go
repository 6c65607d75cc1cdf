package engine_test

import (
	"context"
	"errors"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank/analysis"
)

// TestMoreThanABoundEndsABuild reads what is more than may be indexed, at first, in a
// reload, and in a restart from what was kept.
func TestMoreThanABoundEndsABuild(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		cfg := func(most analysis.Bounds) engine.Config {
			cfg := p.config(n)
			cfg.Bounds = most
			return cfg
		}
		refused := func(err error, bound string) {
			t.Helper()
			if !errors.Is(err, analysis.ErrFull) || !strings.Contains(err.Error(), bound) {
				t.Errorf("error %v, not one that names %s", err, bound)
			}
		}
		for bound, most := range map[string]analysis.Bounds{
			"more than 3 passages": {Passages: 3}, "more than 50 words in passages": {Words: 50}, "more than 9 different words": {Surfaces: 9},
		} {
			_, err := engine.Open(t.Context(), cfg(most))
			refused(err, bound)
		}
		e, err := engine.Open(t.Context(), cfg(analysis.Bounds{}))
		must(t, err)
		enough := analysis.Bounds{Passages: uint64(e.Status().Counts.Passages)}
		must(t, e.Close())
		e, err = engine.Open(t.Context(), cfg(enough))
		must(t, err)
		n.publish(issue("E2", 11)...)
		_, err = e.Reload(t.Context(), retrieval.ReloadOptions{})
		refused(err, "passages")
		expectEdition(t, e, "E1")
		must(t, e.Close())
		enough.Passages--
		n.publish(issue("E1", 10)...)
		_, err = engine.Open(t.Context(), cfg(enough))
		refused(err, "passages")
	})
}

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
