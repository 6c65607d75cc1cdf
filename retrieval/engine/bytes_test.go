package engine_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// broadsheet is a reader of so many passages, five an article, of about 90 words or
// 600 bytes each, which are made anew each time.
type broadsheet int

func (n broadsheet) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	p, c := newPress(7), retrieval.Corpus{Articles: make([]retrieval.Article, n/5)}
	for i := range c.Articles {
		a := p.article(i)
		a.Passages = nil
		for range 5 {
			a.Passages = append(a.Passages, retrieval.Passage{Kind: retrieval.Body, Text: p.text(6)})
		}
		c.Articles[i] = a
	}
	return c, nil
}

// text is so many sentences, in one piece as a reader of files has it.
func (p *press) text(sentences int) string {
	all := make([]string, sentences)
	for i := range all {
		all[i] = p.sentence()
	}
	return strings.Join(all, " ")
}

// bytesSizes are of how many passages memory and time are measured; the variable
// has other sizes, as "300000,1000000".
const bytesSizes, bytesSizesVariable = "10000,100000", "ARTICLEBOT_BENCH_PASSAGES"

// BenchmarkBytes measures what a passage takes in the memory of a process that
// answers from its own index, by who holds it, how long the index is built, and how
// long a question takes. What bleve maps from the disk is in "rss" alone.
func BenchmarkBytes(b *testing.B) {
	for size := range strings.SplitSeq(cmp.Or(os.Getenv(bytesSizesVariable), bytesSizes), ",") {
		n, err := strconv.Atoi(size)
		check(b, err)
		for _, kept := range []string{"disk", "memory"} {
			b.Run(size+"/"+kept, func(b *testing.B) { measureBytes(b, n, kept == "disk") })
		}
	}
}

func measureBytes(b *testing.B, n int, disk bool) {
	rate := runtime.MemProfileRate
	defer func() { runtime.MemProfileRate = rate }()
	first, err := broadsheet(5*500).Read(context.Background(), nil)
	check(b, err)
	asked := questions(first.Articles, 500)
	first = retrieval.Corpus{}
	runtime.MemProfileRate = max(1<<10, n/4)
	for b.Loop() {
		p := place{}
		if disk {
			p.dir = b.TempDir()
		}
		cfg := p.config(nil)
		cfg.Reader = broadsheet(n)
		before, held := float64(heap()), holders()
		debug.FreeOSMemory()
		peakMemory()
		var e *engine.Engine
		spent(b, "build", func() {
			var err error
			e, err = engine.Open(context.Background(), cfg)
			check(b, err)
		})
		peak := peakMemory() * (1 << 20)
		var took latencies
		asking := cpuTime()
		for i := range 2 * len(asked) {
			start := time.Now()
			_, err := e.Ask(context.Background(), retrieval.Question{Text: asked[i%len(asked)]})
			check(b, err)
			took = append(took, time.Since(start))
		}
		took.report(b, "")
		b.ReportMetric((cpuTime()-asking).Seconds()*1e3/float64(len(took)), "cpu-ms/question")
		after := float64(heap())
		debug.FreeOSMemory()
		peakMemory()
		b.ReportMetric((after-before)/float64(n), "heap-B/passage")
		b.ReportMetric(peakMemory()*(1<<20)/float64(n), "rss-B/passage")
		b.ReportMetric(peak/float64(n), "peak-B/passage")
		b.Log(table(holders(), held, n))
		check(b, e.Close())
	}
}

// table lists who holds how much for a passage.
func table(now, before map[string]float64, passages int) string {
	for who, bytes := range before {
		now[who] -= bytes
	}
	var out strings.Builder
	rest := 0.0
	for _, who := range slices.SortedFunc(maps.Keys(now), func(x, y string) int { return cmp.Compare(now[y], now[x]) }) {
		each := now[who] / float64(passages)
		if each < 8 {
			rest += each
			continue
		}
		fmt.Fprintf(&out, "\n%8.0f B/passage %s", each, who)
	}
	fmt.Fprintf(&out, "\n%8.0f B/passage others", rest)
	return out.String()
}

// holders tells which functions made what is in use of the heap, in bytes: the
// first of this program that stands above the runtime and foreign modules.
func holders() map[string]float64 {
	runtime.GC()
	records := make([]runtime.MemProfileRecord, 1<<14)
	n, ok := runtime.MemProfile(records, false)
	for !ok {
		records = make([]runtime.MemProfileRecord, 2*n)
		n, ok = runtime.MemProfile(records, false)
	}
	out := make(map[string]float64)
	for _, r := range records[:n] {
		if objects := float64(r.InUseObjects()); objects > 0 {
			bytes := float64(r.InUseBytes())
			out[holder(r.Stack())] += bytes / (1 - math.Exp(-bytes/objects/float64(runtime.MemProfileRate)))
		}
	}
	return out
}

func holder(stack []uintptr) string {
	frames := runtime.CallersFrames(stack)
	for {
		f, more := frames.Next()
		if name, ours := strings.CutPrefix(f.Function, "articlebot/retrieval/"); ours {
			return name + ":" + strconv.Itoa(f.Line)
		}
		if !more {
			return "elsewhere"
		}
	}
}
