package engine_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// newsroom is a reader whose articles the test changes.
type newsroom struct {
	mu       sync.Mutex
	articles []retrieval.Article
	sources  []retrieval.SourceStatus
	err      error
	gate     chan struct{} // if set, a read waits until it is closed
	reads    int
}

func (n *newsroom) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	n.mu.Lock()
	gate, err := n.gate, n.err
	n.reads++
	c := retrieval.Corpus{Articles: make([]retrieval.Article, 0, len(n.articles)), Sources: append([]retrieval.SourceStatus(nil), n.sources...)}
	for _, a := range n.articles {
		a.Passages = append([]retrieval.Passage(nil), a.Passages...)
		c.Articles = append(c.Articles, a)
	}
	n.mu.Unlock()
	if progress != nil {
		progress(1, 2)
	}
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return retrieval.Corpus{}, ctx.Err()
		}
	}
	if err != nil {
		return retrieval.Corpus{}, err
	}
	return c, nil
}

// publish replaces what the newsroom has.
func (n *newsroom) publish(articles ...retrieval.Article) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.articles, n.err = articles, nil
	n.sources = []retrieval.SourceStatus{{Source: "desk", Kind: "jsonl", Articles: len(articles)}}
}

func (n *newsroom) fail(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.err = err
}

// words to make articles of that differ from each other.
var crops = []string{"coffee", "rice", "tea", "pepper", "maize", "cassava", "rubber", "sugarcane", "orange", "longan", "mango", "lychee"}

// issue makes n articles of an edition: each is about a crop, and every passage
// names the edition.
func issue(edition string, n int) []retrieval.Article {
	var out []retrieval.Article
	for i := range n {
		crop := crops[i%len(crops)]
		out = append(out, retrieval.Article{
			ID: retrieval.ArticleID(fmt.Sprintf("a%d", i)), Title: fmt.Sprintf("Farmers of village %d sell their %s", i, crop), Language: text.English,
			Origin: retrieval.Origin{File: "desk", Kind: "jsonl"},
			Passages: []retrieval.Passage{
				{Kind: retrieval.Body, Text: fmt.Sprintf("The %s harvest of village %d reached %d tonnes in edition %s.", crop, i, 100+i, edition)},
				{Kind: retrieval.Body, Text: fmt.Sprintf("Buyers came to village %d for %s, as edition %s reported.", i, crop, edition)},
			},
		})
	}
	return out
}

// place is a data directory, or memory where its path is empty.
type place struct{ dir string }

func onDisk(t *testing.T) place { return place{t.TempDir()} }

func (p place) index() string   { return filepath.Join(p.dir, "index") }
func (p place) archive() string { return filepath.Join(p.dir, "articles") }

// config is an engine's on this place.
func (p place) config(n *newsroom) engine.Config {
	cfg := engine.Config{Reader: n, Backend: bleveindex.Memory{}, Checks: engine.Checks{MinShare: 0.7}, Now: time.Now, Keep: 3}
	if p.dir != "" {
		cfg.Backend, cfg.Fallback = bleveindex.Disk{Dir: p.index()}, bleveindex.Memory{}
		cfg.Archive = archive.Open(p.archive())
	}
	return cfg
}

func (p place) open(t *testing.T, n *newsroom) *engine.Engine {
	t.Helper()
	return open(t, p.config(n))
}

func open(t *testing.T, cfg engine.Config) *engine.Engine {
	t.Helper()
	e, err := engine.Open(context.Background(), cfg)
	must(t, err)
	t.Cleanup(func() { must(t, e.Close()) })
	return e
}

// edition is what the engine answers from.
func edition(t *testing.T, e *engine.Engine) string {
	t.Helper()
	a, err := e.Ask(context.Background(), retrieval.Question{Text: "how many tonnes was the coffee harvest of village 0"})
	must(t, err)
	if len(a.Hits) == 0 {
		t.Fatal("the coffee harvest is not found")
	}
	return editionOf(t, a.Hits[0].Passage.Text)
}

var editionName = regexp.MustCompile(`edition (\w+)`)

func editionOf(t *testing.T, passage string) string {
	t.Helper()
	m := editionName.FindStringSubmatch(passage)
	if m == nil {
		t.Errorf("no passage of ours: %q", passage)
		return ""
	}
	return m[1]
}

func reload(t *testing.T, e *engine.Engine, o retrieval.ReloadOptions) retrieval.Report {
	t.Helper()
	r, err := e.Reload(context.Background(), o)
	must(t, err)
	return r
}

var errBroken = errors.New("the desk is on fire")

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
