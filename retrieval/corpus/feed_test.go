package corpus_test

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/parse/feed"
)

func TestAFeedWithFullTextsNeedsNoPages(t *testing.T) {
	p := newPaper(t)
	p.put("/feed", "application/rss+xml", rss(item{"The new market hall", p.URL + "/hall?utm_source=rss", "Mon, 05 Jan 2026 08:30:00 +0700", "Town", "short", paras(story("market hall"))}))
	c := read(t, p.reader("/feed"))
	expect(t, "full text", c, "The new market hall")
	a := c.Articles[0]
	if a.URL != p.URL+"/hall" || string(a.ID) != a.URL || a.Section != "Town" || a.Published.UTC().Format("2006-01-02 15:04") != "2026-01-05 01:30" || a.Language != "en" || a.Origin.Kind != "feed" {
		t.Errorf("article %+v", a)
	}
	if texts := paragraphsOf(a); len(texts) != 4 || texts[2] != story("market hall")[2] {
		t.Errorf("passages %+v", a.Passages)
	}
	if p.asked("/hall") != 0 {
		t.Error("the page was fetched without need")
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
			if len(c.Articles) == 1 && len(paragraphsOf(c.Articles[0])) != 4 {
				t.Errorf("passages %+v", c.Articles[0].Passages)
			}
		})
	}
}

// entries reads a feed and returns what of each article can be compared.
func (p *paper) entries(t *testing.T, body string, show func(title, url string, published time.Time) string, change ...func(*corpus.Source, *corpus.Options)) []string {
	t.Helper()
	p.put("/x/feed", "text/xml", body)
	var out []string
	for _, a := range read(t, p.reader("/x/feed", append(change, func(s *corpus.Source, _ *corpus.Options) { s.Feed.TeaserOnly = true })...)).Articles {
		out = append(out, strings.ReplaceAll(show(a.Title, a.URL, a.Published), p.URL, ""))
	}
	return out
}

func title(title, _ string, _ time.Time) string { return title }

func address(_, address string, _ time.Time) string { return address }

func date(title, _ string, published time.Time) string {
	if published.IsZero() {
		return title + ": no date"
	}
	return title + ": " + published.UTC().Format(time.RFC3339)
}

func same(t *testing.T, want, got []string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestTitlesWithMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"<b>Bold</b> move":              "Bold move",
		"AT&amp;T grows":                "AT&T grows",
		"H<sub>2</sub>O is scarce":      "H2O is scarce",
		"&lt;i&gt;Hamlet&lt;/i&gt; on":  "Hamlet on",
		"if x<y and y>z":                "if x<y and y>z",
		"1 < 2 & 3 > 2":                 "1 < 2 & 3 > 2",
		"Two<br/>lines":                 "Two lines",
		`<a href="/x">Linked</a> title`: "Linked title",
		"It&#8217;s &quot;here&quot;":   "It’s \"here\"",
		"\n  spread \t over\nlines ":    "spread over lines",
		"<!-- ad -->Plain":              "Plain",
	} {
		p := newPaper(t)
		same(t, []string{want}, p.entries(t, rss(item{title: in, link: "/1", description: "Something about it that can be read."}), title))
	}
}

func TestLinksThatAreRelative(t *testing.T) {
	p := newPaper(t)
	atom := `<feed xmlns="http://www.w3.org/2005/Atom" %s><title>x</title><entry %s><id>1</id><title>One</title><link href="one"/><summary>The first of two stories.</summary></entry>` +
		`<entry><id>2</id><title>Two</title><link rel="self" href="/self"/><link rel="alternate" href="/two"/><summary>The second of two stories.</summary></entry></feed>`
	same(t, []string{"/x/one", "/two"}, p.entries(t, fmt.Sprintf(atom, "", ""), address))
	same(t, []string{"/blog/2026/one", "/two"}, p.entries(t, fmt.Sprintf(atom, `xml:base="/blog/"`, `xml:base="2026/"`), address))
	same(t, []string{"http://a.example/blog/one", "http://a.example/two"}, p.entries(t, fmt.Sprintf(atom, `xml:base="http://a.example/blog/"`, ""), address))
	same(t, []string{"/one", "/x/two"}, p.entries(t, rss(item{"One", "/one", "", "", "The first of two stories.", ""}, item{"Two", "two", "", "", "The second of two stories.", ""}), address))
}

// TestALinkWithWordsOfMarkup has parameters that are names of characters.
func TestALinkWithWordsOfMarkup(t *testing.T) {
	p := newPaper(t)
	p.putPage("story")
	e := p.teaser("story")
	e.link = p.URL + "/story?id=1&amp;copy=2&amp;reg=3"
	p.put("/feed", "application/rss+xml", rss(e))
	if c := read(t, p.reader("/feed")); len(c.Articles) != 1 || c.Articles[0].URL != p.URL+"/story?id=1&copy=2&reg=3" {
		t.Errorf("articles %+v", c.Articles)
	}
}

func TestAnIDThatIsAnAddressIsTheLinkOfAnEntryWithoutOne(t *testing.T) {
	p := newPaper(t)
	feed := `<rss version="2.0"><channel><title>x</title><item><title>One</title><guid%s>http://a.example/one?utm_source=rss</guid><description>The only story there is.</description></item></channel></rss>`
	same(t, []string{"http://a.example/one"}, p.entries(t, fmt.Sprintf(feed, ""), address))
	same(t, []string{""}, p.entries(t, fmt.Sprintf(feed, ` isPermaLink="false"`), address))
}

func TestDatesThatAreMissingOrAhead(t *testing.T) {
	p := newPaper(t)
	entry := func(name, when string) item {
		return item{name, "/" + name, when, "", "All there is to be said about " + name + ".", ""}
	}
	same(t, []string{"none: no date", "nonsense: no date", "today: 2026-01-10T07:00:00Z", "tomorrow: 2026-01-11T07:00:00Z", "next year: no date", "never: no date"},
		p.entries(t, rss(entry("none", ""), entry("nonsense", "yesterday"), entry("today", "Sat, 10 Jan 2026 07:00:00 GMT"),
			entry("tomorrow", "Sun, 11 Jan 2026 07:00:00 GMT"), entry("next year", "Sun, 10 Jan 2027 07:00:00 GMT"), entry("never", "Sun, 10 Jan 9999 07:00:00 GMT")), date))
}

func TestAnEntryThatIsListedTwiceIsOne(t *testing.T) {
	p := newPaper(t)
	one := item{"One", p.URL + "/one", "", "", "", paras(story("canal"))}
	edited := one
	edited.content = paras(story("canal and the tower"))
	feed := rss(one, one, edited, item{"Two", p.URL + "/one", "", "", "", paras(story("harbour"))})
	p.put("/feed", "application/rss+xml", feed)
	expect(t, "same ids", read(t, p.reader("/feed")), "One")
	p.put("/feed", "application/rss+xml", strings.Replace(strings.Replace(feed, "id-One", "id-0", 1), "id-One", "id-1", 1))
	c := read(t, p.reader("/feed"))
	expect(t, "other ids", c, "One")
	if got := paragraphsOf(c.Articles[0])[0]; got != story("canal")[0] {
		t.Errorf("the entry that is listed first is the newest; got %q", got)
	}
}

func TestAnEntryWhoseLinkChanges(t *testing.T) {
	p := newPaper(t)
	p.putPage("ferry")
	p.put("/ferry-at-last", "text/html", storyPage("The ferry", "ferry"))
	feed := func(query, path string) {
		e := p.teaser("ferry")
		e.link = p.URL + path + query
		body := rss(e)
		p.put("/feed", "application/rss+xml", strings.Replace(body, `<guid isPermaLink="false">id-The ferry</guid>`, "<guid>"+p.URL+"/ferry"+query+"</guid>", 1))
	}
	feed("?utm_source=rss&amp;utm_medium=feed", "/ferry")
	l := p.reader("/feed")
	first := read(t, l)
	expect(t, "at first", first, "The ferry")
	feed("?utm_source=rss&amp;utm_medium=feed&amp;utm_campaign=january#comments", "/ferry")
	if d := cmp.Diff(first.Articles, read(t, l).Articles); d != "" {
		t.Errorf("who counts visitors changes the article:\n%s", d)
	}
	if p.asked("/ferry") != 1 {
		t.Errorf("the page was asked for %d times", p.asked("/ferry"))
	}
	feed("", "/ferry-at-last")
	if c := read(t, l); len(c.Articles) != 1 || c.Articles[0].URL != p.URL+"/ferry-at-last" {
		t.Errorf("moved: %+v", c.Articles)
	}
}

func TestAFeedOfTenThousandEntries(t *testing.T) {
	p := newPaper(t)
	const listed = 10_000
	var items []item
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range listed {
		name := fmt.Sprintf("Story %d", listed-i)
		when := start.Add(time.Duration(listed-i) * 30 * time.Minute).Format(time.RFC1123)
		items = append(items, item{name, fmt.Sprintf("/%d", listed-i), when, "", "The whole of " + name + " in one sentence.", ""})
	}
	newestFirst := rss(items...)
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
	for order, test := range map[string]struct {
		body  string
		limit int
		want  int
	}{"newest first": {newestFirst, 0, feed.DefaultMaxEntries}, "oldest first": {rss(items...), 7, 7}} {
		t.Run(order, func(t *testing.T) {
			p.put("/feed", "application/rss+xml", test.body)
			c := read(t, p.reader("/feed", func(s *corpus.Source, _ *corpus.Options) {
				s.Feed = corpus.FeedOptions{TeaserOnly: true, MaxEntries: test.limit}
			}))
			if n := len(c.Articles); n != test.want || c.Articles[0].Title != "Story 10000" || c.Articles[n-1].Title != fmt.Sprintf("Story %d", listed-n+1) {
				t.Errorf("%d articles, from %q to %q", n, c.Articles[0].Title, c.Articles[n-1].Title)
			}
			if got := reasons(c); !strings.Contains(got, fmt.Sprintf("lists 10000 entries, of which the newest %d are read", test.want)) {
				t.Errorf("the status says %q", got)
			}
		})
	}
}
