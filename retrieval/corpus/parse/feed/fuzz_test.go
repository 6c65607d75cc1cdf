package feed

import (
	"testing"

	"articlebot/retrieval/text"
)

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset xmlns:news="n"><url><loc>https://p.example/a</loc><news:news><news:title>a</news:title><news:publication_date>2026-01-05</news:publication_date></news:news></url></urlset>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 3
		feed, err := sitemapEntries(data, Context{Base: "https://p.example/s.xml", Limit: limit})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, e := range feed.Entries {
			if e.Draft.Title == "" || e.Draft.URL == "" || seen[e.Key] || len(feed.Entries) > limit {
				t.Errorf("%+v", feed)
			}
			seen[e.Key] = true
			if title := e.Draft.Title; text.Clean(title) != title {
				t.Errorf("unclean text %q", title)
			}
		}
	})
}

func FuzzMend(f *testing.F) {
	f.Add([]byte(`<rss><channel><item><title>a</title></item><item><ti`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"i`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if out := mend(data); len(out) > 2*len(data)+100 {
			t.Errorf("%d bytes of %d", len(out), len(data))
		}
	})
}
