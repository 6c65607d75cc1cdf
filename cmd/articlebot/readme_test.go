package main

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the answers that the README shows")

// shownCommand finds a command of the README with what it prints.
var shownCommand = regexp.MustCompile("(?s)```console\n\\$ go run \\./cmd/articlebot ([^\n]*)\n(.*?)```")

// TestReadmeShowsWhatTheProgramPrints runs the commands that the README shows
// with their output.
func TestReadmeShowsWhatTheProgramPrints(t *testing.T) {
	const path = "../../README.md"
	data, err := os.ReadFile(path)
	must(t, err)
	text, found := string(data), 0
	text = shownCommand.ReplaceAllStringFunc(text, func(block string) string {
		found++
		m := shownCommand.FindStringSubmatch(block)
		got := runProgram(t, "", quotedWords(m[1])...)
		if !*update {
			if d := cmp.Diff(m[2], got); d != "" {
				t.Errorf("articlebot %s differs from the README (run with -update):\n%s", m[1], d)
			}
		}
		return strings.TrimSuffix(block, m[2]+"```") + got + "```"
	})
	if found == 0 {
		t.Error("the README shows no answer")
	}
	if *update {
		must(t, os.WriteFile(path, []byte(text), 0o644))
	}
}

// quotedWords splits a command line at spaces outside double quotes.
func quotedWords(line string) []string {
	var words []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		words = append(words, m[1]+m[2])
	}
	return words
}
