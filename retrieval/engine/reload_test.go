package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// everywhere runs a test in memory and on disk.
func everywhere(t *testing.T, test func(t *testing.T, p place)) {
	t.Run("memory", func(t *testing.T) { test(t, place{}) })
	t.Run("disk", func(t *testing.T) { test(t, onDisk(t)) })
}

func titles(list []retrieval.Summary) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Title)
	}
	return out
}

func TestReloadAnswersFromWhatTheSourcesHoldNow(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		before := e.Status()

		articles := issue("E1", 11)[1:]
		articles[3].Passages[0].Text = "The maize harvest of village 4 was lost in edition E2 after rain."
		n.publish(articles...)
		r := reload(t, e, retrieval.ReloadOptions{})
		if !r.Switched || r.Refused != "" || r.Before != before.Generation || r.Generation != e.Status().Generation {
			t.Errorf("report %+v", r)
		}
		for _, c := range []struct {
			what      string
			got, want []string
		}{
			{"new", titles(r.New), []string{"Farmers of village 10 sell their mango"}},
			{"changed", titles(r.Changed), []string{"Farmers of village 4 sell their maize"}},
			{"removed", titles(r.Removed), []string{"Farmers of village 0 sell their coffee"}},
		} {
			if diff := cmp.Diff(c.want, c.got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.what, diff)
			}
		}
		if got := e.Status().Previous; len(got) != 1 || got[0] != before.Generation {
			t.Errorf("previous %v, want %v", got, before.Generation)
		}
	})
}

func TestReloadThatIsRefusedChangesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		change func(n *newsroom)
		why    string
	}{
		"a shrink":          {func(n *newsroom) { n.publish(issue("E2", 6)...) }, "10 articles would become 6, 40 % fewer"},
		"less text":         {func(n *newsroom) { n.publish(halved(issue("E2", 10))...) }, "bytes of text would become"},
		"an empty body":     {func(n *newsroom) { n.publish(blank(issue("E2", 10))...) }, "1 article without text"},
		"an id twice":       {func(n *newsroom) { n.publish(twins(issue("E2", 10))...) }, "with the id of another"},
		"a source is lost":  {func(n *newsroom) { n.publish(issue("E2", 10)...); n.lose() }, "desk, which gave 10 articles, cannot be read: gone"},
		"a probe is missed": {func(n *newsroom) { n.publish(issue("E2", 9)...) }, `does not find an article titled "village 9"`},
	} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, p place) {
				n := &newsroom{}
				n.publish(issue("E1", 10)...)
				cfg := p.config(n)
				cfg.Checks.Probes = []retrieval.Probe{{Question: "village 9 longan harvest", Title: "village 9"}}
				e := open(t, cfg)
				live := e.Status().Generation
				c.change(n)
				r := reload(t, e, retrieval.ReloadOptions{})
				if r.Switched || !strings.Contains(r.Refused, c.why) {
					t.Errorf("switched %v, refused %q, want %q", r.Switched, r.Refused, c.why)
				}
				if s := e.Status(); s.Generation != live || s.LastReload == nil || s.LastReload.Refused != r.Refused {
					t.Errorf("status after a refused reload: %+v", s)
				}
				if got := edition(t, e); got != "E1" {
					t.Errorf("answers from edition %s", got)
				}
				if r := reload(t, e, retrieval.ReloadOptions{Force: true}); !r.Switched || r.Refused != "" {
					t.Errorf("forced: %+v", r)
				}
				if got := edition(t, e); got != "E2" {
					t.Errorf("forced, it answers from edition %s", got)
				}
			})
		})
	}
}

func (n *newsroom) lose() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.sources = []retrieval.SourceStatus{{Source: "desk", Err: "gone"}, {Source: "other", Articles: 10}}
}

func halved(list []retrieval.Article) []retrieval.Article {
	for i := range list {
		list[i].Passages = list[i].Passages[:1]
	}
	return list
}

func joined(list []retrieval.Article) []retrieval.Article {
	for i := range list {
		ps := list[i].Passages
		for _, p := range ps[1:] {
			ps[0].Text += "\n\n" + p.Text
		}
		list[i].Passages = ps[:1]
	}
	return list
}

// TestPassagesMayBeCutOtherwise reads the same text in fewer passages, as a newer
// version of the program may.
func TestPassagesMayBeCutOtherwise(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		n.publish(joined(issue("E1", 10))...)
		if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched {
			t.Errorf("refused: %s", r.Refused)
		}
	})
}

func blank(list []retrieval.Article) []retrieval.Article {
	list[4].Passages = append(list[4].Passages, retrieval.Passage{Kind: retrieval.Body, Text: " "})
	return list
}

func twins(list []retrieval.Article) []retrieval.Article {
	list[4].ID = list[5].ID
	return list
}

func TestReloadThatFailsChangesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		n.fail(errBroken)
		if _, err := e.Reload(context.Background(), retrieval.ReloadOptions{Force: true}); !errors.Is(err, errBroken) {
			t.Errorf("error %v, want %v", err, errBroken)
		}
		if s := e.Status(); s.LastReload == nil || !strings.Contains(s.LastReload.Refused, errBroken.Error()) || s.Reloading != nil {
			t.Errorf("status after a failed reload: %+v", s)
		}
		if got := edition(t, e); got != "E1" {
			t.Errorf("answers from edition %s", got)
		}
	})
}

func TestReloadOfTheSameSwitchesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		before := e.Status()
		r := reload(t, e, retrieval.ReloadOptions{})
		after := e.Status()
		if r.Switched || r.Refused != "" || r.Generation != before.Generation || after.Generation != before.Generation {
			t.Errorf("report %+v, generation %s before and %s after", r, before.Generation, after.Generation)
		}
		if !after.ReadAt.After(before.ReadAt) || !after.BuiltAt.Equal(before.BuiltAt) {
			t.Errorf("read at %v, then %v; built at %v, then %v", before.ReadAt, after.ReadAt, before.BuiltAt, after.BuiltAt)
		}
	})
}

func TestADryReloadSwitchesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		n.publish(issue("E2", 12)...)
		r := reload(t, e, retrieval.ReloadOptions{Dry: true})
		if r.Switched || !r.Dry || len(r.New) != 2 || len(r.Changed) != 10 {
			t.Errorf("report %+v", r)
		}
		if got := edition(t, e); got != "E1" {
			t.Errorf("answers from edition %s", got)
		}
	})
}

func TestASecondReloadIsToldOfTheFirst(t *testing.T) {
	n := &newsroom{}
	n.publish(issue("E1", 10)...)
	e := place{}.open(t, n)
	n.mu.Lock()
	n.gate = make(chan struct{})
	n.mu.Unlock()
	began, done := make(chan struct{}, 8), make(chan error)
	go func() {
		_, err := e.Reload(context.Background(), retrieval.ReloadOptions{Progress: func(p retrieval.Progress) {
			if p.Done == 1 {
				began <- struct{}{}
			}
		}})
		done <- err
	}()
	<-began
	_, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
	var running *retrieval.ReloadingError
	if !errors.As(err, &running) || running.Progress.Stage != "reading" || running.Progress.Total != 2 {
		t.Errorf("error %v", err)
	}
	if s := e.Status(); s.Reloading == nil || s.Reloading.Started.IsZero() {
		t.Errorf("status %+v while a reload runs", s)
	}
	close(n.gate)
	must(t, <-done)
}

func TestCloseEndsAReload(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		n.mu.Lock()
		n.gate = make(chan struct{})
		n.mu.Unlock()
		began, done := make(chan struct{}, 8), make(chan error)
		go func() {
			_, err := e.Reload(context.Background(), retrieval.ReloadOptions{Progress: func(p retrieval.Progress) { began <- struct{}{} }})
			done <- err
		}()
		<-began
		<-began
		must(t, e.Close())
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("reload during close: %v", err)
		}
		if _, err := e.Reload(context.Background(), retrieval.ReloadOptions{}); !errors.Is(err, engine.ErrClosed) {
			t.Errorf("reload after close: %v", err)
		}
	})
}

func TestRollbackReturnsToTheGenerationBefore(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		if _, err := e.Rollback(context.Background()); !errors.Is(err, retrieval.ErrNoPrevious) {
			t.Errorf("rollback from the first: %v", err)
		}
		n.publish(issue("E2", 10)...)
		bad := reload(t, e, retrieval.ReloadOptions{})
		r, err := e.Rollback(context.Background())
		must(t, err)
		if !r.Switched || r.Generation != bad.Before || r.Before != bad.Generation || edition(t, e) != "E1" {
			t.Errorf("report %+v, edition %s", r, edition(t, e))
		}
		r = reload(t, e, retrieval.ReloadOptions{})
		if r.Switched || !strings.Contains(r.Refused, "rolled back") {
			t.Errorf("the reload after a rollback brings the same articles back: %+v", r)
		}
		n.publish(issue("E3", 10)...)
		if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched || edition(t, e) != "E3" {
			t.Errorf("other articles are not taken after a rollback: %+v", r)
		}
		if r, err := e.Rollback(context.Background()); err != nil || edition(t, e) != "E1" {
			t.Errorf("back to edition %s, report %+v, error %v; want edition 1", edition(t, e), r, err)
		}
	})
}

func TestASourceThatFailsMakesTheIndexOld(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		e := p.open(t, n)
		before := time.Now().Add(-time.Hour)
		n.mu.Lock()
		n.sources = []retrieval.SourceStatus{{Source: "feed", Articles: 9, Err: "the server is down; its articles are kept", ReadAt: before}, {Source: "other", Articles: 1}}
		n.mu.Unlock()
		if r, err := e.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || r.Switched {
			t.Fatalf("%+v, %v", r, err)
		}
		if got := e.Status().ReadAt; !got.Equal(before) {
			t.Errorf("the sources are said to be read at %v, one of them was at %v", got, before)
		}
		a, err := e.Ask(t.Context(), retrieval.Question{Text: "who sells coffee"})
		if err != nil || !a.ReadAt.Equal(before) {
			t.Errorf("the answer is said to be of sources read at %v, %v", a.ReadAt, err)
		}
	})
}
