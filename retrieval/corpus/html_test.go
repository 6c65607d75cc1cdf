package corpus_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPagesOfManyPapers reads web pages of different templates, languages,
// encodings and faults. What is wanted of each was written with the page, from
// the text that was put into it.
func TestPagesOfManyPapers(t *testing.T) {
	pages, err := filepath.Glob("testdata/html/*.html")
	if err != nil || len(pages) < 30 {
		t.Fatalf("%d pages, want 30 (%v)", len(pages), err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".html"), func(t *testing.T) {
			got := dump(readAlone(t, page))
			golden(t, strings.TrimSuffix(page, ".html")+".want", got)
		})
	}
}

// readAlone reads one file and returns what it gave.
func readAlone(t *testing.T, path string) retrieval.Corpus {
	t.Helper()
	c, _ := corpus.NewLoader([]corpus.Source{{Path: path}}, corpus.Options{}).Read(t.Context(), nil)
	return c
}

// paragraphsOf are the paragraphs of an article as they were printed.
func paragraphsOf(a retrieval.Article) []string {
	var out []string
	for _, p := range a.Passages {
		out = append(out, strings.Split(p.Text, "\n\n")...)
	}
	return out
}

// dump writes a corpus for people.
func dump(c retrieval.Corpus) string {
	var b strings.Builder
	for i, a := range c.Articles {
		if i > 0 {
			b.WriteString("\n---\n")
		}
		date := ""
		if !a.Published.IsZero() {
			date = a.Published.Format(time.RFC3339)
		}
		for _, f := range [][2]string{{"title", a.Title}, {"author", a.Author}, {"section", a.Section}, {"published", date}, {"url", a.URL}, {"language", string(a.Language)}} {
			b.WriteString(strings.TrimRight(f[0]+": "+f[1], " ") + "\n")
		}
		for _, p := range a.Passages {
			fmt.Fprintf(&b, "\n[%s] %s\n", p.Kind, strings.ReplaceAll(p.Text, "\n\n", "\n  ¶ "))
		}
	}
	for _, s := range c.Sources {
		for _, k := range s.Skipped {
			b.WriteString("skip: " + k.Reason + "\n")
		}
	}
	return b.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
