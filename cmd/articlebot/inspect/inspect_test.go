package inspect_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot/console"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/retrieval"
)

var hanoi = time.FixedZone("UTC+07:00", 7*3600)

// paper is a corpus of so many articles a source, with what was left out.
func paper(sources, articles int) retrieval.Corpus {
	var c retrieval.Corpus
	for s := range sources {
		status := retrieval.SourceStatus{Source: fmt.Sprintf("folder-%d", s), Articles: articles, Briefs: 1}
		for i := range articles + 1 {
			a := retrieval.Article{ID: retrieval.ArticleID(fmt.Sprintf("%d/%d", s, i)), Title: fmt.Sprintf("Title %d of %d", i, s), Language: "en", Brief: i == articles,
				Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "Text."}}, Origin: retrieval.Origin{File: fmt.Sprintf("folder-%d/%d.md", s, i), Kind: "markdown"}}
			c.Articles = append(c.Articles, a)
			status.Skipped = append(status.Skipped, retrieval.Skip{Name: fmt.Sprintf("folder-%d/%d.json (item 2)", s, i), File: fmt.Sprintf("folder-%d/%d.json", s, i), Reason: `"text" is missing or empty`})
		}
		c.Sources = append(c.Sources, status)
	}
	return c
}

// list is a list as a terminal of 80 cells shows it.
func list(c retrieval.Corpus, all bool) inspect.List {
	return inspect.List{Corpus: c, Zone: hanoi, All: all, Fits: console.Style{}.Lines}
}

func TestAFewArticlesAreAllListed(t *testing.T) {
	got := list(paper(2, 20), false).String()
	if n := strings.Count(got, "    Title "); n != 40 {
		t.Errorf("%d articles are listed", n)
	}
	if strings.Contains(got, " more, ") || !strings.Contains(got, "… and 1 brief: --all") {
		t.Errorf("the list is\n%s", got)
	}
}

// TestAListOfManyIsShortAndCountsTheRest holds for any number of sources and
// articles that what is not listed is counted.
func TestAListOfManyIsShortAndCountsTheRest(t *testing.T) {
	for _, c := range []struct{ sources, articles, listed, lines int }{{1, 41, 24, 70}, {1, 5000, 24, 70}, {5, 1000, 20, 90}, {60, 100, 0, 310}} {
		got := list(paper(c.sources, c.articles), false).String()
		if n := strings.Count(got, "    Title "); n != c.listed {
			t.Errorf("%d sources of %d: %d articles are listed, want %d", c.sources, c.articles, n, c.listed)
		}
		if n := strings.Count(got, "\n"); n > c.lines {
			t.Errorf("%d sources of %d: %d lines", c.sources, c.articles, n)
		}
		more := strings.ReplaceAll(fmt.Sprintf("… and %d more, 1 brief: --all", c.articles-c.listed/c.sources), "4976", "4,976")
		if n := strings.Count(got, more); n != c.sources {
			t.Errorf("%d sources of %d: %q stands there %d times:\n%s", c.sources, c.articles, more, n, got)
		}
	}
}

func TestAllListsEverything(t *testing.T) {
	c := paper(3, 100)
	got := list(c, true).String()
	for i := range c.Articles {
		if !strings.Contains(got, c.Articles[i].Origin.File+"\n") {
			t.Errorf("%s is not listed", c.Articles[i].Origin.File)
		}
	}
	for _, s := range c.Sources {
		for _, k := range s.Skipped {
			if !strings.Contains(got, k.File+", item 2\n") {
				t.Errorf("%s is not listed", k.File)
			}
		}
	}
	if strings.Contains(got, "--all") {
		t.Error("the list of everything speaks of more")
	}
}

func TestReasonsAreCounted(t *testing.T) {
	var c retrieval.Corpus
	s := retrieval.SourceStatus{Source: "news"}
	skip := func(file, place, reason string) {
		s.Skipped = append(s.Skipped, retrieval.Skip{Name: file + place, File: file, Reason: reason})
	}
	for i := range 12 {
		skip("a.jsonl", fmt.Sprintf(":%d", i+1), `"text" is missing or empty`)
		skip(fmt.Sprintf("d %d.md", i), "", fmt.Sprintf(`"Title %d" is already there from the file %d.md`, i, i%2))
	}
	for _, file := range []string{"from the file 0.md", "the file 0.md", "the file 1.md"} {
		c.Articles = append(c.Articles, retrieval.Article{Title: "T", Origin: retrieval.Origin{File: file, Kind: "markdown"}})
		s.Articles++
	}
	skip("b.md", "", `not published: its status is "draft"`)
	s.Skipped = append(s.Skipped, retrieval.Skip{Name: "export.xml", File: "export.xml", Reason: `1500 items are left out: not published: its status is "draft"`, Count: 1500, Each: `not published: its status is "draft"`})
	skip("c.md", "", `not published: its status is "trash"`)
	s.Skipped = append(s.Skipped, retrieval.Skip{Name: "e.md", File: "e.md", Reason: "read without its date", Kept: true})
	c.Sources = []retrieval.SourceStatus{s, {Source: "gone", Err: "there is no such file"}, {Source: "bare"}}
	got := list(c, false).String()
	want := `left out: 1,526
  1,501 × not published: its status is "draft"
      export.xml, 1,500 in it
      b.md
  12 × "text" is missing or empty
      a.jsonl, line 1 and 11 more in it
  12 × … is already there from …
      d 0.md
      d 1.md
      d 2.md
      … and in 9 more files: --all
  1 × not published: its status is "trash"
      c.md

read with a remark: 1
  1 × read without its date
      e.md

`
	if d := cmp.Diff(want, got[strings.Index(got, "left out"):]); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if !strings.Contains(got, "gone: 0 articles, 0 briefs\n  not read: there is no such file\n") {
		t.Errorf("the source that is gone is not told of:\n%s", got)
	}
	if !strings.Contains(got, "bare: 0 articles, 0 briefs\n  there are no files in it\n") {
		t.Errorf("of the empty folder it is not told that it is empty:\n%s", got)
	}
}

// ferry is an article with all there is, and a brief with nothing.
func ferry() retrieval.Corpus {
	return retrieval.Corpus{
		Articles: []retrieval.Article{
			{ID: "https://p.example/1", Title: "Phà chạy lại từ thứ Hai", Author: "Lan Phạm", Section: "Giao thông", URL: "https://p.example/1", Language: "vi",
				Published: time.Date(2026, 1, 4, 22, 30, 0, 0, time.UTC), Origin: retrieval.Origin{File: "news/pha.md", Kind: "markdown"},
				Passages: []retrieval.Passage{
					{Kind: retrieval.Body, Text: "One paragraph of the ferry that is long enough to be broken into two lines.\n\nAnd a second one of the same passage."},
					{Kind: retrieval.Caption, Text: "The ferry.\x1b[2J"},
				},
				AlsoIn: []retrieval.Summary{{ID: "r", Title: "The ferry again", Published: time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC), File: "other/again.md"}}},
			{ID: "t:x", Title: "Ferry in brief", Language: "und", Brief: true, Origin: retrieval.Origin{File: "news/pha.md", Kind: "page"},
				Passages: []retrieval.Passage{{Kind: retrieval.Brief, Text: "Only this."}}},
			{ID: "lines/1", Title: "Bridge opens", Origin: retrieval.Origin{File: "many.jsonl", Kind: "jsonl"}, Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "It does."}}},
			{ID: "lines/2", Title: "Bridge closes", Origin: retrieval.Origin{File: "many.jsonl", Kind: "jsonl"}, Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "It does."}}},
		},
		Sources: []retrieval.SourceStatus{{Source: "news", Articles: 3, Briefs: 1, Skipped: []retrieval.Skip{
			{Name: "news/pha.md", File: "news/pha.md", Reason: "read without its date", Kept: true},
			{Name: "many.jsonl:3", File: "many.jsonl", Reason: "not an article"},
			{Name: "many.jsonl:2", File: "many.jsonl", Reason: "read without its date", Kept: true},
			{Name: "https://p.example/1", File: "news/pha.md", Reason: "shown in brief", Kept: true},
			{Name: "https://p.example/2", File: "news/pha.md", Reason: "of another page", Kept: true},
			{Name: "news/draft.md", File: "news/draft.md", Reason: "not published"},
		}}, {Source: "https://p.example/feed?key=***", Err: "the server answered 404"}},
	}
}

func TestAnArticleIsShownAsItWasUnderstood(t *testing.T) {
	c := ferry()
	l := inspect.List{Corpus: c, Zone: hanoi, Fits: console.Style{Width: 48}.Lines}
	want := `Phà chạy lại từ thứ Hai

  file        news/pha.md
  read as     markdown
  id          https://p.example/1
  key         ` + c.Articles[0].ID.Key() + `
  address     https://p.example/1
  published   2026-01-05 05:30:00 +07:00
  byline      Lan Phạm
  section     Giao thông
  language    vi
  passages    2
  reprint     The ferry again · 2026-01-06 ·
              other/again.md
  remark      read without its date
  remark      https://p.example/1: shown in
              brief

1 · body
  One paragraph of the ferry that is long enough
  to be broken into two lines.

  And a second one of the same passage.

2 · caption
  The ferry. [2J
`
	if d := cmp.Diff(want, l.Show(inspect.Find(c, "pha chay lai"))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	got := l.Show(inspect.Find(c, "ferry in BRIEF"))
	for _, line := range []string{"  address     not known\n", "  published   not known\n", "  byline      not known\n", "a brief: only this", "1 · brief\n  Only this.\n"} {
		if !strings.Contains(got, line) {
			t.Errorf("%q is not in\n%s", line, got)
		}
	}
}

func TestAnArticleIsFoundByWhateverNamesIt(t *testing.T) {
	c := ferry()
	for wanted, want := range map[string]string{
		"https://p.example/1":                   "Phà chạy lại từ thứ Hai",
		"HTTPS://P.example/1?utm_source=x#top":  "Phà chạy lại từ thứ Hai",
		c.Articles[0].ID.Key():                  "Phà chạy lại từ thứ Hai",
		strings.ToLower(c.Articles[0].ID.Key()): "Phà chạy lại từ thứ Hai",
		"./news/pha.md":                         "Phà chạy lại từ thứ Hai", // its brief beside it gives way
		"pha.md":                                "Phà chạy lại từ thứ Hai",
		"THỨ HAI":                               "Phà chạy lại từ thứ Hai",
		"ferry again":                           "Phà chạy lại từ thứ Hai", // a reprint of it
		"other/again.md":                        "Phà chạy lại từ thứ Hai",
		"lines/2":                               "Bridge closes",
		"bridge":                                "Bridge opens; Bridge closes",
		"many.jsonl":                            "Bridge opens; Bridge closes",
		"t:x":                                   "Ferry in brief",
		"news/draft.md":                         "",
		"https://p.example/feed?key=sesame":     "", // as it is written in the settings
		"nothing":                               "none",
		"a.md":                                  "none",
	} {
		f := inspect.Find(c, wanted)
		var titles []string
		for _, a := range f.Articles {
			titles = append(titles, a.Title)
		}
		got := strings.Join(titles, "; ")
		if f.None() {
			got = "none"
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", wanted, got, want)
		}
	}
}

func TestOfSeveralArticlesEachHasItsKey(t *testing.T) {
	c := ferry()
	got := list(c, false).Show(inspect.Find(c, "many.jsonl"))
	want := "2 articles have this name; --article with the key in front shows one:\n" +
		c.Articles[2].ID.Key() + "  Bridge opens\n               no day · no byline · 1 passage · und · jsonl · many.jsonl\n" +
		c.Articles[3].ID.Key() + "  Bridge closes\n               no day · no byline · 1 passage · und · jsonl · many.jsonl\n" +
		"\nleft out: 1\n  1 × not an article\n      many.jsonl, line 3\n"
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := list(c, false).Show(inspect.Find(c, "lines/2")); strings.Contains(got, "remark") {
		t.Errorf("a remark on another line is shown:\n%s", got)
	}
}

func TestDatesOfLinesAreOnThePapersClock(t *testing.T) {
	newYork := time.FixedZone("", -5*3600)
	for _, c := range []struct {
		when time.Time
		zone *time.Location
		want string
	}{
		{time.Date(2026, 1, 4, 22, 30, 0, 0, time.UTC), hanoi, "2026-01-05T05:30:00+07:00"},
		{time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), hanoi, "2026-01-05T00:00:00+07:00"}, // a day alone
		{time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), newYork, "2026-01-05T00:00:00-05:00"},
		{time.Date(2026, 1, 5, 0, 0, 0, 1, time.UTC), hanoi, "2026-01-05T07:00:00+07:00"}, // a moment, as dates/stamp marks it
		{time.Time{}, hanoi, ""},
	} {
		one := retrieval.Corpus{Articles: []retrieval.Article{{ID: "x", Published: c.when}}}
		for v := range inspect.Values(one, c.zone) {
			if got := v.(inspect.Article).Published; got != c.want {
				t.Errorf("%v is %q, want %q", c.when, got, c.want)
			}
		}
	}
}

// steers tells what a terminal obeys: controls, and what turns the direction of
// writing.
func steers(r rune) bool {
	return unicode.IsControl(r) || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// FuzzList holds that nothing of a source steers a terminal, and that no article
// and nothing that was left out is lost.
func FuzzList(f *testing.F) {
	f.Add("a\x1b[31m\n.md", "T\u009bitle", "\u202ereason from \"x\" 12", 50)
	f.Add("", "", "", 0)
	f.Fuzz(func(t *testing.T, name, title, reason string, count int) {
		c := paper(1, min(max(count, 0), 60))
		a := &c.Articles[0]
		a.Title, a.Origin.File, a.Author, a.Passages[0].Text = title, name, reason, title+"\n\n"+reason
		c.Sources[0].Source = name
		c.Sources[0].Skipped = append(c.Sources[0].Skipped, retrieval.Skip{Name: name + title, File: name, Reason: reason}, retrieval.Skip{Name: title, File: name, Reason: reason, Kept: true})
		l := list(c, count%2 == 0)
		if count%3 == 0 { // nobody watches
			l.Fits = func(text string, _ int) []string { return []string{text} }
		}
		for _, s := range []string{l.String(), l.Show(inspect.Find(c, title)), l.Show(inspect.Find(c, "0/0"))} {
			if strings.ContainsFunc(strings.ReplaceAll(s, "\n", ""), steers) {
				t.Errorf("%q", s)
			}
		}
		lines := 0
		for range inspect.Values(c, hanoi) {
			lines++
		}
		if want := len(c.Articles) + len(c.Sources[0].Skipped) - 1; lines != want {
			t.Errorf("%d values, want %d", lines, want)
		}
	})
}
