package main

import (
	"path/filepath"
	"regexp"
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

// pinned are the forms in which what others made may be named: an image by its tag
// and digest, an action by its commit and, for people, the version that it is.
var pinned = []struct {
	files, what *regexp.Regexp
	form        *regexp.Regexp
}{
	{regexp.MustCompile(`Dockerfile$`), regexp.MustCompile(`(?m)^ARG (?:GO|BASE)=(.*)$`), image},
	{regexp.MustCompile(`Dockerfile$`), regexp.MustCompile(`(?mi)^# *syntax *=(.*)$`), image},
	{regexp.MustCompile(`compose.*\.yaml$`), regexp.MustCompile(`(?m)^ *image: *(.*)$`), image},
	{regexp.MustCompile(`workflows/.*\.yml$`), regexp.MustCompile(`(?m)^ *-? *uses: *(.*)$`), regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)},
}

// image is a name of an image that says what is in it; our own is made here.
var image = regexp.MustCompile(`^(?:articlebot|[a-z0-9./-]+:[\w.-]+@sha256:[0-9a-f]{64})$`)

func TestWhatOthersMadeIsNamedByWhatIsInIt(t *testing.T) {
	named := 0
	for _, pattern := range []string{"../../Dockerfile", operations + "compose*.yaml", "../../.github/workflows/*.yml"} {
		files, err := filepath.Glob(filepath.FromSlash(pattern))
		must(t, err)
		for _, file := range files {
			text := strings.ReplaceAll(string(read(t, file)), "\r\n", "\n")
			for _, p := range pinned {
				if !p.files.MatchString(filepath.ToSlash(file)) {
					continue
				}
				for _, m := range p.what.FindAllStringSubmatch(text, -1) {
					named++
					if !p.form.MatchString(m[1]) {
						t.Errorf("%s names %s", file, m[1])
					}
				}
			}
		}
	}
	if named < 20 {
		t.Errorf("%d images and actions were found", named)
	}
}
