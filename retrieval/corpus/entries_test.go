package corpus_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/corpus"
)

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
