package corpus_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestMarkdown reads articles with and without front matter.
func TestMarkdown(t *testing.T) {
	files, err := filepath.Glob("testdata/markdown/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files (%v)", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".md")
		t.Run(filepath.Base(name), func(t *testing.T) {
			golden(t, name+".want", dump(readAlone(t, file)))
		})
	}
}
