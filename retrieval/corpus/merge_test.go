package corpus_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
)

// entryText is an entry of a page's list of recent news.
func entryText(title, section, standfirst string) string {
	return "  • '" + title + "\n\n    " + title + "\n\n    " + section + " -\n    " + standfirst + "\n"
}

func readFiles(t *testing.T, files map[string]string) retrieval.Corpus {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		write(t, dir+"/"+name, content)
	}
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{}))
	for i := range c.Articles {
		c.Articles[i].Origin.File = strings.TrimPrefix(c.Articles[i].Origin.File, dir+"/")
	}
	return c
}

func ids(c retrieval.Corpus) []string {
	var out []string
	for _, a := range c.Articles {
		out = append(out, string(a.ID))
	}
	return out
}

const standfirst = "The old mill by the river has a new owner, who wants to grind flour there again and asks the town for a road that lorries can use."

func TestABriefGivesWayToTheFullArticle(t *testing.T) {
	list := "\nRecent news\n\n" + entryText("The mill’s return", "ECONOMY", standfirst) + entryText("Another one", "TRAVEL", "A walk along the river takes three hours and ends at an inn.")
	c := readFiles(t, map[string]string{
		"1.txt": plainPage("A page with a list", "bridge") + list,
		"2.txt": plainPage("The mill's return", "mill"), // another apostrophe
	})
	expect(t, "corpus", c, "A page with a list", "brief: Another one", "The mill's return")
	if mill := c.Articles[2]; mill.Section != "ECONOMY" || mill.Brief || mill.ID != "t:the-mill-s-return" {
		t.Errorf("the full article is %+v", mill)
	}
	if s := c.Sources[0]; s.Articles != 2 || s.Briefs != 1 {
		t.Errorf("source %+v", s)
	}
}

func TestIdenticalAndEditedBriefsAreOne(t *testing.T) {
	edited := strings.Replace(standfirst, "asks the town for", "asks the town council for", 1)
	c := readFiles(t, map[string]string{
		"1.txt": plainPage("One", "bridge") + "\n" + entryText("The mill", "ECONOMY", standfirst),
		"2.txt": plainPage("Two", "canal") + "\n" + entryText("The mill", "ECONOMY", standfirst),
		"3.txt": plainPage("Three", "tower") + "\n" + entryText("The mill", "BUSINESS", edited),
		"4.txt": plainPage("Four", "harbour") + "\n" + entryText("The mill", "HISTORY", "A mill that nobody remembers stood here before the first war, and its stones are in the church wall."),
	})
	expect(t, "corpus", c, "One", "brief: The mill", "Two", "Three", "Four", "brief: The mill")
	if a, b := c.Articles[1].ID, c.Articles[5].ID; a != "t:the-mill" || !strings.HasPrefix(string(b), "t:the-mill~") {
		t.Errorf("ids %s and %s", a, b)
	}
}

func TestIdsDoNotDependOnWhatElseIsThere(t *testing.T) {
	one, two := plainPage("Letters to the editor", "bridge"), plainPage("Letters to the editor", "canal")
	both := readFiles(t, map[string]string{"1.txt": one, "2.txt": two})
	again := readFiles(t, map[string]string{"0.txt": plainPage("Before", "well"), "1.txt": one, "2.txt": two})
	if diff := cmp.Diff(ids(both), ids(again)[1:]); diff != "" {
		t.Errorf("(-two +three):\n%s", diff)
	}
	if both.Articles[0].ID == both.Articles[1].ID {
		t.Error("two articles of one id")
	}
}

func TestAnAddressIsAnIdentity(t *testing.T) {
	page := func(title, topic, address string) string {
		return strings.Replace(storyPage(title, topic), "<head>", `<head><link rel="canonical" href="`+address+`">`, 1)
	}
	c := readFiles(t, map[string]string{
		"1.html": page("One", "bridge", "https://Paper.example:443/a?utm_medium=x#top"),
		"2.html": page("One, corrected", "canal", "https://paper.example/a"),
		"3.html": page("One", "tower", "https://paper.example/b"),
	})
	if diff := cmp.Diff([]string{"https://paper.example/a", "https://paper.example/b"}, ids(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s := c.Sources[0].Skipped; len(s) != 1 || !strings.Contains(s[0].Reason, "already there") {
		t.Errorf("skipped %+v", s)
	}
}

// TestRepeatedArticlesAreCounted holds that of many repeated articles some are
// named and none is lost.
func TestRepeatedArticlesAreCounted(t *testing.T) {
	var lines strings.Builder
	for i := range 700 {
		fmt.Fprintf(&lines, `{"id": "%d", "text": "The ferry %d sails again."}`+"\n", i, i)
	}
	c := readFiles(t, map[string]string{"a.jsonl": lines.String(), "b.jsonl": lines.String()})
	told := 0
	for _, s := range c.Sources[0].Skipped {
		told += max(s.Count, 1)
	}
	if len(c.Articles) != 700 || told != 700 || len(c.Sources[0].Skipped) > 600 {
		t.Errorf("%d articles; %d left out are told in %d lines", len(c.Articles), told, len(c.Sources[0].Skipped))
	}
}

func TestReprintsAreFolded(t *testing.T) {
	text := strings.Join(append(story("bridge"), story("canal")...), "\n\n")
	markdown := func(title, date, url, body string) string {
		return fmt.Sprintf("---\ntitle: %s\ndate: %s\nurl: %s\n---\n%s\n", title, date, url, body)
	}
	c := readFiles(t, map[string]string{
		"1.md": markdown("Later reprint", "2026-01-07", "https://b.example/x", strings.Replace(text, "until midnight", "until late", 1)),
		"2.md": markdown("Original", "2026-01-05", "https://a.example/x", text),
		"3.md": markdown("Another day", "2026-01-09", "https://c.example/x", strings.Replace(text, "two hundred", "200", 1)), // numbers differ
		"4.md": markdown("Another topic", "2026-01-09", "https://d.example/x", strings.Join(story("lighthouse"), "\n\n")),
	})
	expect(t, "corpus", c, "Original", "Another day", "Another topic")
	also := c.Articles[0].AlsoIn
	if len(also) != 1 || also[0].Title != "Later reprint" || also[0].URL != "https://b.example/x" || filepath.Base(also[0].File) != "1.md" || also[0].ID != "https://b.example/x" {
		t.Errorf("also in %+v", also)
	}
}

func TestShortNoticesAreNotFoldedUnlessTheSame(t *testing.T) {
	notice := func(where, what string) string {
		return "---\ntitle: Notice of " + where + "\n---\n" + what + "\n"
	}
	same := "The office is closed on Friday because of the holiday, and opens again on Monday at the usual hour for everybody."
	c := readFiles(t, map[string]string{
		"1.md": notice("east", "The pool in the eastern district is closed on Friday for cleaning, and opens again on Monday at the usual hour for all guests."),
		"2.md": notice("west", "The pool in the western district is closed on Friday for cleaning, and opens again on Monday at the usual hour for all guests."),
		"3.md": notice("north", same), "4.md": notice("south", same),
	})
	expect(t, "corpus", c, "Notice of east", "Notice of west", "Notice of north")
}

// TestATemplateIsNoReprint reads a thousand reports that differ in a number.
func TestATemplateIsNoReprint(t *testing.T) {
	files := map[string]string{}
	for i := range 1000 {
		files[fmt.Sprintf("%04d.md", i)] = fmt.Sprintf("---\ntitle: Gold price %d\n---\nToday gold closed at %d. %s\n", i, 2000+i, strings.Join(story("market"), " "))
	}
	if c := readFiles(t, files); len(c.Articles) != 1000 {
		t.Errorf("%d articles, want 1000", len(c.Articles))
	}
}

// TestReprintsAmongMany folds two articles out of three hundred of one
// vocabulary, and no other.
func TestReprintsAmongMany(t *testing.T) {
	files := map[string]string{}
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("river town school money vote road farm rain night hall door")
	for i := range 300 {
		var b strings.Builder
		for range 120 {
			b.WriteString(vocabulary[random.IntN(len(vocabulary))] + " ")
		}
		data, _ := json.Marshal(fmt.Sprint("title ", i))
		files[fmt.Sprintf("%03d.md", i)] = "---\ntitle: " + string(data) + "\n---\n" + b.String() + "\n"
	}
	files["x.md"] = strings.Replace(files["123.md"], "title 123", "a reprint", 1)
	c := readFiles(t, files)
	folded := 0
	for _, a := range c.Articles {
		folded += len(a.AlsoIn)
		for _, other := range a.AlsoIn {
			if a.Title != "title 123" || other.Title != "a reprint" {
				t.Errorf("%q is folded into %q", other.Title, a.Title)
			}
		}
	}
	if folded != 1 {
		t.Errorf("%d folded, want 1", folded)
	}
}
