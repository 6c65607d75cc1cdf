package prose

import (
	"strings"
	"unicode"
)

// FoldWords are the words of a text in lower case.
func FoldWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.M, r)
	})
}
