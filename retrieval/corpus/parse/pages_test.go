package parse

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/dates/stamp"
)

// readPage reads a page of the test data on the clock of Saigon.
func readPage(t *testing.T, name string) Result {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pages", name))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Document(name, HTML, data, Paper{Zone: time.FixedZone("", 7*3600)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pageFacts are what expected.json speaks of.
func pageFacts(d Draft) map[string]string {
	facts := map[string]string{"Title": d.Title, "Author": d.Author, "Published": "", "First": d.Parts[0].Text, "Last": d.Parts[len(d.Parts)-1].Text}
	if !d.Published.IsZero() {
		facts["Published"] = d.Published.Format(time.DateOnly)
	}
	return facts
}

// TestPagesAsPapersMakeThem reads pages that each have one thing that real ones
// have; expected.json says what must be read, a text that it is no article.
func TestPagesAsPapersMakeThem(t *testing.T) {
	raw, err := os.ReadFile("testdata/pages/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var pages []struct {
		File string
		Want json.RawMessage
	}
	if err := json.Unmarshal(raw, &pages); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		t.Run(page.File, func(t *testing.T) {
			p := readPage(t, page.File)
			var want map[string]string
			if json.Unmarshal(page.Want, &want) != nil {
				if len(p.Drafts) != 0 || len(p.Skips) != 1 {
					t.Errorf("read as %q, want %s", p.Drafts[0].Title, page.Want)
				}
				return
			}
			if len(p.Drafts) != 1 {
				t.Fatalf("left out: %v", p.Skips)
			}
			got := pageFacts(p.Drafts[0])
			for field, value := range want {
				if got[field] != value {
					t.Errorf("%s is %q, want %q", field, got[field], value)
				}
			}
		})
	}
}

// TestDatesMeanTheSameInEveryPlace writes every form of a date into each place
// of a page that may hold one.
func TestDatesMeanTheSameInEveryPlace(t *testing.T) {
	raw, err := os.ReadFile("../../dates/stamp/testdata/dates.json")
	if err != nil {
		t.Fatal(err)
	}
	var forms []struct{ Written string }
	if err := json.Unmarshal(raw, &forms); err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("", 7*3600)
	for place, page := range map[string]string{
		"meta":       `<head><meta property="article:published_time" content="DATE"></head><h1>Ferry sails again</h1>TEXT`,
		"JSON-LD":    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sails again","datePublished":"DATE"}</script><h1>Ferry sails again</h1>TEXT`,
		"time":       `<article><h1>Ferry sails again</h1><time datetime="DATE">then</time>TEXT</article>`,
		"class":      `<article><h1>Ferry sails again</h1><div class="article__publish-date">DATE</div>TEXT</article>`,
		"plain line": `<article><h1>Ferry sails again</h1><p>DATE</p>TEXT</article>`,
		"abbr":       `<article><h1>Ferry sails again</h1><abbr class="published" title="DATE">then</abbr>TEXT</article>`,
	} {
		for _, f := range forms {
			want, ok := stamp.Read(f.Written, zone)
			if !ok {
				t.Fatalf("%q is no date", f.Written)
			}
			content := strings.NewReplacer("DATE", f.Written, "TEXT", "<p>"+long+"</p><p>"+long+"</p>").Replace(page)
			p, err := Document("x", HTML, []byte(content), Paper{Zone: zone})
			if err != nil || len(p.Drafts) != 1 || !p.Drafts[0].Published.Equal(want) {
				t.Errorf("%q in %s: %+v %v, want %v", f.Written, place, p.Drafts, err, want)
			}
		}
	}
}
