package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestTheFolderOfSeedsReadsLikeTheBuiltInArticles holds that what lies beside
// articles, the folder's own source file, is named and left out.
func TestTheFolderOfSeedsReadsLikeTheBuiltInArticles(t *testing.T) {
	out := runProgram(t, "", "index", "--articles", "../../seeds")
	if !strings.Contains(out, "\n5 articles, 61 briefs") || !strings.Contains(out, "\n      "+filepath.FromSlash("../../seeds/seeds.go")+"\n") {
		t.Errorf("index prints\n%s", out)
	}
}
