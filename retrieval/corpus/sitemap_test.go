package corpus_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"articlebot/retrieval/corpus"
)

// newsSitemap names pages of a paper.
func newsSitemap(base string, topics ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`)
	fmt.Fprintf(&b, "<url><loc>%s/about</loc></url>", base)
	for _, topic := range topics {
		fmt.Fprintf(&b, "<url><loc>%s/%s</loc><news:news><news:publication><news:name>P</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-01-05T08:30:00+07:00</news:publication_date><news:title>The %s</news:title></news:news></url>", base, topic, topic)
	}
	b.WriteString("</urlset>")
	return b.String()
}

func TestANewsSitemapIsTheWayToAnArchive(t *testing.T) {
	p := newPaper(t)
	p.put("/sitemap.xml", "application/xml", newsSitemap(p.URL, "ferry", "quarry", "secret"))
	p.put("/robots.txt", "text/plain", "User-agent: *\nDisallow: /secret\n")
	for _, topic := range []string{"ferry", "quarry", "secret", "about"} {
		p.put("/"+topic, "text/html", strings.Replace(storyPage("The "+topic, topic), "article:published_time", "x", 1))
	}
	l := p.reader("/sitemap.xml")
	c := read(t, l)
	expect(t, "first read", c, "The ferry", "The quarry")
	if a := c.Articles[0]; a.URL != p.URL+"/ferry" || a.Published.IsZero() || a.Language != "en" {
		t.Errorf("article %+v", a)
	}
	if s := c.Sources[0]; s.Err != "" || len(s.Skipped) != 1 || !strings.Contains(s.Skipped[0].Reason, "robots.txt") {
		t.Errorf("source %+v", s)
	}
	expect(t, "second read", read(t, l), "The ferry", "The quarry")
	if p.asked("/ferry") != 1 || p.asked("/secret") != 0 || p.asked("/about") != 0 {
		t.Errorf("%d requests of a page, %d of a forbidden one, %d of one that is no news", p.asked("/ferry"), p.asked("/secret"), p.asked("/about"))
	}
}

func TestAPackedSitemapIsUnpacked(t *testing.T) {
	p := newPaper(t)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write([]byte(newsSitemap(p.URL, "ferry")))
	must(t, err)
	must(t, z.Close())
	p.set("/sitemap.xml.gz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(packed.Bytes()) })
	p.put("/ferry", "text/html", storyPage("The ferry", "ferry"))
	expect(t, "packed", read(t, p.reader("/sitemap.xml.gz")), "The ferry")
}

func TestOtherSitemapsAreRefusedWithTheWayOut(t *testing.T) {
	p := newPaper(t)
	p.put("/pages.xml", "application/xml", newsSitemap(p.URL))
	p.put("/index.xml", "application/xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://p.example/news.xml</loc></sitemap></sitemapindex>`)
	for path, says := range map[string]string{"/pages.xml": "names no news", "/index.xml": "such as https://p.example/news.xml"} {
		c, _ := p.reader(path).Read(t.Context(), nil)
		if len(c.Articles) > 0 || !strings.Contains(c.Sources[0].Err, says) {
			t.Errorf("%s: %+v, want %q", path, c.Sources[0], says)
		}
	}
}

func TestAFeedThatBreaksOffLosesNothingThatItHeld(t *testing.T) {
	p := newPaper(t)
	whole := rss(item{"The ferry", p.URL + "/ferry", "", "", "", paras(story("ferry"))}, item{"The quarry", p.URL + "/quarry", "", "", "", paras(story("quarry"))})
	p.put("/feed", "application/rss+xml", whole)
	l := p.reader("/feed")
	expect(t, "whole", read(t, l), "The ferry", "The quarry")
	p.put("/feed", "application/rss+xml", whole[:strings.Index(whole, "The quarry")])
	c := read(t, l)
	expect(t, "broken off", c, "The ferry", "The quarry")
	if s := c.Sources[0].Skipped; len(s) != 1 || !s[0].Kept || !strings.Contains(s[0].Reason, "broke off after 1") {
		t.Errorf("skipped %+v", s)
	}
	p.put("/feed", "application/rss+xml", rss(item{"The ferry", p.URL + "/ferry", "", "", "", paras(story("ferry"))}))
	expect(t, "whole again, one withdrawn", read(t, l), "The ferry")
}

func TestAPackedFileThatGrowsWithoutEndIsGivenUp(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	line := []byte(strings.Repeat(" ", 1<<20) + "\n")
	for range 200 {
		_, err := z.Write(line)
		must(t, err)
	}
	must(t, z.Close())
	write(t, dir+"/bomb.jsonl.gz", packed.String())
	write(t, dir+"/good.txt", plainPage("The good page", "bridge"))
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{}))
	expect(t, "the rest", c, "The good page")
	if s := c.Sources[0].Skipped; len(s) != 1 || !strings.Contains(s[0].Reason, "made to do harm") && !strings.Contains(s[0].Reason, "empty") {
		t.Errorf("skipped %+v", s)
	}
}
