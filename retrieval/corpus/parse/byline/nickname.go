package byline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/prose"
)

// domain is a name that is an address.
var domain = regexp.MustCompile(`(?i)^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/?$`)

// Bounds of a name that has not the shape of one, as of a writer who is called
// by a nickname.
const (
	maxNickname      = 40 // characters
	maxNicknameWords = 5
)

// IsDomain tells a name that is an address.
func IsDomain(s string) bool { return domain.MatchString(s) }

// IsNone tells what stands where a name should and is none.
func IsNone(s string) bool { return builtin().none.MatchString(s) }

// Nickname tells whether a text may be what a writer is called.
func Nickname(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > maxNickname || len(strings.Fields(s)) > maxNicknameWords || builtin().none.MatchString(s) || prose.EndsSentence(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// FirstPart is what a line says before its first separator.
func FirstPart(s string) string {
	for _, piece := range parted.Split(s, -1) {
		if piece != "" {
			return piece
		}
	}
	return s
}
