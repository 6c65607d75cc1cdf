package corpus_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
)

func TestATeaserIsReplacedByTheLinkedPage(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"Ferry", p.URL + "/ferry", "Mon, 05 Jan 2026 08:30:00 GMT", "Travel", "The ferry is the talk of the town…", ""}))
	p.put("/ferry", "text/html", storyPage("Ferry returns", "ferry"))
	l := p.reader("/feed")
	c := read(t, l)
	expect(t, "first read", c, "Ferry returns")
	if a := c.Articles[0]; a.Section != "Travel" || a.Published.IsZero() || len(paragraphsOf(a)) != 4 {
		t.Errorf("article %+v", a)
	}
	expect(t, "second read", read(t, l), "Ferry returns")
	if p.asked("/feed") != 2 || p.asked("/ferry") != 1 {
		t.Errorf("%d requests of the feed, %d of the page", p.asked("/feed"), p.asked("/ferry"))
	}
}

// TestALinkMayLeadToAnotherForm of an article than a web page, or to none.
func TestALinkMayLeadToAnotherForm(t *testing.T) {
	nitf := `<?xml version="1.0"?><nitf><body><body.head><hedline><hl1>Ferry returns</hl1></hedline></body.head><body.content>` + paras(story("ferry")) + `</body.content></body></nitf>`
	for name, c := range map[string]struct{ contentType, body, want string }{
		"an agency's XML":       {"application/xml", nitf, "Ferry returns"},
		"a feed":                {"application/rss+xml", rss(item{"Other", "https://paper.example/other", "", "", story("mill")[0], ""}), "brief: Ferry"},
		"XML of nobody's":       {"text/xml", `<?xml version="1.0"?><data>` + paras(story("ferry")) + `</data>`, "brief: Ferry"},
		"a page without a type": {"", storyPage("Ferry returns", "ferry"), "Ferry returns"},
	} {
		p := newPaper(t)
		p.put("/feed", "application/rss+xml", rss(item{"Ferry", p.URL + "/ferry", "", "", "The ferry is the talk of the town…", ""}))
		p.put("/ferry", c.contentType, c.body)
		expect(t, name, read(t, p.reader("/feed")), c.want)
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
	if s := c.Sources[0]; s.Err != "" || len(s.Skipped) != 1 || !strings.Contains(s.Skipped[0].Reason, "404") || !s.Skipped[0].Kept || s.Skipped[0].File != s.Source {
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
	if s := c.Sources[0]; s.Articles != corpus.MaxPagesPerRead || s.Briefs != 5 || len(s.Skipped) != 1 || !s.Skipped[0].Kept {
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
	clock.Add(day)
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
	clock.Add(time.Hour)
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
		clock.Add(time.Hour)
		read(t, l)
	}
	if n := asked(); n < 15 || n > 60 {
		t.Errorf("%d pages were asked for in 40 hours", n)
	}
	for i := range 5 {
		p.putPage(fmt.Sprintf("well%d", i))
	}
	clock.Add(day)
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
	clock.Add(time.Hour)
	p.put("/ferry", "text/html", storyPage("The ferry", "new ferry"))
	if c := read(t, l); len(c.Articles) != 1 || c.Articles[0].Brief || !strings.Contains(c.Articles[0].Passages[0].Text, "new ferry") {
		t.Errorf("the page can be read: %+v", c.Articles)
	}
	e.description = "All about the ferry of the town, withdrawn."
	p.put("/feed", "application/rss+xml", rss(e))
	p.set("/ferry", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	expect(t, "the page is gone", read(t, l), "brief: The ferry")
}
