package corpus_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"articlebot/retrieval/corpus"
)

// folder reads a folder of web pages that a template makes of titles; each has
// words of its own.
func folder(t *testing.T, template string, titles ...string) map[string]string {
	t.Helper()
	files := fstest.MapFS{}
	for i, title := range titles {
		text := strings.Repeat(fmt.Sprintf("The %s of pier %d was repaired by crew %d last week, the harbour office says. ", title, i*7, i*13), 3)
		page := strings.NewReplacer("TITLE", title, "NAME", "Writer "+title, "TEXT", text).Replace(template)
		files[fmt.Sprintf("%d.html", i)] = &fstest.MapFile{Data: []byte(page)}
	}
	authors := map[string]string{}
	for _, a := range read(t, corpus.NewLoader([]corpus.Source{{Path: ".", FS: files}}, corpus.Options{})).Articles {
		authors[a.Title] = a.Author
	}
	return authors
}

func TestWhatAllPagesShareIsThePapers(t *testing.T) {
	titles := []string{"Ferry", "Lighthouse", "Harbour", "Crane", "Jetty", "Buoy"}
	t.Run("a title that all have is the paper's name", func(t *testing.T) {
		got := folder(t, `<html><title>Pier Post</title><body><h1>Pier Post</h1><article><h2>TITLE sails again</h2><p>TEXT</p></article></body></html>`, titles...)
		for _, title := range titles {
			if _, ok := got[title+" sails again"]; !ok {
				t.Errorf("%s is missing among %v", title, got)
			}
		}
	})
	t.Run("an author whom all declare gives way to the printed one", func(t *testing.T) {
		got := folder(t, `<html><title>TITLE sails again</title><meta name="author" content="Vera Webmaster"><body><article><h1>TITLE sails again</h1><p class="byline">By NAME</p><p>TEXT</p></article></body></html>`, titles...)
		for _, title := range titles {
			if author := got[title+" sails again"]; author != "Writer "+title {
				t.Errorf("%s is by %q", title, author)
			}
		}
	})
	t.Run("who writes alone keeps the name", func(t *testing.T) {
		got := folder(t, `<html><title>TITLE sails again</title><meta name="author" content="Vera Lund"><body><article><h1>TITLE sails again</h1><p>TEXT</p></article></body></html>`, titles...)
		if got["Ferry sails again"] != "Vera Lund" {
			t.Errorf("by %q", got["Ferry sails again"])
		}
	})
}
