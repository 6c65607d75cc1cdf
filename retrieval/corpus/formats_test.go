package corpus_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
)

// ferry is the article that the files of testdata/formats hold.
var ferry = []string{
	"The ferry to the island sails again from Monday, the harbour office said on Sunday, after its engine was repaired in the yard for six weeks.",
	"The captain, Lan Pham, said that the crossing takes forty minutes and that a ticket costs 30,000 dong, as before.",
	"Until then the old boat carries passengers twice a day, at seven in the morning and at five in the afternoon.",
}

// want is what must be read of a file: the article, or why it is refused.
type want struct {
	day, author, section, url string
	says                      string // of a file that is left out
	kind                      string
}

// TestTheFormsInWhichPapersKeepArticles reads one article in every form.
func TestTheFormsInWhichPapersKeepArticles(t *testing.T) {
	wants := map[string]want{
		"json/authors-list.jsonl":                   {day: "2026-01-05", author: "Lan Pham", kind: "jsonl"},
		"json/epoch.jsonl":                          {day: "2026-01-05", kind: "jsonl"},
		"json/keys-content.jsonl":                   {kind: "jsonl"},
		"json/object-pretty.json":                   {day: "2026-01-05", kind: "json"},
		"json/schema-org.json":                      {day: "2026-01-05", kind: "json"},
		"json/wordpress-rest.json":                  {day: "2026-01-05", url: "https://p.example/1", kind: "json"},
		"md/_posts/2026-01-05-ferry-sails-again.md": {day: "2026-01-05", kind: "markdown"},
		"md/date-epoch.md":                          {day: "2026-01-05", kind: "markdown"},
		"md/date-short-offset.md":                   {day: "2026-01-05", kind: "markdown"},
		"md/date-space-offset.md":                   {day: "2026-01-05", kind: "markdown"},
		"md/json-front.md":                          {day: "2026-01-05", kind: "markdown"},
		"md/key-twice.md":                           {kind: "markdown"},
		"md/mdx.mdx":                                {kind: "markdown"},
		"md/obsidian.md":                            {day: "2026-01-05", kind: "markdown"},
		"md/published-false.md":                     {says: "not published"},
		"md/published-true.md":                      {day: "2026-01-05", kind: "markdown"},
		"md/shortcodes.md":                          {kind: "markdown"},
		"md/toml-many-lines.md":                     {day: "2026-01-05", author: "Lan Pham", kind: "markdown"},
		"md/toml.md":                                {day: "2026-01-05", author: "Lan Pham, Minh Vu", kind: "markdown"},
		"md/yaml.md":                                {day: "2026-01-05", author: "Lan Pham", section: "Transport", kind: "markdown"},
		"office/book.epub":                          {says: "convert it to HTML or plain text"},
		"other/restructured.rst":                    {says: "convert it to Markdown"},
		"packed/articles.jsonl.gz":                  {day: "2026-01-05", kind: "jsonl"},
		"saved/letter.eml":                          {day: "2026-01-05", kind: "mhtml"},
		"table/articles.csv":                        {day: "2026-01-05", kind: "csv"},
		"xml/feed-cut-off.xml":                      {url: "https://p.example/0", kind: "feed"},
		"xml/news-sitemap.xml":                      {says: "give its address"},
		"xml/newsml-g2.xml":                         {kind: "newsml"},
		"xml/nitf.xml":                              {kind: "newsml"},
	}
	err := filepath.WalkDir("testdata/formats", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := strings.TrimPrefix(filepath.ToSlash(path), "testdata/formats/")
		t.Run(name, func(t *testing.T) {
			w, ok := wants[name]
			if !ok {
				t.Fatal("nothing is said of what this file must give")
			}
			delete(wants, name)
			c, _ := corpus.NewLoader([]corpus.Source{{Path: path}}, corpus.Options{}).Read(t.Context(), nil)
			w.check(t, path, c)
		})
		return nil
	})
	must(t, err)
	for name := range wants {
		t.Errorf("%s is missing", name)
	}
}

func (w want) check(t *testing.T, path string, c retrieval.Corpus) {
	t.Helper()
	skips := c.Sources[0].Skipped
	if w.says != "" {
		if len(c.Articles) > 0 || len(skips) != 1 || skips[0].Name != path || !strings.Contains(skips[0].Reason, w.says) {
			t.Errorf("%d articles, left out %+v; want it refused with %q", len(c.Articles), skips, w.says)
		}
		return
	}
	if len(c.Articles) == 0 {
		t.Fatalf("no article; left out %+v", skips)
	}
	a := c.Articles[0]
	got := want{author: a.Author, section: a.Section, url: a.URL, kind: a.Origin.Kind}
	if !a.Published.IsZero() {
		got.day = a.Published.Format("2006-01-02")
	}
	if diff := cmp.Diff(w, got, cmp.AllowUnexported(want{})); diff != "" || a.Title != "Ferry sails again" {
		t.Errorf("%q (-want +got):\n%s", a.Title, diff)
	}
	found := 0
	for _, p := range a.Passages {
		if strings.ContainsAny(p.Text, "<>{}[]%=|*#_") {
			t.Errorf("markup is left: %q", p.Text)
		}
		if found < len(ferry) && strings.Contains(p.Text, ferry[found]) {
			found++
		}
	}
	if found == 0 {
		t.Errorf("the text is not there: %+v", a.Passages)
	}
}

// TestASavedFeedOfAnyLengthIsReadWhole reads more than a feed's address may
// give.
func TestASavedFeedOfAnyLengthIsReadWhole(t *testing.T) {
	var feed strings.Builder
	feed.WriteString(`<rss version="2.0"><channel><title>p</title>`)
	for i := range 800 {
		fmt.Fprintf(&feed, "<item><title>Ferry %d</title><link>https://p.example/%d</link><description>%d %s</description></item>", i, i, i, strings.Repeat(strings.Join(ferry, "\n\n"), 3))
	}
	feed.WriteString("</channel></rss>")
	path := t.TempDir() + "/feed.xml"
	write(t, path, feed.String())
	if c := readAlone(t, path); len(c.Articles) != 800 {
		t.Errorf("%d articles of 800; %+v", len(c.Articles), c.Sources[0].Skipped)
	}
}
