package corpus_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/parse"
)

// paper is a newspaper's server on loopback. Its pages can be changed while it
// runs.
type paper struct {
	*httptest.Server
	mu       sync.Mutex
	pages    map[string]http.HandlerFunc
	requests map[string]int
}

func newPaper(t *testing.T) *paper {
	p := &paper{pages: map[string]http.HandlerFunc{}, requests: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.requests[r.URL.Path]++
		h := p.pages[r.URL.Path]
		p.mu.Unlock()
		if h == nil {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *paper) set(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[path] = h
}

// put serves a body with an ETag of its content.
func (p *paper) put(path, contentType, body string) {
	tag := fmt.Sprintf(`"%x"`, len(body))
	p.set(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		w.Header().Set("Content-Type", contentType)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	})
}

func (p *paper) asked(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests[path]
}

// steadyClock moves only when somebody waits.
type steadyClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *steadyClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// pass lets time pass, or turns it back.
func (c *steadyClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *steadyClock) Wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// reader makes a loader of one address of the paper.
func (p *paper) reader(path string, change ...func(*corpus.Source, *corpus.Options)) *corpus.Loader {
	s := corpus.Source{Path: p.URL + path}
	opts := corpus.Options{Fetch: fetch.Options{AllowPrivate: true, Clock: &steadyClock{now: time.Date(2026, 1, 10, 8, 0, 0, 0, time.UTC)}}}
	for _, c := range change {
		c(&s, &opts)
	}
	return corpus.NewLoader([]corpus.Source{s}, opts)
}

func read(t *testing.T, l *corpus.Loader) retrieval.Corpus {
	t.Helper()
	c, err := l.Read(t.Context(), nil)
	if err != nil && !errors.Is(err, corpus.ErrEmpty) {
		t.Fatal(err)
	}
	return c
}

func titles(c retrieval.Corpus) []string {
	var out []string
	for _, a := range c.Articles {
		if a.Brief {
			out = append(out, "brief: "+a.Title)
		} else {
			out = append(out, a.Title)
		}
	}
	return out
}

func expect(t *testing.T, what string, c retrieval.Corpus, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, titles(c)); diff != "" {
		t.Errorf("%s: titles (-want +got):\n%s\n%+v", what, diff, c.Sources)
	}
}

// item is an entry of an RSS feed.
type item struct{ title, link, date, category, description, content string }

func rss(items ...item) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example</title><language>en</language>`)
	for _, i := range items {
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">id-%s</guid><pubDate>%s</pubDate><category>%s</category><description>%s</description>",
			html.EscapeString(i.title), i.link, html.EscapeString(i.title), i.date, i.category, html.EscapeString(i.description))
		if i.content != "" {
			fmt.Fprintf(&b, "<content:encoded><![CDATA[%s]]></content:encoded>", i.content)
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// story is a text long enough to be an article, different for every topic.
func story(topic string) []string {
	return []string{
		"The " + topic + " was the only subject at the town meeting on Monday, where more than two hundred people filled the hall of the old school and stood along its walls until midnight.",
		"Speakers recalled how the " + topic + " had been planned, delayed and planned again. The treasurer explained with patience that the money was there and that only the signatures of three owners were missing.",
		"“We have talked about the " + topic + " since my daughter was born, and she is now old enough to vote on it,” said Ruth Amberg, who keeps the hardware shop beside the station and has collected all the letters.",
		"A decision on the " + topic + " is expected before the summer. Until then the committee will meet every second week, and its minutes are open to everybody who asks for them at the desk.",
	}
}

func paras(texts []string) string { return "<p>" + strings.Join(texts, "</p><p>") + "</p>" }

func storyPage(title, topic string) string {
	return "<html lang=en><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>" + paras(story(topic)) + "</article></body></html>"
}

func TestAFeedWithFullTextsNeedsNoPages(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"The new market hall", p.URL + "/hall?utm_source=rss", "Mon, 05 Jan 2026 08:30:00 +0700", "Town", "short", paras(story("market hall"))}))
	c := read(t, p.reader("/feed"))
	expect(t, "full text", c, "The new market hall")
	a := c.Articles[0]
	if a.URL != p.URL+"/hall" || string(a.ID) != a.URL || a.Section != "Town" || a.Published.UTC().Format("2006-01-02 15:04") != "2026-01-05 01:30" || a.Language != "en" || a.Origin.Kind != "feed" {
		t.Errorf("article %+v", a)
	}
	if len(a.Passages) != 4 || a.Passages[2].Text != story("market hall")[2] {
		t.Errorf("passages %+v", a.Passages)
	}
	if p.asked("/hall") != 0 {
		t.Error("the page was fetched without need")
	}
}

func TestATeaserIsReplacedByTheLinkedPage(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"Ferry", p.URL + "/ferry", "Mon, 05 Jan 2026 08:30:00 GMT", "Travel", "The ferry is the talk of the town…", ""}))
	p.put("/ferry", "text/html", storyPage("Ferry returns", "ferry"))
	l := p.reader("/feed")
	c := read(t, l)
	expect(t, "first read", c, "Ferry returns")
	if a := c.Articles[0]; a.Section != "Travel" || a.Published.IsZero() || len(a.Passages) != 4 {
		t.Errorf("article %+v", a)
	}
	expect(t, "second read", read(t, l), "Ferry returns")
	if p.asked("/feed") != 2 || p.asked("/ferry") != 1 {
		t.Errorf("%d requests of the feed, %d of the page", p.asked("/feed"), p.asked("/ferry"))
	}
}

func TestATeaserWithoutItsPageIsABrief(t *testing.T) {
	p := newPaper(t)
	teaser := "The council will hear both sides on Thursday before it votes."
	p.put("/feed", "application/rss+xml", rss(item{"Vote on the mill", p.URL + "/mill", "", "", teaser, ""}))
	l := p.reader("/feed")
	c := read(t, l)
	expect(t, "page missing", c, "brief: Vote on the mill")
	if a := c.Articles[0]; a.Passages[0].Kind != retrieval.Brief || a.Passages[0].Text != teaser {
		t.Errorf("passages %+v", a.Passages)
	}
	if s := c.Sources[0]; s.Err != "" || len(s.Skipped) != 1 || !strings.Contains(s.Skipped[0].Reason, "404") {
		t.Errorf("source %+v", s)
	}
	p.put("/mill", "text/html", storyPage("Vote on the mill", "mill"))
	expect(t, "page there at last", read(t, l), "Vote on the mill")
}

func TestTeasersAreLeftAloneWhereTheSourceSaysSo(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"Ferry", p.URL + "/ferry", "", "", "The ferry is the talk of the town.", ""}))
	p.put("/ferry", "text/html", storyPage("Ferry returns", "ferry"))
	c := read(t, p.reader("/feed", func(s *corpus.Source, _ *corpus.Options) { s.Feed.TeaserOnly = true }))
	expect(t, "teaser only", c, "brief: Ferry")
}

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

func TestLinksToOtherHostsAreNotFollowed(t *testing.T) {
	p, other := newPaper(t), newPaper(t)
	other.put("/page", "text/html", storyPage("Elsewhere", "lake"))
	link := strings.Replace(other.URL, "127.0.0.1", "localhost", 1) + "/page"
	p.put("/feed", "application/rss+xml", rss(item{"Elsewhere", link, "", "", "The lake is the talk of the town.", ""}))
	expect(t, "not listed", read(t, p.reader("/feed")), "brief: Elsewhere")
	if other.asked("/page") != 0 {
		t.Error("the other host was asked")
	}
	c := read(t, p.reader("/feed", func(_ *corpus.Source, o *corpus.Options) { o.Fetch.AllowHosts = []string{"localhost"} }))
	expect(t, "listed", c, "Elsewhere")
}

func TestAMovedFeedIsReadAndReported(t *testing.T) {
	p := newPaper(t)
	p.set("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) })
	p.put("/new", "application/rss+xml", rss(item{"The new market hall", "", "", "", "", paras(story("market hall"))}))
	c := read(t, p.reader("/old"))
	expect(t, "moved", c, "The new market hall")
	if s := c.Sources[0]; len(s.Skipped) != 1 || !strings.Contains(s.Skipped[0].Reason, p.URL+"/new") {
		t.Errorf("source %+v", s)
	}
}

func TestFeedsOfAllFormatsAndEncodings(t *testing.T) {
	text := paras(story("theatre"))
	latin := strings.ReplaceAll(strings.Replace(rss(item{"Caf\u00e9 th\u00e9\u00e2tre", "", "", "", "", text}), "UTF-8", "ISO-8859-1", 1), "“", `"`)
	latin = strings.ReplaceAll(latin, "”", `"`)
	var bytes []byte
	for _, r := range latin {
		bytes = append(bytes, byte(r))
	}
	feeds := map[string]struct{ contentType, body, want string }{
		"atom": {"application/atom+xml", `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>x</title><entry><id>tag:x,1</id><title>The old theatre</title><updated>2026-01-05T08:30:00Z</updated><author><name>Ann Lee</name></author><content type="html">` +
			html.EscapeString(text) + `</content></entry></feed>`, "The old theatre"},
		"json feed": {"application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","title":"The old theatre","date_published":"2026-01-05T08:30:00Z","content_html":` +
			fmt.Sprintf("%q", text) + `}]}`, "The old theatre"},
		"json feed in plain text": {"application/json", `{"version":"https://jsonfeed.org/version/1","title":"x","items":[{"id":"1","title":"The old theatre","content_text":` +
			fmt.Sprintf("%q", strings.Join(story("theatre"), "\n\n")) + `}]}`, "The old theatre"},
		"declared latin-1":     {"application/rss+xml", string(bytes), "Café théâtre"},
		"undeclared latin-1":   {"text/xml; charset=iso-8859-1", strings.Replace(string(bytes), ` encoding="ISO-8859-1"`, "", 1), "Café théâtre"},
		"controls in the text": {"application/rss+xml", strings.Replace(rss(item{"The old theatre", "", "", "", "", text}), "theatre was", "thea\x01tre was", 1), "The old theatre"},
	}
	for name, f := range feeds {
		t.Run(name, func(t *testing.T) {
			p := newPaper(t)
			p.put("/f", f.contentType, f.body)
			c := read(t, p.reader("/f"))
			expect(t, "read", c, f.want)
			if len(c.Articles) == 1 && len(c.Articles[0].Passages) != 4 {
				t.Errorf("passages %+v", c.Articles[0].Passages)
			}
		})
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

func TestOnlyArticlesThatScrolledOffAreKept(t *testing.T) {
	p := newPaper(t)
	entry := func(topic, day string) item {
		return item{"The " + topic, p.URL + "/" + topic, "Mon, " + day + " Jan 2026 08:00:00 GMT", "", "", paras(story(topic))}
	}
	p.put("/feed", "application/rss+xml", rss(entry("canal", "03"), entry("tower", "02"), entry("well", "01")))
	l := p.reader("/feed", func(s *corpus.Source, _ *corpus.Options) { s.Feed.Keep = 30 * 24 * time.Hour })
	expect(t, "before", read(t, l), "The canal", "The tower", "The well")
	// The tower is withdrawn: an older entry is still listed. The well is only
	// pushed off.
	p.put("/feed", "application/rss+xml", rss(entry("harbour", "04"), entry("canal", "03"), entry("quay", "01")))
	expect(t, "after", read(t, l), "The harbour", "The canal", "The quay", "The well")
	plain := p.reader("/feed")
	expect(t, "without memory", read(t, plain), "The harbour", "The canal", "The quay")
}

func TestANewFeedIsTakenInPortions(t *testing.T) {
	p := newPaper(t)
	var items []item
	for i := range corpus.MaxPagesPerRead + 5 {
		topic := fmt.Sprintf("well%d", i)
		items = append(items, item{"The " + topic, p.URL + "/" + topic, "", "", "All about the " + topic + " of the town.", ""})
		p.put("/"+topic, "text/html", storyPage("The "+topic, topic))
	}
	p.put("/feed", "application/rss+xml", rss(items...))
	l := p.reader("/feed")
	var last [2]int
	c, err := l.Read(t.Context(), func(done, total int) { last = [2]int{done, total} })
	must(t, err)
	if s := c.Sources[0]; s.Articles != corpus.MaxPagesPerRead || s.Briefs != 5 || len(s.Skipped) != 1 {
		t.Errorf("first read: %+v", s)
	}
	if want := corpus.MaxPagesPerRead + 1; last != [2]int{want, want} {
		t.Errorf("progress ended at %v, want %d of it", last, want)
	}
	if s := read(t, l).Sources[0]; s.Articles != len(items) || s.Briefs != 0 || len(s.Skipped) != 0 {
		t.Errorf("second read: %+v", s)
	}
}

func TestAServerThatIsTiredIsAskedNoMore(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"One", p.URL + "/1", "", "", "The first of three stories.", ""}, item{"Two", p.URL + "/2", "", "", "The second of three stories.", ""}, item{"Three", p.URL + "/3", "", "", "The third of three stories.", ""}))
	tired := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	for _, path := range []string{"/1", "/2", "/3"} {
		p.set(path, tired)
	}
	c := read(t, p.reader("/feed"))
	expect(t, "tired", c, "brief: One", "brief: Two", "brief: Three")
	if n := p.asked("/1") + p.asked("/2") + p.asked("/3"); n != 1 {
		t.Errorf("%d pages were asked for, want 1", n)
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
