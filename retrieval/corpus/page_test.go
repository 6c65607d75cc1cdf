package corpus_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestPagesThatDifferFromTheSeeds reads saved pages with parts missing, in
// another order, language, encoding of line ends, or form.
func TestPagesThatDifferFromTheSeeds(t *testing.T) {
	pages, err := filepath.Glob("testdata/page/*.txt")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages (%v)", err)
	}
	for _, page := range pages {
		name := strings.TrimSuffix(page, ".txt")
		t.Run(filepath.Base(name), func(t *testing.T) {
			golden(t, name+".want", dump(readAlone(t, page)))
		})
	}
}
