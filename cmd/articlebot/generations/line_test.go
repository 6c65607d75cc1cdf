package generations_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/cmd/articlebot/generations"
	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// newsroom has the articles of an edition.
type newsroom struct {
	mu      sync.Mutex
	edition string
	reads   int
}

func (n *newsroom) publish(edition string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.edition = edition
}

func (n *newsroom) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.reads++
	c := retrieval.Corpus{Sources: []retrieval.SourceStatus{{Source: "desk", Kind: "jsonl", Articles: articles}}}
	for i := range articles {
		edition := "of always"
		if i < articles/10 {
			edition = n.edition
		}
		c.Articles = append(c.Articles, retrieval.Article{
			ID: retrieval.ArticleID(fmt.Sprintf("a%d", i)), Title: fmt.Sprintf("Farmers of village %d sell their coffee", i), Language: text.English,
			Origin:   retrieval.Origin{File: "desk", Kind: "jsonl"},
			Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: fmt.Sprintf("The coffee harvest of village %d reached %d tonnes in edition %s.", i, 100+i, edition)}},
		})
	}
	return c, nil
}

const articles = 200

// replica is one of the test's.
type replica struct {
	*generations.Line
	engine   *engine.Engine
	news     *newsroom
	switched chan struct{}
	stop     func()
}

// join starts a replica on a folder.
func join(t *testing.T, store shared.Store, id, dir string, n *newsroom) *replica {
	t.Helper()
	e, err := engine.Open(t.Context(), engine.Config{
		Reader: n, Backend: bleveindex.Disk{Dir: filepath.Join(dir, "index")}, Fallback: bleveindex.Memory{}, Archive: archive.Open(filepath.Join(dir, "articles")),
		Keep: 3, Checks: engine.Checks{MinShare: .7},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := &replica{engine: e, news: n, switched: make(chan struct{}, 100)}
	r.Line = &generations.Line{
		Engine: e, Member: &shared.Member{Store: store, ID: id}, Log: slog.New(slog.DiscardHandler), Keep: 3,
		Switched: func() { r.switched <- struct{}{} },
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.Run(ctx)
	}()
	r.stop = sync.OnceFunc(func() {
		cancel()
		<-ended
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(r.stop)
	return r
}

func (r *replica) edition(t *testing.T) string {
	t.Helper()
	a, err := r.engine.Ask(t.Context(), retrieval.Question{Text: "how many tonnes was the coffee harvest of village 3"})
	if err != nil || len(a.Hits) == 0 {
		t.Fatalf("no answer: %v", err)
	}
	_, edition, _ := strings.Cut(a.Hits[0].Passage.Text, "in edition ")
	return strings.TrimSuffix(edition, ".")
}

// within waits until something holds.
func within(t *testing.T, d time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(d); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v it does not hold that %s", d, what)
		}
	}
}

// agree waits until all replicas answer from one generation.
func agree(t *testing.T, all ...*replica) retrieval.Generation {
	t.Helper()
	within(t, 30*time.Second, "all answer from one generation", func() bool {
		for _, r := range all {
			if r.engine.Status().Generation != all[0].engine.Status().Generation {
				return false
			}
		}
		return true
	})
	return all[0].engine.Status().Generation
}

// indexer waits for the one that reads the sources, and returns another one too.
func indexer(t *testing.T, all ...*replica) (it, other *replica) {
	t.Helper()
	within(t, 30*time.Second, "one reads the sources", func() bool {
		for _, r := range all {
			if r.Indexes() {
				it = r
			} else {
				other = r
			}
		}
		return it != nil
	})
	return it, other
}

func stores(t *testing.T) map[string]func(*testing.T) shared.Store {
	t.Helper()
	return map[string]func(*testing.T) shared.Store{
		"memory": func(*testing.T) shared.Store { return shared.NewLocal(nil, nil) },
		"PostgreSQL": func(t *testing.T) shared.Store {
			s, err := postgres.Open(postgres.Config{URL: pgtest.Start(t).Database(t), Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			return s
		},
	}
}

func TestReplicasAnswerFromOneGeneration(t *testing.T) {
	for name, open := range stores(t) {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			news := &newsroom{edition: "one"}
			var all []*replica
			for i := range 3 {
				all = append(all, join(t, store, fmt.Sprintf("replica-%d", i), t.TempDir(), news))
			}
			it, other := indexer(t, all...)
			first := agree(t, all...)

			news.publish("two")
			reads := news.reads
			report, err := other.Reload(t.Context(), retrieval.ReloadOptions{})
			if err != nil || !report.Switched || len(report.Changed) != articles/10 {
				t.Fatalf("reload where the sources are not read: %+v, %v", report.Refused, err)
			}
			if got := other.engine.Status().Generation; got != report.Generation {
				t.Errorf("who asked answers from %s after the report of %s", got, report.Generation)
			}
			second := agree(t, all...)
			if second == first || news.reads != reads+1 {
				t.Errorf("generation %s after %s, with %d reads of the sources", second, first, news.reads-reads)
			}
			for _, r := range all {
				if got := r.edition(t); got != "two" {
					t.Errorf("a replica answers from edition %s", got)
				}
			}

			if _, err := other.Rollback(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := agree(t, all...); got != first {
				t.Errorf("back at %s, want %s", got, first)
			}
			it.stop() // in order: another has the lease at once
			left := slicesWithout(all, it)
			next, _ := indexer(t, left...)
			report, err = next.Reload(t.Context(), retrieval.ReloadOptions{})
			if err != nil || report.Switched || report.Refused == "" {
				t.Errorf("what all went back from came again: %+v, %v", report, err)
			}
			news.publish("three")
			if report, err = next.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || !report.Switched {
				t.Fatalf("reload by the next indexer: %+v, %v", report, err)
			}
			agree(t, left...)

			late := join(t, store, "late", t.TempDir(), &newsroom{edition: "of its own"})
			agree(t, append(left, late)...)
			if got := late.edition(t); got != "three" {
				t.Errorf("one that came late answers from edition %s", got)
			}
		})
	}
}

func slicesWithout(all []*replica, one *replica) (rest []*replica) {
	for _, r := range all {
		if r != one {
			rest = append(rest, r)
		}
	}
	return rest
}

func TestOldGenerationsLeaveTheStore(t *testing.T) {
	store := shared.NewLocal(nil, nil)
	news := &newsroom{edition: "0"}
	r := join(t, store, "only", t.TempDir(), news)
	indexer(t, r)
	for i := range 6 {
		news.publish(fmt.Sprint(i + 1))
		if report, err := r.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || !report.Switched {
			t.Fatalf("reload %d: %+v, %v", i, report, err)
		}
	}
	kept, err := shared.Line{Store: store}.All(t.Context())
	if err != nil || len(kept) != 3 {
		t.Errorf("%d generations are kept: %v", len(kept), err)
	}
	docs, err := store.List(t.Context(), "generation:part", "", "", 1000)
	if err != nil || len(docs) != 3 {
		t.Errorf("%d parts of generations are kept: %v", len(docs), err)
	}
}

func TestNothingIsReloadedWithoutTheStore(t *testing.T) {
	store := &away{Store: shared.NewLocal(nil, nil)}
	r := join(t, store, "first", t.TempDir(), &newsroom{edition: "one"})
	indexer(t, r)
	other := join(t, store, "second", t.TempDir(), &newsroom{edition: "one"})
	agree(t, r, other)
	store.set(true)
	if _, err := other.Reload(t.Context(), retrieval.ReloadOptions{}); !errors.Is(err, shared.ErrUnavailable) {
		t.Errorf("reload: %v, want ErrUnavailable", err)
	}
	if got := other.edition(t); got != "one" {
		t.Errorf("answers from edition %s", got)
	}
}

// away is a store that cannot be written to.
type away struct {
	shared.Store
	mu   sync.Mutex
	away bool
}

func (a *away) set(away bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.away = away
}

func (a *away) Write(ctx context.Context, changes ...shared.Write) ([]int64, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.away {
		return nil, shared.ErrUnavailable
	}
	return a.Store.Write(ctx, changes...)
}
