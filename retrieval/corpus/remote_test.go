package corpus_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/parse"
)

func TestAFeedThatFailsKeepsItsLastGoodArticles(t *testing.T) {
	faults := map[string]struct {
		handler http.HandlerFunc
		says    string
	}{
		"down":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "502"},
		"gone":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }, "remove the source"},
		"malformed": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<rss><channel><item><title>x</tit") }, "not understood"},
		"huge":      {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, rss(), strings.Repeat(" ", 2<<20)) }, "limit"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		}, "may not be read"},
		"a page": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/feed2"></head><body></body></html>`)
		}, "its feed is"},
		"a zip bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, rss(), strings.Repeat(" ", 64<<20))
			_ = z.Close()
		}, "limit"},
		"packed otherwise": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, rss())
		}, "not asked for"},
		"a bomb of entities": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><item><title>&c;</title`)
		}, "not understood"},
		"deeper than any feed": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<rss version="2.0">`, strings.Repeat("<a>", 100_000))
		}, "not understood"},
		"cut off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "<rss>")
		}, "EOF"},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			p := newPaper(t)
			dir := t.TempDir()
			set := func(s *corpus.Source, o *corpus.Options) {
				s.Kind, o.MemoryDir, o.Fetch.MaxBytes = parse.Feed, dir, 1<<20
			}
			p.put("/feed", "application/rss+xml", rss(item{"The new market hall", p.URL + "/hall", "", "", "", paras(story("market hall"))}))
			l := p.reader("/feed", set)
			expect(t, "good", read(t, l), "The new market hall")
			p.set("/feed", fault.handler)
			for what, loader := range map[string]*corpus.Loader{"same process": l, "after a restart": p.reader("/feed", set)} {
				c := read(t, loader)
				expect(t, what, c, "The new market hall")
				if s := c.Sources[0]; !strings.Contains(s.Err, fault.says) || !strings.Contains(s.Err, "its 1 articles of 2026-01-10") {
					t.Errorf("%s: the status says %q", what, s.Err)
				}
				if got := c.Sources[0].ReadAt.Format(time.DateOnly); got != "2026-01-10" {
					t.Errorf("%s: the articles are said to be of %s", what, got)
				}
			}
		})
	}
}

func TestAFeedThatFailsAtOnceSaysSo(t *testing.T) {
	p := newPaper(t)
	c, err := p.reader("/nothing").Read(t.Context(), nil)
	if !errors.Is(err, corpus.ErrEmpty) || !strings.Contains(err.Error(), "404") {
		t.Errorf("error %v", err)
	}
	if len(c.Sources) != 1 || c.Sources[0].Err == "" {
		t.Errorf("sources %+v", c.Sources)
	}
}

func TestPrivateAddressesAreNotReadUnlessAllowed(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"Secret", "", "", "", "", paras(story("vault"))}))
	_, err := p.reader("/feed", func(_ *corpus.Source, o *corpus.Options) { o.Fetch.AllowPrivate = false }).Read(t.Context(), nil)
	if !errors.Is(err, corpus.ErrEmpty) || !strings.Contains(err.Error(), "private") {
		t.Errorf("error %v", err)
	}
	if p.asked("/feed") != 0 {
		t.Error("it was asked")
	}
}

func TestAMovedFeedIsReadAndReported(t *testing.T) {
	p := newPaper(t)
	p.set("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) })
	p.put("/new", "application/rss+xml", rss(item{"The new market hall", "", "", "", "", paras(story("market hall"))}))
	c := read(t, p.reader("/old"))
	expect(t, "moved", c, "The new market hall")
	if s := c.Sources[0]; len(s.Skipped) != 1 || !s.Skipped[0].Kept || !strings.Contains(s.Skipped[0].Reason, p.URL+"/new") {
		t.Errorf("source %+v", s)
	}
}

func TestAPageCanBeASourceOfItsOwn(t *testing.T) {
	p := newPaper(t)
	p.put("/story", "text/html; charset=utf-8", storyPage("The quarry reopens", "quarry"))
	l := p.reader("/story")
	for range 2 {
		c := read(t, l)
		expect(t, "page", c, "The quarry reopens")
		if a := c.Articles[0]; a.URL != p.URL+"/story" || a.Origin.Kind != "html" {
			t.Errorf("article %+v", a)
		}
	}
}

func TestDamagedMemoryIsIgnored(t *testing.T) {
	p := newPaper(t)
	dir := t.TempDir()
	set := func(_ *corpus.Source, o *corpus.Options) { o.MemoryDir = dir }
	p.put("/feed", "application/rss+xml", rss(item{"The new market hall", p.URL + "/hall", "", "", "", paras(story("market hall"))}))
	expect(t, "good", read(t, p.reader("/feed", set)), "The new market hall")
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files (%v)", len(files), err)
	}
	if err := os.WriteFile(dir+"/"+files[0].Name(), []byte(`{"version":1,"remote":{"url":`), 0o600); err != nil {
		t.Fatal(err)
	}
	expect(t, "damaged", read(t, p.reader("/feed", set)), "The new market hall")
}

func TestAMoveForGoodIsRemembered(t *testing.T) {
	p := newPaper(t)
	dir := t.TempDir()
	set := func(_ *corpus.Source, o *corpus.Options) { o.MemoryDir = dir }
	p.set("/old", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
	})
	feed := rss(item{"The new market hall", p.URL + "/hall", "", "", "", paras(story("market hall"))})
	p.put("/new", "application/rss+xml", feed)
	l := p.reader("/old", set)
	for what, loader := range map[string]*corpus.Loader{"the same process": l, "after a restart": p.reader("/old", set)} {
		c := read(t, loader)
		expect(t, what, c, "The new market hall")
		if !strings.Contains(reasons(c), "has moved for good to "+p.URL+"/new") {
			t.Errorf("%s: the status says %q", what, reasons(c))
		}
	}
	if p.asked("/old") != 1 || p.asked("/new") != 2 {
		t.Errorf("%d requests of the old address and %d of the new", p.asked("/old"), p.asked("/new"))
	}
	// It was a mistake: the new address fails, the old one works again.
	p.set("/new", http.NotFound)
	p.put("/old", "application/rss+xml", feed)
	expect(t, "failed", read(t, l), "The new market hall")
	c := read(t, l)
	expect(t, "moved back", c, "The new market hall")
	if c.Sources[0].Err != "" || reasons(c) != "" {
		t.Errorf("source %+v", c.Sources[0])
	}
}

func TestAMoveForNowIsNot(t *testing.T) {
	p := newPaper(t)
	p.set("/feed", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/today", http.StatusTemporaryRedirect)
	})
	p.put("/today", "application/rss+xml", rss(item{"The new market hall", "", "", "", "", paras(story("market hall"))}))
	l := p.reader("/feed")
	for range 2 {
		if c := read(t, l); reasons(c) != "" {
			t.Errorf("the status says %q", reasons(c))
		}
	}
	if p.asked("/feed") != 2 {
		t.Errorf("%d requests of the feed's own address", p.asked("/feed"))
	}
}

func TestAFeedThatIsGoneIsAskedForOnceADay(t *testing.T) {
	p := newPaper(t)
	dir := t.TempDir()
	set := func(_ *corpus.Source, o *corpus.Options) { o.MemoryDir = dir }
	feed := rss(item{"The new market hall", p.URL + "/hall", "", "", "", paras(story("market hall"))})
	p.put("/feed", "application/rss+xml", feed)
	l, clock := p.timed("/feed", set)
	expect(t, "good", read(t, l), "The new market hall")
	p.set("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	restarted, later := p.timed("/feed", set)
	later.Add(time.Hour)
	for _, loader := range []*corpus.Loader{l, l, restarted} {
		c := read(t, loader)
		expect(t, "gone", c, "The new market hall")
		if !strings.Contains(c.Sources[0].Err, "remove the source") {
			t.Errorf("the status says %q", c.Sources[0].Err)
		}
	}
	if n := p.asked("/feed"); n != 2 {
		t.Errorf("%d requests, want one of the good feed and one of the gone", n)
	}
	clock.Add(day)
	read(t, l)
	if n := p.asked("/feed"); n != 3 {
		t.Errorf("%d requests a day later, want 3", n)
	}
	clock.Add(-365 * day) // the clock had been wrong
	p.put("/feed", "application/rss+xml", feed)
	if c := read(t, l); c.Sources[0].Err != "" {
		t.Errorf("back again: %+v", c.Sources[0])
	}
}

func TestWhatWasLeftOutIsSaidEachTime(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"One", "", "", "", "", paras(story("canal"))}, item{"Two", "", "", "", "", paras(story("tower"))}))
	p.put("/lines", "application/jsonl", `{"id":"1","title":"One","text":"The only story there is."}`+"\nbroken\n")
	for path, want := range map[string]string{"/feed": "lists 2 entries", "/lines": "/lines:2: not an article"} {
		l := p.reader(path, func(s *corpus.Source, _ *corpus.Options) { s.Feed.MaxEntries = 1 })
		for _, what := range []string{"new", "unchanged"} {
			if got := reasons(read(t, l)); !strings.Contains(got, want) {
				t.Errorf("%s, %s: the status says %q", path, what, got)
			}
		}
	}
}

func TestA304ThatNobodyAskedForIsAnError(t *testing.T) {
	p := newPaper(t)
	p.set("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	if c := read(t, p.reader("/feed")); !strings.Contains(c.Sources[0].Err, "304") {
		t.Errorf("source %+v", c.Sources[0])
	}
}

func TestAPasswordIsSentAndNotShown(t *testing.T) {
	p := newPaper(t)
	feed := rss(item{"The new market hall", "/hall", "", "", "", paras(story("market hall"))})
	p.set("/old", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
	})
	p.set("/feed", func(w http.ResponseWriter, r *http.Request) {
		if _, password, _ := r.BasicAuth(); password != "s3cret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, feed)
	})
	l := p.reader("", func(s *corpus.Source, _ *corpus.Options) {
		s.Path = strings.Replace(p.URL, "http://", "http://reader:s3cret@", 1) + "/old"
	})
	for _, what := range []string{"moved", "remembered", "failing"} {
		c := read(t, l)
		expect(t, what, c, "The new market hall")
		if shown := fmt.Sprintf("%+v", c); strings.Contains(shown, "s3cret") {
			t.Errorf("%s: the password is in %s", what, shown)
		}
		if what == "remembered" {
			p.set("/feed", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "9") })
		}
	}
}

func TestAnAddressThatIsNoneIsNamedWithItsReason(t *testing.T) {
	for _, path := range []string{"http://reader:s3cret@[::1/feed", "https://", "http://reader:s3cret@host:port/", "http://%zz/"} {
		c, err := corpus.NewLoader([]corpus.Source{{Path: path}}, corpus.Options{}).Read(t.Context(), nil)
		if !errors.Is(err, corpus.ErrEmpty) || len(c.Sources) != 1 || c.Sources[0].Err == "" {
			t.Errorf("%s: %v, %+v", path, err, c.Sources)
		}
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the password is in %v", err)
		}
	}
}
