package engine_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// TestAReloadedEngineAnswersAsANewOne follows engines through editions that
// share most of their articles, and a restart after each.
func TestAReloadedEngineAnswersAsANewOne(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]place{"memory": {}, "disk": onDisk(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, 7))
			source := newPress(3)
			paper := source.articles(150)
			n := &newsroom{}
			n.publish(paper...)
			e := p.open(t, n)
			for day := range 8 {
				paper = nextDay(paper, source, 1000*(day+1), r)
				n.publish(paper...)
				if report := reload(t, e, retrieval.ReloadOptions{}); !report.Switched {
					t.Fatalf("day %d: %s", day, report.Refused)
				}
				anew := &newsroom{}
				anew.publish(paper...)
				want := place{}.open(t, anew)
				same(t, want, e, paper)
				if p.dir != "" {
					same(t, want, (place{p.dir}).open(t, n), paper)
				}
			}
		})
	}
}

// nextDay removes, changes, moves and adds a few articles.
func nextDay(paper []retrieval.Article, source *press, number int, r *rand.Rand) []retrieval.Article {
	var out []retrieval.Article
	for _, a := range paper {
		switch r.IntN(20) {
		case 0:
			continue
		case 1:
			a.Passages = source.article(0).Passages
		case 2:
			a.Title = source.article(0).Title
		}
		out = append(out, a)
	}
	for i := range 5 {
		at := r.IntN(len(out))
		out = slices.Insert(out, at, source.article(number+i))
	}
	r.Shuffle(5, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// same compares the answers of two engines.
func same(t *testing.T, want, got *engine.Engine, paper []retrieval.Article) {
	t.Helper()
	own := cmpopts.IgnoreFields(retrieval.Answer{}, "Generation", "BuiltAt", "ReadAt", "Took")
	for _, q := range questions(paper, 30) {
		a, err := want.Ask(context.Background(), retrieval.Question{Text: q, Limit: 10})
		must(t, err)
		b, err := got.Ask(context.Background(), retrieval.Question{Text: q, Limit: 10})
		must(t, err)
		if diff := cmp.Diff(a, b, own); diff != "" {
			t.Fatalf("%q, a new engine (-) and this one (+):\n%s", q, diff)
		}
	}
}

// TestTheKeptAnalysisIsOnlyAHelp takes it away, or damages it.
func TestTheKeptAnalysisIsOnlyAHelp(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(t *testing.T, file string){
		"there":    func(*testing.T, string) {},
		"gone":     func(t *testing.T, file string) { must(t, os.Remove(file)) },
		"garbled":  garble,
		"cut":      func(t *testing.T, file string) { must(t, os.Truncate(file, 1000)) },
		"another":  func(t *testing.T, file string) { swapAnalysis(t, file) },
		"a folder": func(t *testing.T, file string) { must(t, os.Remove(file)); must(t, os.Mkdir(file, 0o700)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, n := onDisk(t), &newsroom{}
			must(t, editions(t, p, n, "E1", "E2").Close())
			file, _ := matching(t, p.archive()+"/*.analysis")
			change(t, file)
			e := p.open(t, n)
			if s := e.Status(); edition(t, e) != "E2" || s.Opened.How != retrieval.Restored {
				t.Errorf("edition %s, opened %+v", edition(t, e), s.Opened)
			}
		})
	}
}

// swapAnalysis puts the analysis of other articles in place.
func swapAnalysis(t *testing.T, file string) {
	t.Helper()
	p, n := onDisk(t), &newsroom{}
	n.publish(newPress(1).articles(12)...)
	must(t, p.open(t, n).Close())
	list, err := filepath.Glob(p.archive() + "/*.analysis")
	must(t, err)
	data, err := os.ReadFile(list[0])
	must(t, err)
	must(t, os.WriteFile(file, data, 0o600))
}
