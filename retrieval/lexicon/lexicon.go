// Package lexicon tells what Vietnamese expressions are in English: names of
// countries, languages, months and units, everyday words, and the vocabulary
// of newspapers.
//
// Those of press.txt were written down for this project. Those of vi-en.txt are
// of Unicode CLDR, under the licence in LICENSE-CLDR; generate.go makes that
// file of it.
package lexicon

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval/text"
)

//go:embed vi-en.txt
var cldr string

//go:embed press.txt
var press string

// MaxWords is how many words an expression has at most.
const MaxWords = 7

// Entry is what an expression means.
type Entry struct {
	// Meanings are the likeliest first.
	Meanings []string
	// Sure tells whether they may be told to people: they are names, or were
	// written down. Others were aligned by their statistics, good enough to
	// search for.
	Sure bool
}

// line is an entry as the file has it, its meanings parted by "|".
type line struct {
	meanings string
	sure     bool
}

// table holds each expression; unmarked those of several words by their form
// without diacritics, where that form has one meaning only.
type table struct{ marked, unmarked map[string]line }

var read = sync.OnceValue(func() table {
	t := table{make(map[string]line, strings.Count(cldr, "\n")), make(map[string]line)}
	each(cldr, func(expression, meanings string) {
		first, _ := utf8.DecodeRuneInString(meanings)
		t.marked[expression] = line{meanings, unicode.IsUpper(first)}
	})
	each(press, func(expression, meanings string) { t.marked[expression] = line{meanings, true} })
	for expression, l := range t.marked {
		if !strings.Contains(expression, " ") {
			continue
		}
		folded := text.Fold(expression)
		if other, twice := t.unmarked[folded]; twice && other.meanings != l.meanings {
			l = line{}
		}
		t.unmarked[folded] = l
	}
	return t
})

// each calls f with each line of a file.
func each(file string, f func(expression, meanings string)) {
	for l := range strings.Lines(file) {
		expression, meanings, ok := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		if ok && !strings.HasPrefix(l, "#") {
			f(expression, meanings)
		}
	}
}

// English returns what a Vietnamese expression may be in English; nothing if
// that is not known. The expression is in lower case and NFC, with single
// spaces and tones in their older place. One of several words may be written
// without diacritics.
func English(expression string) Entry {
	t := read()
	l := t.marked[expression]
	if l.meanings == "" {
		l = t.unmarked[expression]
	}
	if l.meanings == "" {
		return Entry{}
	}
	return Entry{strings.Split(l.meanings, "|"), l.sure}
}
