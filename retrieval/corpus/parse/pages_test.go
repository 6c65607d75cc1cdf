package parse

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/dates/stamp"
)

// long stands for the paragraphs around.
const long = "The committee met for the third time this year and went through the list of roads that were damaged by the floods of August, from the pass in the north down to the ferry landing. " +
	"It found that eleven of them can be repaired before the rains come back, and that four need a new bed. The money will come from the reserve, as the council decided in the spring."

// readPage reads a page of the test data on the clock of Saigon.
func readPage(t *testing.T, name string) draft.Result {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pages", name))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Document(name, HTML, data, draft.Paper{Zone: time.FixedZone("", 7*3600)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pageFacts are what expected.json speaks of.
func pageFacts(d draft.Draft) map[string]string {
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
			p, err := Document("x", HTML, []byte(content), draft.Paper{Zone: zone})
			if err != nil || len(p.Drafts) != 1 || !p.Drafts[0].Published.Equal(want) {
				t.Errorf("%q in %s: %+v %v, want %v", f.Written, place, p.Drafts, err, want)
			}
		}
	}
}

// TestPagesByKind reads what templates do, one thing at a time. BODY is the
// article's text.
func TestPagesByKind(t *testing.T) {
	const text = "<p>" + long + "</p><p>" + long + "</p>"
	for name, test := range map[string]struct {
		page string
		want map[string]string
	}{
		"a person by id in the graph": {`<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ferry sails again","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Lan Pham"}]}</script><h1>Ferry sails again</h1>BODY`,
			map[string]string{"Author": "Lan Pham"}},
		"the publisher as author, a name printed": {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sails again","author":{"@type":"Organization","name":"Pier Post"},"publisher":{"name":"Pier Post"}}</script><article><h1>Ferry sails again</h1><div class="post-meta"><a rel="author" href="/lan">Lan Pham</a></div>BODY</article>`,
			map[string]string{"Author": "Lan Pham"}},
		"nobody but the publisher": {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sails again","author":{"@type":"Organization","name":"Pier Post"},"publisher":{"name":"Pier Post"}}</script><article><h1>Ferry sails again</h1>BODY</article>`,
			map[string]string{"Author": ""}},
		"an agency as author": {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sails again","author":{"@type":"Organization","name":"Reuters"},"publisher":{"name":"Pier Post"}}</script><article><h1>Ferry sails again</h1>BODY</article>`,
			map[string]string{"Author": "Reuters"}},
		"the owner of the copyright, a name printed": {`<meta name="author" content="Pier Holdings"><article><h1>Ferry sails again</h1><p class="byline">By Lan Pham</p>BODY</article><footer>© 2026 Pier Holdings</footer>`,
			map[string]string{"Author": "Lan Pham"}},
		"a byline below the standfirst": {`<article><h1>Ferry sails again</h1><p>The ferry to the island sails again from Monday, the harbour office said on Sunday, after its engine was repaired.</p><p>By Lan Pham</p>BODY</article>`,
			map[string]string{"Author": "Lan Pham"}},
		"several names one after the other": {`<article><h1>Ferry sails again</h1><div><span class="author-name">Lan Pham</span><span class="author-name">Minh Duc</span></div>BODY</article>`,
			map[string]string{"Author": "Lan Pham, Minh Duc"}},
		"a reader's name is no author's": {`<article><h1>Ferry sails again</h1>BODY</article><div class="comments"><span class="author">Lan Pham</span><p>Nice.</p></div>`,
			map[string]string{"Author": ""}},
		"a date in the name of RDFa": {`<article><h1>Ferry sails again</h1><span property="schema:dateCreated" content="2026-01-05T08:30:00+07:00">Monday</span>BODY</article>`,
			map[string]string{"Published": "2026-01-05"}},
		"the first date is a sidebar's": {`<aside><time datetime="2025-03-03">3 March</time></aside><article><h1>Ferry sails again</h1><span class="post-time">05/01/2026 08:30</span>BODY</article>`,
			map[string]string{"Published": "2026-01-05"}},
		"a later version's date stands first": {`<article><h1>Ferry sails again</h1><p class="updated-date">Updated: 9 January 2026</p><p class="publish-date">5 January 2026</p>BODY</article>`,
			map[string]string{"Published": "2026-01-05"}},
		"dates of a list of other articles": {`<article><h1>Ferry sails again</h1>BODY</article><div class="list"><span class="date">1 March 2025</span><span class="date">2 March 2025</span><span class="date">3 March 2025</span></div>`,
			map[string]string{"Published": ""}},
		"a date before the first sentence": {`<article><h1>Ferry sails again</h1><p>5.1.2026 – The ferry to the island sails again from Monday, the harbour office said on Sunday, after its engine was repaired in the yard for six weeks, longer than anybody thought.</p>BODY</article>`,
			map[string]string{"Published": "2026-01-05"}},
		"a date in the address": {`<link rel="canonical" href="https://pier.example/news/20260105-ferry.html"><article><h1>Ferry sails again</h1>BODY</article>`,
			map[string]string{"Published": "2026-01-05"}},
		"nothing but the last change": {`<meta property="article:modified_time" content="2026-01-05T08:30:00+07:00"><article><h1>Ferry sails again</h1>BODY</article>`,
			map[string]string{"Published": "2026-01-05"}},
		"a kicker in the heading": {`<meta property="og:title" content="Ferry sails again after six weeks"><article><h1><span class="kicker">Harbour</span>Ferry sails again after six weeks</h1>BODY</article>`,
			map[string]string{"Title": "Ferry sails again after six weeks"}},
		"the site's name in the heading": {`<title>Ferry sails again - Pier Post</title><meta property="og:site_name" content="Pier Post"><h1>Pier Post</h1><div><h2>Ferry sails again</h2>BODY</div>`,
			map[string]string{"Title": "Ferry sails again"}},
		"the site's name by its host": {`<title>Ferry sails again : Pier Post</title><link rel="canonical" href="https://www.pierpost.example/1"><div>BODY</div>`,
			map[string]string{"Title": "Ferry sails again"}},
		"a style in the heading": {`<title>Ferry sails again</title><article><h1><style>.a{color:red}</style>Ferry sails again</h1>BODY</article>`,
			map[string]string{"Title": "Ferry sails again"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Document("x", HTML, []byte(strings.Replace(test.page, "BODY", text, 1)), draft.Paper{Zone: time.FixedZone("", 7*3600)})
			if err != nil || len(p.Drafts) != 1 {
				t.Fatal(p.Skips, err)
			}
			got := pageFacts(p.Drafts[0])
			for field, value := range test.want {
				if got[field] != value {
					t.Errorf("%s is %q, want %q", field, got[field], value)
				}
			}
		})
	}
}

// TestAnEncodingMayBeDeclaredLate declares it behind the bytes that the
// standard looks at.
func TestAnEncodingMayBeDeclaredLate(t *testing.T) {
	page := "<html><head><title>\xcf\xe0\xf0\xee\xec</title><!--" + strings.Repeat("x", 3000) + "--><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body><h1>\xcf\xe0\xf0\xee\xec</h1><p>" + long + "</p>"
	p, err := Document("x", HTML, []byte(page), draft.Paper{})
	if err != nil || len(p.Drafts) != 1 || p.Drafts[0].Title != "Паром" {
		t.Errorf("%+v %v", p, err)
	}
}

// TestAParagraphMayBeALink keeps what is a text though it is a link, and drops
// what points elsewhere.
func TestAParagraphMayBeALink(t *testing.T) {
	page := `<article><h1>Ferry sails again</h1><p>` + long + `</p><p><a href="/t">The harbour office published the whole timetable on Sunday.</a></p><p><a href="/o">Other ferries of the north</a></p><p>` + long + `</p></article>`
	p, err := Document("x", HTML, []byte(page), draft.Paper{})
	if err != nil || len(p.Drafts) != 1 {
		t.Fatal(p.Skips, err)
	}
	body := p.Drafts[0].Body()
	if !strings.Contains(body, "the whole timetable on Sunday.") || strings.Contains(body, "Other ferries") {
		t.Errorf("read as %q", body)
	}
}
