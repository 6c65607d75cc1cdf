package engine_test

import (
	"bufio"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// large is the number of articles, one passage each, of the large benchmarks.
const large = 100_000

// press makes articles like a newspaper's: 40 to 100 words of a vocabulary of
// 60,000, drawn by Zipf's law. Equal seeds make equal articles.
type press struct {
	random *rand.Rand
	zipf   *rand.Zipf
	spell  func(n uint64) string
}

func newPress(seed uint64) *press {
	r := rand.New(rand.NewPCG(seed, 1))
	return &press{r, rand.NewZipf(r, 1.1, 8, 60_000), word}
}

var syllables = strings.Fields("ba ce di fo gu ha ke li mo nu pa re si to vu za dra gle pri sko tra bru cla fen gor hil jan kel lum mar nor")

// word spells a number.
func word(n uint64) string {
	var b strings.Builder
	for n += 40; n > 0; n /= uint64(len(syllables)) {
		b.WriteString(syllables[n%uint64(len(syllables))])
	}
	return b.String()
}

func (p *press) words(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = p.spell(p.zipf.Uint64())
	}
	return out
}

func (p *press) sentence() string {
	w := p.words(8 + p.random.IntN(14))
	w[0] = strings.ToUpper(w[0][:1]) + w[0][1:]
	return strings.Join(w, " ") + "."
}

// article makes the article of a number.
func (p *press) article(i int) retrieval.Article {
	var sentences []string
	for range 3 + p.random.IntN(3) {
		sentences = append(sentences, p.sentence())
	}
	return retrieval.Article{
		ID: retrieval.ArticleID("n" + strconv.Itoa(i)), Title: strings.Join(p.words(7), " "), Language: text.English,
		Origin:   retrieval.Origin{File: "press", Kind: "jsonl"},
		Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: strings.Join(sentences, " ")}},
	}
}

func (p *press) articles(n int) []retrieval.Article {
	out := make([]retrieval.Article, n)
	for i := range out {
		out[i] = p.article(i)
	}
	return out
}

// questions are made of words that stand together in an article.
func questions(articles []retrieval.Article, n int) []string {
	var out []string
	for i := range n {
		w := strings.Fields(strings.ToLower(articles[i*len(articles)/n].Passages[0].Text))
		out = append(out, strings.Join(w[3:11], " "))
	}
	return out
}

// writeLines writes articles as JSON Lines.
func writeLines(b *testing.B, path string, articles []retrieval.Article) {
	b.Helper()
	f, err := os.Create(path)
	check(b, err)
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	for _, a := range articles {
		check(b, enc.Encode(map[string]string{"id": string(a.ID), "title": a.Title, "text": a.Passages[0].Text, "language": "en"}))
	}
	check(b, w.Flush())
	check(b, f.Close())
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// peakMemory is the largest resident size of this process since the last call,
// in MiB; 0 where the system does not tell.
func peakMemory() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kib, _ := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // resets the peak
	return kib / 1024
}

// BenchmarkIngest reads 100,000 articles of JSON Lines and indexes them on
// disk, reloads them unchanged, reloads one changed article, and restarts.
func BenchmarkIngest(b *testing.B) {
	dir := b.TempDir()
	lines := filepath.Join(dir, "news.jsonl")
	for b.Loop() {
		p := place{b.TempDir()}
		writeLines(b, lines, newPress(1).articles(large))
		debug.FreeOSMemory()
		peakMemory()
		cfg := p.config(nil)
		cfg.Reader = corpus.NewLoader([]corpus.Source{{Path: lines}}, corpus.Options{})
		var e *engine.Engine
		first := spent(b, "first", func() {
			var err error
			e, err = engine.Open(context.Background(), cfg)
			check(b, err)
		})
		b.ReportMetric(peakMemory(), "MiB/first")
		reload := func(what string, switched bool) time.Duration {
			return spent(b, what, func() {
				r, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
				check(b, err)
				if r.Switched != switched {
					b.Fatalf("%s: %+v", what, r)
				}
			})
		}
		b.ReportMetric(100*float64(reload("unchanged", false))/float64(first), "cpu-%/unchanged")
		corrected := newPress(1).articles(large)
		corrected[7].Passages[0].Text += " Corrected."
		writeLines(b, lines, corrected)
		corrected = nil
		debug.FreeOSMemory()
		peakMemory()
		reload("one-changed", true)
		b.ReportMetric(peakMemory(), "MiB/one-changed")
		check(b, e.Close())

		cfg = p.config(nil)
		cfg.Reader = &newsroom{err: errBroken}
		spent(b, "restart", func() {
			var err error
			e, err = engine.Open(context.Background(), cfg)
			check(b, err)
		})
		check(b, e.Close())
	}
}

// BenchmarkBuild indexes 100,000 passages that are in memory already.
func BenchmarkBuild(b *testing.B) {
	articles := newPress(1).articles(large)
	for name, disk := range map[string]bool{"memory": false, "disk": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				n := &newsroom{articles: articles}
				p := place{}
				if disk {
					p.dir = b.TempDir()
				}
				debug.FreeOSMemory()
				peakMemory()
				var e *engine.Engine
				spent(b, "build", func() {
					var err error
					e, err = engine.Open(context.Background(), p.config(n))
					check(b, err)
				})
				b.ReportMetric(peakMemory(), "MiB/peak")
				check(b, e.Close())
			}
		})
	}
}

// spent reports the time and the processor time of a piece of work.
func spent(b *testing.B, what string, work func()) (cpu time.Duration) {
	start, cpu := time.Now(), cpuTime()
	work()
	cpu = cpuTime() - cpu
	b.ReportMetric(time.Since(start).Seconds(), "s/"+what)
	b.ReportMetric(cpu.Seconds(), "cpu-s/"+what)
	return cpu
}

// latencies collects times of questions.
type latencies []time.Duration

func (l latencies) report(b *testing.B, suffix string) {
	slices.Sort(l)
	b.ReportMetric(float64(l[len(l)/2].Microseconds())/1e3, "ms/p50"+suffix)
	b.ReportMetric(float64(l[len(l)*99/100].Microseconds())/1e3, "ms/p99"+suffix)
}

// bareBleve is bleve as it comes, with the texts of articles.
func bareBleve(b *testing.B, articles []retrieval.Article) bleve.Index {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bleve")
	builder, err := bleve.NewBuilder(path, bleve.NewIndexMapping(), map[string]any{"buildPathPrefix": b.TempDir()})
	check(b, err)
	for i, a := range articles {
		check(b, builder.Index(strconv.Itoa(i), map[string]string{"text": a.Passages[0].Text}))
	}
	check(b, builder.Close())
	idx, err := bleve.OpenUsing(path, map[string]any{"read_only": true, "bolt_timeout": "1s"})
	check(b, err)
	return idx
}

// BenchmarkAsk asks 100,000 passages, beside a match query of bleve as it comes
// on the same texts.
func BenchmarkAsk(b *testing.B) {
	articles := newPress(1).articles(large)
	asked := questions(articles, 500)
	p := place{b.TempDir()}
	e, err := engine.Open(context.Background(), p.config(&newsroom{articles: articles}))
	check(b, err)
	defer e.Close() //nolint:errcheck // it is only read
	bare := bareBleve(b, articles)
	defer bare.Close() //nolint:errcheck // it is only read
	run := func(name string, ask func(string)) {
		b.Run(name, func(b *testing.B) {
			var took latencies
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				ask(asked[i%len(asked)])
				took = append(took, time.Since(start))
			}
			took.report(b, "")
		})
	}
	run("engine", func(q string) {
		_, err := e.Ask(context.Background(), retrieval.Question{Text: q})
		check(b, err)
	})
	run("bare bleve", func(q string) {
		match := bleve.NewMatchQuery(q)
		match.SetField("text")
		_, err := bare.Search(bleve.NewSearchRequestOptions(match, 10, 0, false))
		check(b, err)
	})
}

// BenchmarkAskInACluster asks each question of the embedded index and of one in a
// cluster, in turn.
func BenchmarkAskInACluster(b *testing.B) {
	articles := newPress(1).articles(20_000)
	asked := questions(articles, 500)
	n := &newsroom{articles: articles}
	p := place{b.TempDir()}
	own, err := engine.Open(context.Background(), place{b.TempDir()}.config(n))
	check(b, err)
	defer own.Close() //nolint:errcheck // it is only read
	far, err := engine.Open(context.Background(), inCluster(b, p, n)())
	check(b, err)
	defer far.Close() //nolint:errcheck // it is only read
	var near, remote latencies
	for i := 0; b.Loop(); i++ {
		q := retrieval.Question{Text: asked[i%len(asked)]}
		for _, e := range []struct {
			*engine.Engine
			took *latencies
		}{{own, &near}, {far, &remote}} {
			start := time.Now()
			_, err := e.Ask(context.Background(), q)
			check(b, err)
			*e.took = append(*e.took, time.Since(start))
		}
	}
	if err := far.Status().Unreached; err != nil {
		b.Fatalf("answered from memory: %v", err)
	}
	near.report(b, "-embedded")
	remote.report(b, "-cluster")
}

// BenchmarkAskDuringReloads asks by turns while nothing else happens and while
// a reload replaces some of the articles or all, and reports the ratio of the
// slowest hundredth.
func BenchmarkAskDuringReloads(b *testing.B) {
	const size = 10_000
	old, fresh := newPress(1).articles(size), newPress(2).articles(size)
	asked := questions(old, 500)
	some := slices.Clone(old)
	for i := 0; i < size; i += 100 {
		some[i] = fresh[i]
	}
	for name, c := range map[string]struct {
		edition []retrieval.Article
		rounds  int // so many that there are some thousand questions
	}{"all new": {fresh, 4}, "one in a hundred new": {some, 16}} {
		b.Run(name, func(b *testing.B) {
			n := &newsroom{articles: old}
			e, err := engine.Open(context.Background(), place{b.TempDir()}.config(n))
			check(b, err)
			defer e.Close() //nolint:errcheck // it is only read
			var alone, during latencies
			turn := 0
			ask := func(took latencies, while func() bool) latencies {
				for ; while(); turn++ {
					start := time.Now()
					_, err := e.Ask(context.Background(), retrieval.Question{Text: asked[turn%len(asked)]})
					check(b, err)
					took = append(took, time.Since(start))
					time.Sleep(time.Millisecond) // people pause
				}
				return took
			}
			var reloading time.Duration
			for b.Loop() {
				for i := range c.rounds {
					until := turn + 6000/c.rounds
					alone = ask(alone, func() bool { return turn < until })
					n.publish([][]retrieval.Article{c.edition, old}[i%2]...)
					done := make(chan retrieval.Report, 1)
					go func() {
						r, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
						if err != nil || !r.Switched {
							b.Errorf("reload: %v %s", err, r.Refused)
						}
						reloading += r.Took
						done <- r
					}()
					during = ask(during, func() bool { return len(done) == 0 })
				}
			}
			alone.report(b, "-alone")
			during.report(b, "-reloading")
			b.ReportMetric(float64(during[len(during)*99/100])/float64(alone[len(alone)*99/100]), "p99-ratio")
			b.ReportMetric(reloading.Seconds()/float64(c.rounds*b.N), "s/reload")
		})
	}
}
