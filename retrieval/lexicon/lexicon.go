// Package lexicon tells what Vietnamese expressions are in English: names of
// countries, languages, months and units, and some thousand everyday words.
//
// They are those of Unicode CLDR, under the licence in LICENSE-CLDR; generate.go
// makes vi-en.txt of it.
package lexicon

import (
	_ "embed"
	"strings"
	"sync"

	"articlebot/retrieval/text"
)

//go:embed vi-en.txt
var file string

// MaxWords is how many words an expression has at most.
const MaxWords = 5

// table holds the meanings of each expression as the file has them, parted by
// "|", best first; unmarked those of expressions of several words by their form
// without diacritics, where that form has one meaning only.
type table struct{ marked, unmarked map[string]string }

var read = sync.OnceValue(func() table {
	t := table{make(map[string]string, strings.Count(file, "\n")), make(map[string]string)}
	for line := range strings.Lines(file) {
		expression, meanings, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		t.marked[expression] = meanings
		if !strings.Contains(expression, " ") {
			continue
		}
		folded := text.Fold(expression)
		if other, twice := t.unmarked[folded]; twice && other != meanings {
			meanings = ""
		}
		t.unmarked[folded] = meanings
	}
	return t
})

// English returns what a Vietnamese expression may be in English, best first;
// nil if that is not known. The expression is in lower case and NFC, with single
// spaces. One of several words may be written without diacritics.
func English(expression string) []string {
	t := read()
	meanings := t.marked[expression]
	if meanings == "" {
		meanings = t.unmarked[expression]
	}
	if meanings == "" {
		return nil
	}
	return strings.Split(meanings, "|")
}
