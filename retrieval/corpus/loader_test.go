package corpus_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"articlebot/retrieval/corpus"
)

func TestAReadThatIsCalledOffLeavesTheLoaderUsable(t *testing.T) {
	dir := t.TempDir()
	for i := range 20 {
		write(t, fmt.Sprintf("%s/%02d.txt", dir, i), plainPage(fmt.Sprint("Page ", i), fmt.Sprint("bridge", i)))
	}
	l := corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	_, err := l.Read(ctx, func(done, _ int) {
		if done == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want the context's", err)
	}
	if c := read(t, l); len(c.Articles) != 20 {
		t.Errorf("%d articles afterwards, want 20", len(c.Articles))
	}
}

func TestReadersMayComeTogether(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a.txt", plainPage("A page", "bridge"))
	write(t, dir+"/b.jsonl", `{"id":"b","text":"One line."}`)
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"The new market hall", p.URL + "/hall", "", "", "", paras(story("market hall"))}))
	opts := corpus.Options{MemoryDir: t.TempDir()}
	opts.Fetch.AllowPrivate, opts.Fetch.Delay = true, -1
	l := corpus.NewLoader([]corpus.Source{{Path: dir}, {Path: p.URL + "/feed"}}, opts)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				c, err := l.Read(t.Context(), nil)
				if err != nil || len(c.Articles) != 3 {
					t.Errorf("%d articles, %v", len(c.Articles), err)
					return
				}
				for i := range c.Articles { // the caller's own
					c.Articles[i].Passages[0].Text = ""
				}
			}
		})
	}
	wg.Wait()
}
