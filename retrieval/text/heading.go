package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxHeadingWords is how many words a heading in a text has.
const maxHeadingWords = 16

// HeadingLike tells whether a paragraph has the shape of a heading: a short line
// that begins as one and does not end as a sentence, questions aside. A table's
// row and a list's item have it not.
func HeadingLike(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > maxHeadingWords || strings.Contains(s, " | ") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“\"'‘(#0123456789.) "))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”\"'’)"))
	return unicode.IsLetter(first) && !unicode.IsLower(first) && !strings.ContainsRune(".!…。,;", last)
}

// Heads tells whether a sentence of a passage, as Sentences finds them, heads the
// paragraph behind it: alone in its paragraph, and of the shape of a heading.
func Heads(passage string, sentence [2]int) bool {
	before, after := passage[:sentence[0]], passage[sentence[1]:]
	return strings.HasPrefix(after, "\n") && (before == "" || strings.HasSuffix(before, "\n")) && HeadingLike(passage[sentence[0]:sentence[1]])
}
