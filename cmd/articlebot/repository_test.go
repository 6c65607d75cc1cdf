package main

import (
	"strings"
	"testing"
)

// TestTheFolderOfSeedsReadsLikeTheBuiltInArticles holds that what lies beside
// articles, the folder's own source file, is named and left out.
func TestTheFolderOfSeedsReadsLikeTheBuiltInArticles(t *testing.T) {
	out := runProgram(t, "", "index", "--articles", "../../seeds")
	if !strings.Contains(out, "\n5 articles, 61 briefs") || !strings.Contains(out, "skipped ../../seeds/seeds.go") {
		t.Errorf("index prints\n%s", out)
	}
}
