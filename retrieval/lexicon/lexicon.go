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
	"articlebot/retrieval/text/vietnamese"
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

// marked holds each expression.
var marked = sync.OnceValue(func() map[string]line {
	t := make(map[string]line, strings.Count(cldr, "\n")+strings.Count(press, "\n"))
	each(cldr, func(expression, meanings string) {
		first, _ := utf8.DecodeRuneInString(meanings)
		t[expression] = line{meanings, unicode.IsUpper(first)}
	})
	each(press, func(expression, meanings string) { t[expression] = line{meanings, true} })
	return t
})

// unmarked holds expressions of several words by their form without
// diacritics, where that form has one meaning only.
var unmarked = sync.OnceValue(func() map[string]line {
	t := make(map[string]line)
	for expression, l := range marked() {
		if !strings.Contains(expression, " ") {
			continue
		}
		folded := text.Fold(expression)
		if other, twice := t[folded]; twice && other.meanings != l.meanings {
			l = line{}
		}
		t[folded] = l
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
	l := marked()[expression]
	if l.meanings == "" && strings.Contains(expression, " ") && !vietnamese.Marked(expression) {
		l = unmarked()[expression]
	}
	if l.meanings == "" {
		return Entry{}
	}
	return Entry{strings.Split(l.meanings, "|"), l.sure}
}
