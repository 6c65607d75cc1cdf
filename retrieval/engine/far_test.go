package engine_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/indextest"
)

// byName is a replica that begins with a generation of that name, whose articles
// nobody sends it.
type byName retrieval.Generation

func (g byName) Live(context.Context) (retrieval.Generation, error) {
	return retrieval.Generation(g), nil
}

func (byName) Fetch(context.Context, retrieval.Generation) (*engine.Record, error) {
	return nil, errors.New("nobody sends articles")
}

// inStore is a place whose articles stand elsewhere.
func inStore(p place, n *newsroom, s indextest.Storehouse) engine.Config {
	cfg := p.config(n)
	cfg.Backend = s
	return cfg
}

func expectEdition(t *testing.T, e *engine.Engine, want string) {
	t.Helper()
	if got := edition(t, e); got != want {
		t.Fatalf("people read edition %s, want %s", got, want)
	}
}

// A day with articles elsewhere: a reload writes what changed, a rollback nothing,
// and replicas answer from it by its name alone.
func TestArticlesElsewhereAreSharedByName(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n, p := &newsroom{}, onDisk(t)
	n.publish(issue("E1", 6)...)
	e := open(t, inStore(p, n, house))
	expectEdition(t, e, "E1")
	if got := house.Written.Swap(0); got != 6+12 {
		t.Errorf("the first build writes %d articles and passages, want 18", got)
	}
	n.publish(append(issue("E2", 1), issue("E1", 6)[1:]...)...)
	if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched || len(r.Changed) != 1 {
		t.Fatalf("the reload: %+v", r)
	}
	expectEdition(t, e, "E2")
	if got := house.Written.Swap(0); got != 1+2 {
		t.Errorf("a reload of one changed article writes %d articles and passages, want 3", got)
	}

	silent, other := &newsroom{err: errors.New("it does not read")}, onDisk(t)
	guest := house
	guest.Guest = true
	cfg := inStore(other, silent, guest)
	cfg.Others = byName(e.Status().Generation)
	replica, err := engine.Open(t.Context(), cfg)
	must(t, err)
	expectEdition(t, replica, "E2")
	first := e.Status().Previous[0]
	_, err = e.Rollback(t.Context())
	must(t, err)
	if !replica.Has(first) {
		t.Errorf("a replica cannot adopt %s by its name", first)
	}
	_, err = replica.Adopt(t.Context(), &engine.Record{Generation: first}, true)
	must(t, err)
	expectEdition(t, replica, "E1")
	must(t, replica.Close())
	if files, _ := filepath.Glob(filepath.Join(other.archive(), "*.articles")); len(files) > 0 {
		t.Errorf("a replica keeps articles: %v", files)
	}

	cfg = inStore(other, silent, guest)
	again := open(t, cfg)
	expectEdition(t, again, "E1")
	if how := again.Status().Opened.How; how != retrieval.Restored || silent.reads > 0 {
		t.Errorf("a restart opens by %s after %d reads of the sources", how, silent.reads)
	}
	if got := house.Written.Load(); got != 0 {
		t.Errorf("%d articles and passages were written by who only answers", got)
	}
}

// What was built of other sources is not answered from after a restart.
func TestArticlesElsewhereOfOtherSourcesAreLeftAlone(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n, p := &newsroom{}, onDisk(t)
	n.publish(issue("E1", 6)...)
	e, err := engine.Open(t.Context(), inStore(p, n, house))
	must(t, err)
	must(t, e.Close())
	cfg := inStore(p, n, house)
	cfg.SourceKey = "other"
	open(t, cfg)
	if n.reads != 2 {
		t.Errorf("the sources were read %d times, want twice: what stands there is of others", n.reads)
	}
}

// Where articles elsewhere are out of reach, what was asked a moment ago is answered
// again, other questions fail, and nobody is told that the articles do not say.
func TestQuestionsFailWhereTheArticlesAreOutOfReach(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n := &newsroom{}
	n.publish(issue("E1", 12)...)
	e := open(t, inStore(onDisk(t), n, house))
	ask := func(crop string) (retrieval.Answer, error) {
		return e.Ask(t.Context(), retrieval.Question{Text: "which village had the " + crop + " harvest"})
	}
	before, err := ask("coffee")
	must(t, err)
	for range 2 {
		outOfReach(t, e, house, before, ask)
	}
}

func outOfReach(t *testing.T, e *engine.Engine, house indextest.Storehouse, before retrieval.Answer, ask func(string) (retrieval.Answer, error)) {
	t.Helper()
	house.Away.Store(true)
	again, err := ask("coffee")
	must(t, err)
	if got, want := fmt.Sprint(again.Outcome, again.Hits), fmt.Sprint(before.Outcome, before.Hits); got != want {
		t.Errorf("asked again: %s, want %s", got, want)
	}
	if a, err := ask(fmt.Sprint("lychee ", house.Calls.Load())); err == nil {
		t.Errorf("what was not asked before is answered: %v, %d passages", a.Outcome, len(a.Hits))
	}
	time.Sleep(1200 * time.Millisecond) // it is looked for
	if e.Status().Unreached == nil {
		t.Error("the status does not say that the articles are out of reach")
	}
	house.Away.Store(false)
	for deadline := time.Now().Add(20 * time.Second); e.Status().Unreached != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nobody noticed that they are back")
		}
	}
	if _, err := ask("orange"); err != nil {
		t.Errorf("after they are back: %v", err)
	}
}

// A search that parts of the index do not answer may find too little: it must not
// become the word that the articles do not say.
func TestAPartialSearchIsNoSilenceOfTheArticles(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n := &newsroom{}
	n.publish(issue("E1", 12)...)
	e := open(t, inStore(onDisk(t), n, house))
	house.Late.Store(true)
	if a, err := e.Ask(t.Context(), retrieval.Question{Text: "which village had the coffee harvest"}); err == nil {
		t.Errorf("the outcome of a search that found nothing in time is %s", a.Outcome)
	}
	house.Late.Store(false)
	if a, err := e.Ask(t.Context(), retrieval.Question{Text: "who won the chess tournament"}); err != nil || a.Outcome != retrieval.None {
		t.Errorf("the outcome of a whole search is %s, %v", a.Outcome, err)
	}
}

// Where nobody reaches the articles at a start they are read, and stand in memory
// until a reload finds their place again.
func TestAReloadBringsArticlesToTheirPlace(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n := &newsroom{}
	n.publish(issue("E1", 6)...)
	house.Away.Store(true)
	e := open(t, inStore(onDisk(t), n, house))
	expectEdition(t, e, "E1")
	house.Away.Store(false)
	if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched {
		t.Fatalf("the reload: %+v", r)
	}
	before := house.Calls.Load()
	expectEdition(t, e, "E1")
	if house.Calls.Load() == before || e.Spare() {
		t.Error("they are in memory still")
	}
}

// paper is a reader of so many passages, five an article, which are made anew each
// time.
type paper int

func (n paper) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	p, c := newPress(7), retrieval.Corpus{Articles: make([]retrieval.Article, n/5)}
	for i := range c.Articles {
		a := p.article(i)
		for range 4 {
			a.Passages = append(a.Passages, p.article(i).Passages...)
		}
		c.Articles[i] = a
	}
	return c, nil
}

// heap is what is in use of the heap, in bytes, garbage left out.
func heap() int {
	for range 5 { // what is pooled outlives two
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// heapPassages are of how many passages the heap is compared: vocabulary and counts
// of pairs have most of their size at the first.
var heapPassages = [2]int{10_000, 40_000}

// TestAReplicaHoldsALexiconInsteadOfTheArticles compares what a process has in its
// heap that answers from its own index and from articles in a cluster, and by how much
// that grows with the passages.
func TestAReplicaHoldsALexiconInsteadOfTheArticles(t *testing.T) {
	var own, elsewhere [2]int
	for i, n := range heapPassages {
		config := inCluster(t, onDisk(t), &newsroom{})
		cfg := config()
		cfg.Reader = paper(n)
		builder, err := engine.Open(t.Context(), cfg)
		must(t, err)
		far, near := config(), place{}.config(nil)
		far.Archive, far.Others, near.Reader = nil, byName(builder.Status().Generation), paper(n)
		must(t, builder.Close())
		elsewhere[i], own[i] = held(t, far), held(t, near)
		t.Logf("heap for %d passages: %.1f MB embedded, %.1f MB with articles in the cluster", n, float64(own[i])/1e6, float64(elsewhere[i])/1e6)
	}
	more := heapPassages[1] - heapPassages[0]
	grows, growsElsewhere := (own[1]-own[0])/more, (elsewhere[1]-elsewhere[0])/more
	t.Logf("a further passage takes %d bytes embedded, %d with articles in the cluster", grows, growsElsewhere)
	if growsElsewhere > grows/2 {
		t.Errorf("a passage in the cluster takes %d bytes here, one that is here %d", growsElsewhere, grows)
	}
}

// held is what an engine that has answered questions holds, in bytes.
func held(t *testing.T, cfg engine.Config) int {
	t.Helper()
	before := heap()
	e, err := engine.Open(t.Context(), cfg)
	must(t, err)
	defer func() { must(t, e.Close()) }()
	for i := range 200 {
		_, err := e.Ask(t.Context(), retrieval.Question{Text: questionsOf[i%len(questionsOf)] + " " + word(uint64(i))})
		must(t, err)
	}
	must(t, e.Status().Unreached)
	bytes := heap() - before
	runtime.KeepAlive(e)
	return bytes
}

var questionsOf = []string{"who said", "what is known of", "where was", "how many"}
