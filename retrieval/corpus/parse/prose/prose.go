// Package prose tells what a text is by its shape: running text or a line, its
// paragraphs and words, a title and the form under which titles are compared. It
// holds no state.
package prose

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval/text"
)

// minBodyWords is how many words a block needs to pass for running text where
// it does not end as a sentence.
const minBodyWords = 25

// Running tells whether a block is running text rather than a title, a name,
// a date or a heading.
func Running(s string) bool {
	words := len(strings.Fields(s))
	if words < 8 {
		words += wordsUnspaced(s)
	}
	return words >= minBodyWords || words >= 8 && EndsSentence(s)
}

// lettersAWord is how many letters a word has, at most, in the scripts that put
// no space between words.
const lettersAWord = 5

// wordsUnspaced is how many words at least a text has in such scripts.
func wordsUnspaced(s string) int {
	n := 0
	for _, r := range s {
		if r > unicode.MaxLatin1 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			n++
		}
	}
	return n / lettersAWord
}

// EndsSentence tells whether s ends as a sentence does, closing quotes and
// brackets aside.
func EndsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\'' })
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。", last)
}

// First is the first text that is not empty, clean and without HTML entities.
func First(values ...string) string {
	for _, v := range values {
		if v = text.Clean(html.UnescapeString(v)); v != "" {
			return v
		}
	}
	return ""
}

// Set makes a set of the words of a list.
func Set(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
