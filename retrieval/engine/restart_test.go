package engine_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/engine"
)

// editions opens an engine on disk and lets it go through editions.
func editions(t *testing.T, p place, n *newsroom, names ...string) *engine.Engine {
	t.Helper()
	n.publish(issue(names[0], 6)...)
	e := p.open(t, n)
	for _, name := range names[1:] {
		n.publish(issue(name, 6)...)
		if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched {
			t.Fatalf("edition %s is not taken: %+v", name, r)
		}
	}
	return e
}

func TestARestartAnswersWithoutReadingTheSources(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	n.publish(issue("E1", 6)...)
	n.articles[2].Published = time.Date(2026, 1, 5, 8, 30, 0, 0, time.FixedZone("", 7*3600))
	n.articles[2].AlsoIn = []retrieval.Summary{{ID: "reprint", Title: "The same again"}}
	e := p.open(t, n)
	want := e.Status()
	article, _ := e.Article("a2")
	must(t, e.Close())

	n.fail(errBroken)
	e = p.open(t, n)
	got := e.Status()
	if n.reads != 1 || got.Opened.How != retrieval.Restored || got.Generation != want.Generation || got.Counts != want.Counts ||
		!got.BuiltAt.Equal(want.BuiltAt) || !got.Newest.Equal(want.Newest) || len(got.Sources) != 1 || !got.Kept {
		t.Errorf("%d reads, status %+v, want %+v", n.reads, got, want)
	}
	if edition(t, e) != "E1" {
		t.Errorf("edition %s", edition(t, e))
	}
	again, ok := e.Article("a2")
	if !ok || fmt.Sprintf("%+v", again.Passages) != fmt.Sprintf("%+v", article.Passages) || len(again.AlsoIn) != 1 || !again.Published.Equal(article.Published) {
		t.Errorf("article %+v, want %+v", again, article)
	}
	n.publish(n.articles...)
	if r := reload(t, e, retrieval.ReloadOptions{}); r.Switched || len(r.Changed) > 0 {
		t.Errorf("a restart makes the same articles look changed: %+v", r)
	}
}

func TestARestartAfterARollbackStaysThere(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	e := editions(t, p, n, "E1", "E2")
	_, err := e.Rollback(context.Background())
	must(t, err)
	must(t, e.Close())
	e = p.open(t, n)
	if edition(t, e) != "E1" {
		t.Errorf("edition %s", edition(t, e))
	}
	if r := reload(t, e, retrieval.ReloadOptions{}); r.Switched || !strings.Contains(r.Refused, "rolled back") {
		t.Errorf("after a restart the rollback is forgotten: %+v", r)
	}
}

func TestOtherSourcesAreReadAnew(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	must(t, editions(t, p, n, "E1").Close())
	n.publish(issue("E2", 2)...)
	cfg := p.config(n)
	cfg.SourceKey = "other"
	e := open(t, cfg)
	if s := e.Status(); s.Opened.How != retrieval.Built || edition(t, e) != "E2" || len(s.Previous) != 0 {
		t.Errorf("edition %s, status %+v", edition(t, e), s)
	}
}

func TestOldGenerationsAreRemovedByCount(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	e := editions(t, p, n, "E1", "E2", "E3", "E4", "E5", "E6")
	if got := e.Status().Previous; len(got) != 2 {
		t.Errorf("previous %v, want 2 of them", got)
	}
	for pattern, want := range map[string]int{p.index() + "/*": 3, p.index() + "/.*": 0, p.archive() + "/*.articles": 3, p.archive() + "/.new-*": 0} {
		if got, err := filepath.Glob(pattern); err != nil || len(got) != want {
			t.Errorf("%s: %v, %v; want %d", pattern, got, err, want)
		}
	}
	for _, want := range []string{"E5", "E4"} {
		_, err := e.Rollback(context.Background())
		must(t, err)
		if got := edition(t, e); got != want {
			t.Errorf("back to %s, want %s", got, want)
		}
	}
	if _, err := e.Rollback(context.Background()); !errors.Is(err, retrieval.ErrNoPrevious) {
		t.Errorf("back from the last: %v", err)
	}
}

// newest returns the path of the newest of the files that match, oldest of the
// one before.
func matching(t *testing.T, pattern string) (newest, before string) {
	t.Helper()
	list, err := filepath.Glob(pattern)
	must(t, err)
	if len(list) < 2 {
		t.Fatalf("%s: %v", pattern, list)
	}
	return list[len(list)-1], list[len(list)-2]
}

func garble(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	data[len(data)/2] ^= 0xff
	must(t, os.WriteFile(path, data, 0o600))
}

func TestAnIndexOfAnotherVersionIsMadeAgain(t *testing.T) {
	p := place{dir: t.TempDir()}
	n := &newsroom{}
	n.publish(issue("E1", 10)...)
	e := p.open(t, n)
	g := e.Status().Generation
	must(t, e.Close())
	d := archive.Open(p.archive())
	r, err := d.Load(t.Context(), g)
	must(t, err)
	r.Terms++ // as if words had been cut otherwise
	r.Forward = nil
	must(t, d.Save(t.Context(), r))
	must(t, d.Close())
	e = p.open(t, n)
	s := e.Status()
	if s.Opened.How != retrieval.Updated || s.Opened.Why != "" || n.reads != 1 || edition(t, e) != "E1" {
		t.Errorf("opened %+v, edition %s after %d reads", s.Opened, edition(t, e), n.reads)
	}
}

func TestDamageIsSurvivedAndSaid(t *testing.T) {
	zap := "/part-0/*.zap"
	for name, c := range map[string]struct {
		damage  func(t *testing.T, p place)
		how     retrieval.Start
		edition string
	}{
		"the live index is garbled": {func(t *testing.T, p place) { f, _ := matching(t, p.index()+"/*"+zap); garble(t, f) }, retrieval.Reindexed, "E3"},
		"the live index is gone":    {func(t *testing.T, p place) { f, _ := matching(t, p.index()+"/*"); must(t, os.RemoveAll(f)) }, retrieval.Reindexed, "E3"},
		"all indexes are gone":      {func(t *testing.T, p place) { must(t, os.RemoveAll(p.index())) }, retrieval.Reindexed, "E3"},
		"the live articles are garbled": {
			func(t *testing.T, p place) { f, _ := matching(t, p.archive()+"/*.articles"); garble(t, f) }, retrieval.FellBack, "E2",
		},
		"the live articles are truncated": {
			func(t *testing.T, p place) {
				f, _ := matching(t, p.archive()+"/*.articles")
				must(t, os.Truncate(f, 100))
			}, retrieval.FellBack, "E2",
		},
		"the live articles are gone, the index before is garbled": {func(t *testing.T, p place) {
			f, _ := matching(t, p.archive()+"/*.articles")
			must(t, os.Remove(f))
			_, f = matching(t, p.index()+"/*"+zap)
			garble(t, f)
		}, retrieval.FellBack, "E2"},
		"the line is garbled": {func(t *testing.T, p place) { garble(t, p.archive()+"/line.json") }, retrieval.Restored, "E3"},
		"the line is empty":   {func(t *testing.T, p place) { must(t, os.Truncate(p.archive()+"/line.json", 0)) }, retrieval.Restored, "E3"},
		"the line is gone":    {func(t *testing.T, p place) { must(t, os.Remove(p.archive()+"/line.json")) }, retrieval.Restored, "E3"},
		"all articles are gone": {func(t *testing.T, p place) {
			list, err := filepath.Glob(p.archive() + "/*.articles")
			must(t, err)
			for _, f := range list {
				must(t, os.Remove(f))
			}
		}, retrieval.Built, "E4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, n := onDisk(t), &newsroom{}
			must(t, editions(t, p, n, "E1", "E2", "E3").Close())
			c.damage(t, p)
			n.publish(issue("E4", 6)...)
			for _, turn := range []string{"first", "second"} {
				e := p.open(t, n)
				s := e.Status()
				if edition(t, e) != c.edition || !s.Kept {
					t.Errorf("%s restart: edition %s, want %s; status %+v", turn, edition(t, e), c.edition, s)
				}
				if turn == "first" && s.Opened.How != c.how || turn == "second" && s.Opened.How != retrieval.Restored {
					t.Errorf("%s restart: %+v, want %s", turn, s.Opened, c.how)
				}
				if (s.Opened.How == retrieval.Restored) != (s.Opened.Why == "") {
					t.Errorf("%s restart does not say why: %+v", turn, s.Opened)
				}
				must(t, e.Close())
			}
		})
	}
}

func TestTheSecondProcessFollowsAndTakesOver(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	first := editions(t, p, n, "E1")
	second := p.open(t, n)
	if s := second.Status(); s.Opened.How != retrieval.Restored || !strings.Contains(s.Opened.Why, engine.ErrLocked.Error()) || len(s.Previous) > 0 {
		t.Errorf("status of the second: %+v", s)
	}
	n.publish(issue("E2", 6)...)
	if r := reload(t, second, retrieval.ReloadOptions{}); r.Switched {
		t.Errorf("the second made a generation of its own: %+v", r)
	}
	reload(t, first, retrieval.ReloadOptions{})
	if r := reload(t, second, retrieval.ReloadOptions{}); !r.Switched || edition(t, second) != "E2" || r.Generation != first.Status().Generation {
		t.Errorf("the second does not follow: %+v", r)
	}
	if _, err := second.Rollback(context.Background()); !errors.Is(err, engine.ErrLocked) {
		t.Errorf("the second rolls back: %v", err)
	}
	n.publish(issue("E3", 6)...)
	reload(t, first, retrieval.ReloadOptions{})
	must(t, first.Close())
	n.publish(issue("E4", 6)...)
	if r := reload(t, second, retrieval.ReloadOptions{}); !r.Switched || edition(t, second) != "E4" || !second.Status().Kept {
		t.Errorf("the second does not take over: %+v", r)
	}
	_, err := second.Rollback(context.Background())
	must(t, err)
	if got := edition(t, second); got != "E3" {
		t.Errorf("back to %s, want E3, which the first made", got)
	}
}

func TestADirectoryThatCannotBeWrittenIsRead(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	must(t, editions(t, p, n, "E1", "E2").Close())
	lock := filepath.Join(p.archive(), "lock")
	must(t, os.Remove(lock))
	must(t, os.Mkdir(lock, 0o700)) // tests may run as root, whom no permission stops
	e := p.open(t, n)
	if s := e.Status(); s.Opened.How != retrieval.Restored || !strings.Contains(s.Opened.Why, "nothing can be kept") || edition(t, e) != "E2" {
		t.Errorf("edition %s, status %+v", edition(t, e), s)
	}
	n.publish(issue("E3", 6)...)
	if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched || edition(t, e) != "E3" || e.Status().Kept {
		t.Errorf("the reload in memory: %+v", r)
	}
	_, err := e.Rollback(context.Background())
	must(t, err)
	if got := edition(t, e); got != "E2" {
		t.Errorf("back to %s", got)
	}
}

func TestAnImpossibleDirectoryIsAnsweredFromMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	n := &newsroom{}
	n.publish(issue("E1", 6)...)
	e := place{filepath.Join(file, "data")}.open(t, n)
	if s := e.Status(); s.Opened.How != retrieval.Built || s.Opened.Why == "" || s.Kept || edition(t, e) != "E1" {
		t.Errorf("status %+v", s)
	}
}

func TestGenerationsAreInOrderWhateverTheClockDoes(t *testing.T) {
	p, n := onDisk(t), &newsroom{}
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	for i, jump := range []time.Duration{0, 0, -365 * 24 * time.Hour, time.Hour, -time.Nanosecond, 0, -50 * 365 * 24 * time.Hour, -1 << 62} {
		now = now.Add(jump)
		n.publish(issue(fmt.Sprint("E", i), 6)...)
		cfg := p.config(n)
		cfg.Now = func() time.Time { return now }
		e := open(t, cfg)
		if i > 0 {
			reload(t, e, retrieval.ReloadOptions{})
		}
		if got, want := edition(t, e), fmt.Sprint("E", i); got != want {
			t.Errorf("jump %d: edition %s, want %s", i, got, want)
		}
		must(t, e.Close())
		must(t, os.Remove(filepath.Join(p.archive(), "line.json"))) // so that names alone say which is the latest
	}
}
