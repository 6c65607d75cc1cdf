package corpus_test

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/clock/clocktest"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/fetch"
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

// reader makes a loader of one address of the paper.
func (p *paper) reader(path string, change ...func(*corpus.Source, *corpus.Options)) *corpus.Loader {
	s := corpus.Source{Path: p.URL + path}
	opts := corpus.Options{Fetch: fetch.Options{AllowPrivate: true, Clock: clocktest.At(time.Date(2026, 1, 10, 8, 0, 0, 0, time.UTC))}}
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

const day = 24 * time.Hour

// timed makes a loader whose clock the test can turn.
func (p *paper) timed(path string, change ...func(*corpus.Source, *corpus.Options)) (*corpus.Loader, *clocktest.Clock) {
	clock := clocktest.At(time.Date(2026, 1, 10, 8, 0, 0, 0, time.UTC))
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
