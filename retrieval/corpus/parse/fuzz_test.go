package parse

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/feed"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/seeds"
)

// maxList is the longest list in bytes that is joined to the words that announce
// it.
const maxList = 1200

// check tests what every reader promises of whatever it was given.
func check(t *testing.T, p draft.Result, err error) {
	t.Helper()
	if err != nil {
		return
	}
	for _, k := range p.Skips {
		if k.Name == "" || k.Reason == "" {
			t.Errorf("a skip without name or reason: %+v", k)
		}
	}
	for _, d := range p.Drafts {
		if d.Title == "" {
			t.Errorf("an article without title: %+v", d)
		}
		if len(d.Parts) == 0 || d.Brief && (len(d.Parts) != 1 || d.Parts[0].Kind != retrieval.Brief) {
			t.Errorf("parts of %q: %+v", d.Title, d.Parts)
		}
		checkText(t, d.Title)
		for _, part := range d.Parts {
			checkText(t, part.Text)
			if part.Text == "" || len(part.Text) > prose.MaxPassageBytes+maxList {
				t.Errorf("a passage of %d bytes", len(part.Text))
			}
		}
		if d.URL != "" && address.Canonical(d.URL) != d.URL {
			t.Errorf("address %q is not canonical", d.URL)
		}
	}
}

// checkText tests that a text is as the project keeps text.
func checkText(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || strings.TrimSpace(s) != s || strings.ContainsAny(s, "\n\r\t\u00A0\x00") || strings.Contains(s, "  ") {
		t.Errorf("unclean text %q", s)
	}
}

func addSeeds(f *testing.F) {
	for _, pattern := range []string{"../testdata/page/*.txt", "../testdata/html/*.html", "testdata/pages/*.html", "../testdata/markdown/*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, n := range names {
			data, err := os.ReadFile(n)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	page, err := seeds.Files.ReadFile("003_7ae0f8bbe249608a.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(page)
}

func fuzzKind(f *testing.F, kind Kind) {
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Document("x", kind, data, draft.Paper{})
		if err != nil && strings.Contains(err.Error(), "cannot be understood (") {
			t.Errorf("a parser panicked: %v", err)
		}
		check(t, p, err)
	})
}

func FuzzPage(f *testing.F) {
	addSeeds(f)
	f.Add([]byte("T\n\n  • 'A\n\n    A\n\n    S -\n    x\n  • 'B\n"))
	f.Add([]byte("T\n  • '\n   S -\na b"))
	fuzzKind(f, Page)
}

func FuzzHTML(f *testing.F) {
	addSeeds(f)
	f.Add([]byte("<p>a<br><br>b<ul><li>c<li>d</ul><table><tr><td>e<td>f</table><figure><figcaption>g</figure>"))
	fuzzKind(f, HTML)
}

func FuzzMarkdown(f *testing.F) {
	addSeeds(f)
	f.Add([]byte("+++\na = 'b'\n+++\n# t\n\n> - 1. x\n"))
	fuzzKind(f, Markdown)
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><item><title>a</title><link>http://x.example/1</link><description>b &lt;p&gt;c</description></item></channel></rss>`))
	f.Add([]byte(`<rss version="2.0"><channel><item><title>&lt;b>a&lt;/b></title><guid>http://x.example/1?utm_source=b</guid><pubDate>Mon, 05 Jan 2099 08:30:00 GMT</pubDate></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/b/"><entry><id>1</id><title>a</title><link href="c"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>b</p></div></content></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a","content_text":"b\n\nc"}]}`))
	now := time.Date(2026, 1, 10, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Document("x", Feed, data, draft.Paper{})
		check(t, p, err)
		const limit = 3
		served, err := feed.Entries(data, feed.Context{Base: "http://paper.example/feed", ContentType: "text/xml", Limit: limit, Now: now})
		if err != nil {
			return
		}
		if len(served.Entries) > limit || len(served.Entries) > served.Listed {
			t.Errorf("%d entries of %d", len(served.Entries), served.Listed)
		}
		seen := map[string]bool{}
		for _, e := range served.Entries {
			if e.Key == "" || seen[e.Key] {
				t.Errorf("the key %q does not tell the entry from others", e.Key)
			}
			seen[e.Key] = true
			if e.Draft.Published.Sub(now) > feed.MaxAhead {
				t.Errorf("an entry of %v", e.Draft.Published)
			}
			if brief, ok := e.Brief(); ok {
				check(t, draft.Result{Drafts: []draft.Draft{brief}}, nil)
			}
		}
	})
}

func FuzzJSONLines(f *testing.F) {
	f.Add([]byte(`{"id":1,"title":"a","text":"b\n\nc","published":"2026-01-05","url":"http://x.example/"}` + "\n{\n\n[]"))
	f.Add([]byte("\ufeff{\"text\":\"\\u0000\\ud800 a\u0301\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Collection(t.Context(), "x", JSONLines, strings.NewReader(string(data)), collection.Limits{ItemBytes: 1 << 16, Articles: 1000}, draft.Paper{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, p, err)
	})
}

func FuzzRecognise(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if kind, err := Recognise("x", data); err == nil && kind == Auto {
			t.Error("neither a kind nor an error")
		}
	})
}
