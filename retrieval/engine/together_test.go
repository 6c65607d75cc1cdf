package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// Size of the proof: reloads, half of them of broken or shrunken sources, while
// askers ask without pause.
const (
	reloads = 24
	askers  = 8
)

func TestReloadsDisturbNobody(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		files, goroutines := openFiles(t), runtime.NumGoroutine()
		n := &newsroom{}
		n.publish(issue("E0", 12)...)
		e, err := engine.Open(context.Background(), p.config(n))
		must(t, err)

		var stop atomic.Bool
		var asked atomic.Int64
		var group sync.WaitGroup
		for k := range askers {
			group.Go(func() {
				for !stop.Load() {
					askOnce(t, e, k)
					asked.Add(1)
				}
			})
		}
		switched := 0
		for i := 1; i <= reloads; i++ {
			good := publishSome(n, i)
			r, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
			if good != (err == nil && r.Switched) {
				t.Errorf("reload %d: good %v, report %+v, error %v", i, good, r, err)
			}
			if r.Switched {
				switched++
			}
			for before := asked.Load(); asked.Load() < before+askers; { // let questions see this generation
				runtime.Gosched()
			}
		}
		stop.Store(true)
		group.Wait()
		must(t, e.Close())
		if switched != reloads/2 {
			t.Errorf("%d of %d reloads switched, want half", switched, reloads)
		}
		t.Logf("%d questions during %d reloads", asked.Load(), reloads)
		settled(t, "files", files, func() int { return openFiles(t) })
		settled(t, "goroutines", goroutines, runtime.NumGoroutine)
		if p.dir == "" {
			return
		}
		for pattern, want := range map[string]int{p.index() + "/*": 3, p.index() + "/.*": 0, p.archive() + "/*": 8} {
			if list, err := filepath.Glob(pattern); err != nil || len(list) != want {
				t.Errorf("%s: %v, %v; want %d", pattern, list, err, want)
			}
		}
	})
}

// publishSome publishes a good edition every second time, else something that
// must be refused.
func publishSome(n *newsroom, i int) (good bool) {
	edition := fmt.Sprint("E", i)
	switch i % 8 {
	case 1:
		n.publish(issue(edition, 5)...)
	case 3:
		n.fail(errBroken)
	case 5:
		n.publish(blank(issue(edition, 12))...)
	case 7:
		n.publish(twins(issue(edition, 12))...)
	default:
		n.publish(issue(edition, 12)...)
		return true
	}
	return false
}

// askOnce asks and checks that all of the answer is of one edition and one
// generation.
func askOnce(t *testing.T, e *engine.Engine, k int) {
	crop := crops[k%len(crops)]
	a, err := e.Ask(context.Background(), retrieval.Question{Text: "how many tonnes of " + crop + " did the villages harvest", Limit: 10})
	if err != nil {
		t.Errorf("a question failed: %v", err)
		return
	}
	if len(a.Hits) == 0 || !strings.Contains(a.Hits[0].Passage.Text, crop) {
		t.Errorf("the %s harvest is not found: %d hits", crop, len(a.Hits))
		return
	}
	seen := map[string]bool{}
	for _, h := range a.Hits {
		seen[editionOf(t, h.Passage.Text)] = true
	}
	if len(seen) != 1 {
		t.Errorf("an answer mixes editions %v of generation %s", seen, a.Generation)
	}
}

// settled waits for what closes in the background, then compares.
func settled(t *testing.T, what string, want int, count func() int) {
	t.Helper()
	got := count()
	for deadline := time.Now().Add(10 * time.Second); got > want && time.Now().Before(deadline); got = count() {
		time.Sleep(5 * time.Millisecond)
	}
	if got > want {
		t.Errorf("%d %s were open before and %d after", want, what, got)
	}
}

// openFiles counts this process's open files and mapped index files, 0 where
// the system does not tell.
func openFiles(t *testing.T) int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Log("open files cannot be counted here:", err)
		return 0
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return len(entries)
	}
	return len(entries) + strings.Count(string(maps), ".zap") + strings.Count(string(maps), ".bolt")
}
