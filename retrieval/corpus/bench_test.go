package corpus_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"

	"articlebot/retrieval/corpus"
	"articlebot/seeds"
)

// vocabulary is made up; its words are as long as those of English, and as in
// English a third of a text is its most frequent words.
func vocabulary(random *rand.Rand, n int) []string {
	words := make([]string, n)
	frequent := strings.Fields("the of and to in was for is on that by with as at from it his an were are")
	for i := range words {
		if i%3 == 0 {
			words[i] = frequent[random.IntN(len(frequent))]
			continue
		}
		var b strings.Builder
		for range 1 + random.IntN(4) {
			b.WriteByte("bcdfghklmnprstvw"[random.IntN(16)])
			b.WriteByte("aeiou"[random.IntN(5)])
		}
		words[i] = b.String()
	}
	return words
}

// writeLines writes n articles of about 120 words, one a line.
func writeLines(b *testing.B, path string, n int) int64 {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	random := rand.New(rand.NewPCG(1, 2))
	words := vocabulary(random, 20000)
	for i := range n {
		var text strings.Builder
		for w := range 120 {
			if w > 0 {
				text.WriteByte(' ')
			}
			text.WriteString(words[random.IntN(len(words))])
		}
		line, err := json.Marshal(map[string]any{"id": fmt.Sprint("a", i), "title": "Title " + words[random.IntN(len(words))] + fmt.Sprint(" ", i), "text": text.String() + "."})
		if err != nil {
			b.Fatal(err)
		}
		_, _ = out.Write(append(line, '\n'))
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// BenchmarkJSONLines reads 100,000 articles: first anew, then again unchanged.
// The live heap is what the corpus and the loader's memory of it hold.
func BenchmarkJSONLines(b *testing.B) {
	const n = 100_000
	path := b.TempDir() + "/a.jsonl"
	size := writeLines(b, path, n)
	source := []corpus.Source{{Path: path}}
	b.Run("first", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			c, err := corpus.NewLoader(source, corpus.Options{}).Read(b.Context(), nil)
			if err != nil || len(c.Articles) != n {
				b.Fatal(len(c.Articles), err)
			}
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		l := corpus.NewLoader(source, corpus.Options{})
		if _, err := l.Read(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(size)
		for b.Loop() {
			if _, err := l.Read(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("heap", func(b *testing.B) {
		for b.Loop() {
			l := corpus.NewLoader(source, corpus.Options{})
			c, err := l.Read(b.Context(), nil)
			if err != nil {
				b.Fatal(err)
			}
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-live")
			b.ReportMetric(float64(m.HeapSys)/(1<<20), "MiB-heap")
			runtime.KeepAlive(c)
			runtime.KeepAlive(l)
		}
	})
}

// BenchmarkFolder reads a folder of 2,000 web pages: first anew, then again
// unchanged.
func BenchmarkFolder(b *testing.B) {
	dir := b.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	words := vocabulary(random, 20000)
	for i := range 2000 {
		var texts []string
		for range 8 {
			var s []string
			for range 50 {
				s = append(s, words[random.IntN(len(words))])
			}
			texts = append(texts, strings.Join(s, " ")+".")
		}
		page := fmt.Sprintf("<html><head><title>Title %d</title></head><body><div class=nav><a href=/>Home</a></div><article><h1>Title %d</h1>%s</article></body></html>", i, i, paras(texts))
		if err := os.WriteFile(fmt.Sprintf("%s/%04d.html", dir, i), []byte(page), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	source := []corpus.Source{{Path: dir}}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if _, err := corpus.NewLoader(source, corpus.Options{}).Read(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		l := corpus.NewLoader(source, corpus.Options{})
		if _, err := l.Read(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := l.Read(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkSeeds reads the five pages that ship with the program.
func BenchmarkSeeds(b *testing.B) {
	for b.Loop() {
		if _, err := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{}).Read(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
