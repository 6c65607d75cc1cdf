package corpus_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
)

const day = 24 * time.Hour

// timed makes a loader whose clock the test can turn.
func (p *paper) timed(path string, change ...func(*corpus.Source, *corpus.Options)) (*corpus.Loader, *steadyClock) {
	clock := &steadyClock{now: time.Date(2026, 1, 10, 8, 0, 0, 0, time.UTC)}
	change = append(change, func(_ *corpus.Source, o *corpus.Options) { o.Fetch.Clock = clock })
	return p.reader(path, change...), clock
}

// teaser is an entry whose text is on the page /topic.
func (p *paper) teaser(topic string) item {
	return item{"The " + topic, p.URL + "/" + topic, "Mon, 05 Jan 2026 08:30:00 GMT", "", "All about the " + topic + " of the town.", ""}
}

func (p *paper) putPage(topic string) {
	p.put("/"+topic, "text/html", storyPage("The "+topic, topic))
}

func reasons(c retrieval.Corpus) string {
	var all []string
	for _, s := range c.Sources {
		for _, k := range s.Skipped {
			all = append(all, k.Name+": "+k.Reason)
		}
	}
	return strings.Join(all, "\n")
}

func TestPagesThatRobotsForbidAreTakenInBrief(t *testing.T) {
	p := newPaper(t)
	p.put("/robots.txt", "text/plain", "User-agent: *\nDisallow: /feed\nDisallow: /well\nDisallow: /tower\n")
	for _, topic := range []string{"canal", "well", "tower"} {
		p.putPage(topic)
	}
	p.put("/feed", "application/rss+xml", rss(p.teaser("canal"), p.teaser("well"), p.teaser("tower")))
	l, clock := p.timed("/feed")
	c := read(t, l)
	expect(t, "the feed itself is read", c, "The canal", "brief: The well", "brief: The tower")
	if got := reasons(c); !strings.Contains(got, "/feed: 2 linked pages are shown in brief: the robots.txt of 127.0.0.1") || strings.Count(got, "\n") != 0 {
		t.Errorf("the status says %q", got)
	}
	if p.asked("/well")+p.asked("/tower") != 0 {
		t.Error("a page was asked for that may not be")
	}
	p.put("/robots.txt", "text/plain", "User-agent: *\nDisallow: /well\n")
	clock.pass(day)
	expect(t, "when a rule is gone", read(t, l), "The canal", "brief: The well", "The tower")
}

func TestRobotsThatCannotBeReadKeepPagesWaiting(t *testing.T) {
	p := newPaper(t)
	p.set("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	p.putPage("canal")
	p.put("/feed", "application/rss+xml", rss(p.teaser("canal")))
	l, clock := p.timed("/feed")
	c := read(t, l)
	expect(t, "unreadable", c, "brief: The canal")
	if got := reasons(c); !strings.Contains(got, "cannot be read") || !strings.Contains(got, "502") {
		t.Errorf("the status says %q", got)
	}
	p.set("/robots.txt", http.NotFound)
	clock.pass(time.Hour)
	expect(t, "not there", read(t, l), "The canal")
}

func TestARoundOfPagesEndsInTime(t *testing.T) {
	p := newPaper(t)
	p.put("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 20\n")
	var items []item
	for i := range 10 {
		topic := fmt.Sprintf("well%d", i)
		p.putPage(topic)
		items = append(items, p.teaser(topic))
	}
	p.put("/feed", "application/rss+xml", rss(items...))
	l, clock := p.timed("/feed")
	began := clock.Now()
	c := read(t, l)
	if s := c.Sources[0]; s.Articles < 5 || s.Briefs < 3 || !strings.Contains(reasons(c), fmt.Sprintf("%d linked pages are shown in brief until a later reload", s.Briefs)) {
		t.Errorf("first read: %+v", s)
	}
	if took := clock.Now().Sub(began); took > 3*time.Minute {
		t.Errorf("it took %v", took)
	}
	if s := read(t, l).Sources[0]; s.Articles != 10 {
		t.Errorf("second read: %+v", s)
	}
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
	later.pass(time.Hour)
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
	clock.pass(day)
	read(t, l)
	if n := p.asked("/feed"); n != 3 {
		t.Errorf("%d requests a day later, want 3", n)
	}
	clock.pass(-365 * day) // the clock had been wrong
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

// TestALyingETagChangesNothing serves the same entries under a new ETag each
// time, with white space that differs.
func TestALyingETagChangesNothing(t *testing.T) {
	p := newPaper(t)
	p.putPage("ferry")
	n := 0
	p.set("/feed", func(w http.ResponseWriter, _ *http.Request) {
		n++
		w.Header().Set("ETag", fmt.Sprintf(`"%d"`, n))
		fmt.Fprint(w, rss(p.teaser("ferry")), strings.Repeat(" ", n))
	})
	l := p.reader("/feed")
	first, second := read(t, l), read(t, l)
	if d := cmp.Diff(first.Articles, second.Articles); d != "" {
		t.Errorf("the articles changed:\n%s", d)
	}
	if p.asked("/feed") != 2 || p.asked("/ferry") != 1 {
		t.Errorf("%d requests of the feed, %d of the page", p.asked("/feed"), p.asked("/ferry"))
	}
}

func TestA304ThatNobodyAskedForIsAnError(t *testing.T) {
	p := newPaper(t)
	p.set("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	if c := read(t, p.reader("/feed")); !strings.Contains(c.Sources[0].Err, "304") {
		t.Errorf("source %+v", c.Sources[0])
	}
}

func TestOtherOptionsReadAnUnchangedFeedAnew(t *testing.T) {
	p := newPaper(t)
	dir := t.TempDir()
	p.putPage("ferry")
	p.putPage("well")
	p.put("/feed", "application/rss+xml", rss(p.teaser("ferry"), p.teaser("well")))
	with := func(f corpus.FeedOptions) *corpus.Loader {
		return p.reader("/feed", func(s *corpus.Source, o *corpus.Options) { s.Feed, o.MemoryDir = f, dir })
	}
	expect(t, "as it is", read(t, with(corpus.FeedOptions{})), "The ferry", "The well")
	expect(t, "teasers only", read(t, with(corpus.FeedOptions{TeaserOnly: true})), "brief: The ferry", "brief: The well")
	expect(t, "one entry", read(t, with(corpus.FeedOptions{MaxEntries: 1})), "The ferry")
	expect(t, "as it was", read(t, with(corpus.FeedOptions{})), "The ferry", "The well")
}

func TestAServerThatFailsIsAskedLessAndLess(t *testing.T) {
	p := newPaper(t)
	var items []item
	down := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }
	for i := range 5 {
		topic := fmt.Sprintf("well%d", i)
		p.set("/"+topic, down)
		items = append(items, p.teaser(topic))
	}
	p.put("/feed", "application/rss+xml", rss(items...))
	asked := func() int {
		n := 0
		for i := range 5 {
			n += p.asked(fmt.Sprintf("/well%d", i))
		}
		return n
	}
	l, clock := p.timed("/feed")
	c := read(t, l)
	if got := reasons(c); asked() != 3 || !strings.Contains(got, "2 linked pages are shown in brief for now") {
		t.Errorf("%d pages were asked for; the status says %q", asked(), got)
	}
	for range 40 {
		clock.pass(time.Hour)
		read(t, l)
	}
	if n := asked(); n < 15 || n > 60 {
		t.Errorf("%d pages were asked for in 40 hours", n)
	}
	for i := range 5 {
		p.putPage(fmt.Sprintf("well%d", i))
	}
	clock.pass(day)
	if s := read(t, l).Sources[0]; s.Articles != 5 {
		t.Errorf("up again: %+v", s)
	}
}

func TestAHostThatIsAllowedLaterIsRead(t *testing.T) {
	p := newPaper(t)
	dir := t.TempDir()
	p.putPage("ferry")
	away := strings.Replace(p.URL, "127.0.0.1", "localhost", 1)
	p.set("/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, away+"/ferry", http.StatusFound) })
	e := p.teaser("ferry")
	e.link = p.URL + "/away"
	p.put("/feed", "application/rss+xml", rss(e))
	for range 8 {
		expect(t, "not allowed", read(t, p.reader("/feed", func(_ *corpus.Source, o *corpus.Options) { o.MemoryDir = dir })), "brief: The ferry")
	}
	if n := p.asked("/away"); n != 5 {
		t.Errorf("%d requests of a page that leads away, want 5", n)
	}
	c := read(t, p.reader("/feed", func(_ *corpus.Source, o *corpus.Options) {
		o.MemoryDir, o.Fetch.AllowHosts = dir, []string{"localhost"}
	}))
	expect(t, "allowed", c, "The ferry")
}

func TestATextStandsUntilTheChangedPageIsRead(t *testing.T) {
	p := newPaper(t)
	p.putPage("ferry")
	e := p.teaser("ferry")
	p.put("/feed", "application/rss+xml", rss(e))
	l, clock := p.timed("/feed")
	expect(t, "at first", read(t, l), "The ferry")
	e.description = "All about the ferry of the town, corrected and longer."
	p.put("/feed", "application/rss+xml", rss(e))
	p.set("/ferry", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	c := read(t, l)
	expect(t, "the page cannot be read", c, "The ferry")
	if got := reasons(c); !strings.Contains(got, "its text of before is kept") {
		t.Errorf("the status says %q", got)
	}
	clock.pass(time.Hour)
	p.put("/ferry", "text/html", storyPage("The ferry", "new ferry"))
	if c := read(t, l); len(c.Articles) != 1 || c.Articles[0].Brief || !strings.Contains(c.Articles[0].Passages[0].Text, "new ferry") {
		t.Errorf("the page can be read: %+v", c.Articles)
	}
	e.description = "All about the ferry of the town, withdrawn."
	p.put("/feed", "application/rss+xml", rss(e))
	p.set("/ferry", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	expect(t, "the page is gone", read(t, l), "brief: The ferry")
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
