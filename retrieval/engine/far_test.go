package engine_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/encoder/vectors"
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
	cfg := inStore(onDisk(t), n, house)
	cfg.Recent = -1
	e := open(t, cfg)
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

// dated is an issue whose articles are of one day after the other, the first the newest.
func dated(edition string, n int) []retrieval.Article {
	list := issue(edition, n)
	for i := range list {
		list[i].Published = time.Now().AddDate(0, 0, -i)
	}
	return list
}

// remembering waits until an engine has copied the newest articles.
func remembering(t *testing.T, e *engine.Engine, house indextest.Storehouse) {
	t.Helper()
	calls := house.Calls.Load()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		now := house.Calls.Load()
		if e.Status().Remembered > 0 && now == calls {
			return
		}
		if calls = now; time.Now().After(deadline) {
			t.Fatal("no articles are copied")
		}
	}
}

// Where articles elsewhere are out of reach, the newest answer what nobody asked before;
// of what is beyond them nobody is told that the articles do not say.
func TestTheNewestArticlesAnswerWhereTheOthersAreOutOfReach(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n := &newsroom{}
	n.publish(dated("E1", 24)...)
	cfg := inStore(onDisk(t), n, house)
	cfg.Recent = 30_000
	e := open(t, cfg)
	remembering(t, e, house)
	ask := func(text string) (retrieval.Answer, error) {
		return e.Ask(t.Context(), retrieval.Question{Text: text})
	}
	news, err := ask("what is new?")
	must(t, err)
	first, err := ask("how many tonnes was the coffee harvest of village 0")
	must(t, err)
	house.Away.Store(true)
	again, err := ask("what is new?")
	if diff := cmp.Diff(news.Hits, again.Hits); err != nil || diff != "" {
		t.Errorf("the news (-before +away): %v\n%s", err, diff)
	}
	got, err := ask("how large was the coffee harvest of village 0 in tonnes")
	if err != nil || got.Outcome != retrieval.Answered || got.Hits[0].Passage.ID != first.Hits[0].Passage.ID {
		t.Errorf("a question about the newest article: %v, %v, %d passages", err, got.Outcome, len(got.Hits))
	}
	if a, err := ask("how large was the " + crops[23%len(crops)] + " harvest of village 23 in tonnes"); err == nil {
		t.Errorf("a question about the oldest article is answered by %s", a.Outcome)
	}
	s := e.Status()
	if s.Unreached == nil || s.Remembered < 5 || s.Remembered > 20 || s.RememberedSince.After(time.Now().AddDate(0, 0, 1-s.Remembered)) {
		t.Errorf("the status says %v, %d articles since %v", s.Unreached, s.Remembered, s.RememberedSince)
	}
	house.Away.Store(false)
}

// A reload copies what changed, and nothing else again.
func TestAReloadCopiesWhatIsNew(t *testing.T) {
	t.Parallel()
	house := indextest.NewStorehouse(bleveindex.Memory{})
	n := &newsroom{}
	n.publish(dated("E1", 6)...)
	e := open(t, inStore(onDisk(t), n, house))
	remembering(t, e, house)
	n.publish(append(dated("E2", 1), dated("E1", 6)[1:]...)...)
	if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched {
		t.Fatalf("the reload: %+v", r)
	}
	remembering(t, e, house)
	house.Away.Store(true)
	expectEdition(t, e, "E2")
	house.Away.Store(false)
}

// nothing is what others made: none of it, so that this process makes all.
type nothing struct{}

func (nothing) Makes() bool { return true }
func (nothing) Read(_ context.Context, keys []string) ([][]byte, error) {
	return make([][]byte, len(keys)), nil
}
func (nothing) Having(_ context.Context, keys []string) ([]bool, error) {
	return make([]bool, len(keys)), nil
}
func (nothing) Write(context.Context, []string, [][]byte) error     { return nil }
func (nothing) Count(context.Context) (int, error)                  { return 0, nil }
func (nothing) Remove(context.Context, func(key string) bool) error { return nil }

// Where there are more passages than a question is compared with here, those that say
// it in other words are found where the articles stand.
func TestVectorsArePlacedWithTheArticlesAndFoundThere(t *testing.T) {
	t.Parallel()
	model := builtIn(t)
	const question = "is there a physician for patients"
	engineOf := func(house indextest.Storehouse, scanLimit int) *engine.Engine {
		n := &newsroom{}
		n.publish(village()...)
		cfg := inStore(onDisk(t), n, house)
		cfg.Meaning = &engine.Meaning{
			Encoder: model, Vectors: vectors.NewMaker(vectors.Config{Encoder: model, Shared: nothing{}}), ScanLimit: scanLimit,
		}
		e := open(t, cfg)
		must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
		return e
	}
	ask := func(e *engine.Engine, text string) []string {
		a, err := e.Ask(t.Context(), retrieval.Question{Text: text, Limit: 10})
		must(t, err)
		return ids(a)
	}
	scanned := engineOf(indextest.NewStorehouse(bleveindex.Memory{}), 0)
	house, bare := indextest.NewStorehouse(bleveindex.Memory{}), indextest.NewStorehouse(bleveindex.Memory{})
	bare.Vectorless.Store(true)
	there, words := engineOf(house, 1), engineOf(bare, 1)
	want := ask(scanned, question)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		got := ask(there, question)
		if cmp.Equal(want, got) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("found %v, want %v", got, want)
		}
	}
	if got := ask(words, question); len(got) >= len(want) {
		t.Errorf("without vectors %v is found, with them %v", got, want)
	}
	if got := house.Vectors(); got != 6 {
		t.Errorf("%d vectors were placed, want 6", got)
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
		far.Recent = -1 // it is of one size however many there are
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
