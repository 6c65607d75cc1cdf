package corpus_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
)

func readLines(t *testing.T, lines ...string) retrieval.Corpus {
	t.Helper()
	path := t.TempDir() + "/a.jsonl"
	write(t, path, strings.Join(lines, "\n"))
	c := readAlone(t, path)
	for i := range c.Sources[0].Skipped {
		s := &c.Sources[0].Skipped[i]
		if s.File != path {
			t.Errorf("%s is said to stand in %q", s.Name, s.File)
		}
		s.Name, s.File = strings.TrimPrefix(s.Name, path), ""
	}
	return c
}

func TestALineOfJSONIsAnArticle(t *testing.T) {
	c := readLines(t, `{"id":"Super_Bowl_50:0","title":"Super Bowl 50","section":"Sport","author":"Ann Lee","published":"2026-01-05T08:30:00+07:00","url":"HTTPS://Paper.example/a?utm_source=x","language":"en-GB","text":"First\u00a0 paragraph.\r\n\r\nSecond\none.","extra":{"a":1}}`)
	want := retrieval.Article{ID: "Super_Bowl_50:0", Title: "Super Bowl 50", Section: "Sport", Author: "Ann Lee", URL: "https://paper.example/a", Language: "en",
		Published: time.Date(2026, 1, 5, 8, 30, 0, 0, time.FixedZone("", 7*3600)),
		Passages: []retrieval.Passage{
			{ID: "Super_Bowl_50:0#0", ArticleID: "Super_Bowl_50:0", Kind: retrieval.Body, Text: "First paragraph.\n\nSecond one."}}}
	got := c.Articles[0]
	got.Origin = retrieval.Origin{}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestIdsOfJSONLinesAreKeptVerbatim(t *testing.T) {
	c := readLines(t, `{"id":7,"text":"a b c"}`, `{"id":-1.50e3,"text":"a b c d"}`, `{"id":" x ","text":"a b c"}`, `{"id":"Ế#0","text":"a b c"}`)
	var ids []retrieval.ArticleID
	for _, a := range c.Articles {
		ids = append(ids, a.ID)
	}
	if diff := cmp.Diff([]retrieval.ArticleID{"7", "-1.50e3", " x ", "Ế#0"}, ids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLinesThatAreNoArticlesAreNamed(t *testing.T) {
	c := readLines(t, "\ufeff"+`{"id":"ok","text":"fine"}`, `not json`, ``, `[1,2]`, `{"id":"a"}`, `{"id":"b","text":" "}`, `{"id":{},"text":"x"}`, `{"id":"c","text":5}`,
		`{"id":"d","text":"x","date":"soon"}`, "{\"id\":\"e\",\"text\":\"\xff\"}", `{"text":"cut`)
	if len(c.Articles) != 2 || c.Articles[0].ID != "ok" || c.Articles[1].ID != "d" {
		t.Errorf("articles %+v", c.Articles)
	}
	want := []retrieval.Skip{
		{Name: ":2", Reason: "not an article: invalid character 'o' in literal null (expecting 'u')"},
		{Name: ":4", Reason: `not an article: a line must be an object such as {"id", "title", "text"}, this is an array`},
		{Name: ":5", Reason: `"text" is missing or empty`},
		{Name: ":6", Reason: `"text" is missing or empty`},
		{Name: ":7", Reason: `"id" must be a string or a number`},
		{Name: ":8", Reason: `not an article: "text" must be a string, not a number`},
		{Name: ":9", Kept: true, Reason: `read without its date: "soon" is not understood; write 2026-01-31 or 2026-01-31T08:30:00+07:00`},
		{Name: ":10", Reason: "not UTF-8; save the file as UTF-8"},
		{Name: ":11", Reason: "not an article: unexpected end of JSON input"},
	}
	if diff := cmp.Diff(want, c.Sources[0].Skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

func TestAFileFullOfBadLinesDoesNotFloodTheStatus(t *testing.T) {
	c := readLines(t, strings.Repeat("oops\n", 5000))
	s := c.Sources[0].Skipped
	if len(s) != 51 || s[50].Reason != "4950 more lines are not articles either" || s[50].Count != 4950 || s[50].Each == "" {
		t.Errorf("%d skipped, the last %+v", len(s), s[len(s)-1])
	}
}

func TestTheSameTextUnderTwoIdsStaysTwoArticles(t *testing.T) {
	text := strings.Join(story("bridge"), " ")
	c := readLines(t, `{"id":"1","title":"t","text":"`+text+`"}`, `{"id":"2","title":"t","text":"`+text+`"}`, `{"id":"2","title":"t","text":"`+text+`"}`, `{"id":"2","title":"u","text":"Another text."}`, `{"id":"2","title":"u","text":"Another text."}`)
	if len(c.Articles) != 3 || c.Articles[0].ID != "1" || c.Articles[1].ID != "2" || !strings.HasPrefix(string(c.Articles[2].ID), "2~") {
		t.Errorf("articles %+v", c.Articles)
	}
	if s := c.Sources[0].Skipped; len(s) != 2 || !strings.Contains(s[0].Reason, "already there") {
		t.Errorf("skipped %+v", s)
	}
}

// TestSharedQuestionSets reads the reference sets that lie beside the project.
func TestSharedQuestionSets(t *testing.T) {
	for set, want := range map[string]int{"squad11": 2067, "squad20": 1204, "xquad_en": 240, "xquad_vi": 240} {
		path := shared(t, "eval/"+set+"/passages.jsonl")
		c := readAlone(t, path)
		if len(c.Articles) != want || len(c.Sources[0].Skipped) != 0 {
			t.Errorf("%s: %d articles, want %d; %+v", set, len(c.Articles), want, c.Sources)
		}
		for _, a := range c.Articles {
			if len(a.Passages) != 1 {
				t.Errorf("%s: %s has %d passages", set, a.ID, len(a.Passages))
			}
		}
		if lang := c.Articles[0].Language; string(lang) != map[bool]string{true: "vi", false: "en"}[set == "xquad_vi"] {
			t.Errorf("%s: language %s", set, lang)
		}
	}
}
