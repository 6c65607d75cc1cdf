package languages

import (
	"regexp"
	"strings"
)

// All is a list of several languages in one.
func All[T ~[]string](from []*Language, list func(*Language) T) []string {
	var out []string
	for _, l := range from {
		out = append(out, list(l)...)
	}
	return out
}

// nothing is a regular expression that matches no text.
const nothing = `[^\x00-\x{10FFFF}]`

// Any is a regular expression for any one of some phrases, as a group that
// captures nothing.
func Any(phrases []string) string {
	if len(phrases) == 0 {
		return nothing
	}
	quoted := make([]string, len(phrases))
	for i, p := range phrases {
		quoted[i] = regexp.QuoteMeta(p)
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}

// Whole is Any for phrases that are no parts of longer words. Regular expressions
// know the bounds of words for ASCII only: the others are found anywhere.
func Whole(phrases []string) string {
	plain, other := Plain(phrases)
	return `(?:\b` + Any(plain) + `\b|` + Any(other) + `)`
}

// Plain parts phrases of ASCII alone from others.
func Plain(phrases []string) (plain, other []string) {
	for _, p := range phrases {
		if strings.ContainsFunc(p, func(r rune) bool { return r > '~' }) {
			other = append(other, p)
		} else {
			plain = append(plain, p)
		}
	}
	return plain, other
}
