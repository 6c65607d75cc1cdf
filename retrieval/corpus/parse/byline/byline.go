// Package byline reads the names in a line that tells who wrote an article, in
// English, Vietnamese and the shapes that papers share: a credit, a few
// capitalised words, a role, a note in brackets. It knows no paper and no
// person.
package byline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a byline: one to a few names.
const (
	maxByline      = 60 // characters
	maxBylineWords = 9
	maxWhereabouts = 4
	maxBylineLine  = 120 // characters of a line that may hold a byline
)

var (
	// note is what stands in brackets behind a name: how it was written, or
	// what was taken from whom.
	note = regexp.MustCompile(`\s*[(\[]([^()\[\]]{1,40})[)\]]\s*$`)
	// parted stands between a byline and what else its line says.
	parted = regexp.MustCompile(`\s*(?:\s[|·•–—/]\s|\s-\s|[|·•●]|\s{2,})\s*`)
)

// Names returns the names of a line that has the shape of a byline: a few
// capitalised words and nothing else, with a credit before them ("By …", "Bài,
// ảnh: …"), a role behind ("…, Island correspondent") or a note in brackets
// ("(tổng hợp)").
func Names(s string) (names string, ok bool) {
	s, credited := Uncredited(strings.TrimLeft(s, "-–— "))
	if credited {
		s = FirstPart(s)
	}
	for _, behind := range []*regexp.Regexp{note, builtin().pictures} {
		if at := behind.FindStringIndex(s); at != nil && at[0] > 0 {
			s = s[:at[0]]
		}
	}
	s = strings.TrimSpace(strings.Trim(s, "()[]"))
	if s == "" || utf8.RuneCountInString(s) > maxBylineLine {
		return "", false
	}
	if head, tail, found := strings.Cut(s, ","); found && (builtin().roles.MatchString(tail) || lowerAfter(tail)) && onlyNames(head) {
		s = strings.TrimSpace(head)
	}
	if onlyNames(s) {
		return s, true
	}
	if at := builtin().whereabouts.FindStringIndex(s); at != nil && len(strings.Fields(s[:at[0]])) > 1 && len(strings.Fields(s[at[0]:])) <= maxWhereabouts && onlyNames(s[:at[0]]) {
		return s[:at[0]], true
	}
	return "", false
}

// Uncredited is a line without the credit before its names.
func Uncredited(s string) (string, bool) {
	if at := builtin().credit.FindStringIndex(s); at != nil && at[1] < len(s) {
		return s[at[1]:], true
	}
	return s, false
}

// Credited tells whether a line begins with a credit.
func Credited(s string) bool { return builtin().credit.MatchString(s) }

// WithoutSource drops the word before whom an article of a language follows:
// "Theo". In another language it may be a name.
func WithoutSource(names, language string) string {
	if word := builtin().followingIn[language]; word != nil {
		return word.ReplaceAllString(names, "")
	}
	return names
}

// lowerAfter tells a role that is said in words nobody lists: a few, of which
// one is no name.
func lowerAfter(tail string) bool {
	fields := strings.Fields(tail)
	return len(fields) > 0 && len(fields) <= 4 && !strings.ContainsAny(tail, ".!?;:") && nameWord(fields[0]) && !onlyNames(tail)
}

// onlyNames tells whether a text is names alone.
func onlyNames(s string) bool {
	if utf8.RuneCountInString(s) > maxByline {
		return false
	}
	words := strings.Fields(s)
	if len(words) > maxBylineWords {
		return false
	}
	capitals := 0
	for _, w := range words {
		switch {
		case nameWord(w):
			capitals++
		case w == "-" || w == "–" || w == "&" || w == "/" || builtin().and[w]:
		default:
			return false
		}
	}
	return capitals > 0
}

// nameWord tells whether w can be a word of a name.
func nameWord(w string) bool {
	w = strings.TrimRight(w, ",;")
	first, size := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(first) {
		return false
	}
	for _, r := range w[size:] {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(".'’-/", r) {
			return false
		}
	}
	return true
}

// Closing returns the names of the last line of an article: a byline, or the
// agency that it follows ("Theo TTXVN").
func Closing(s string) (names string, ok bool) {
	inner := strings.Trim(s, "()[] ")
	if at := builtin().following.FindStringIndex(inner); at != nil {
		agency := inner[at[1]:]
		if name, ok := Names(agency); ok {
			return name, true
		}
		if first := firstWord(agency); domain.MatchString(agency) || (nameWord(first) || builtin().outlets[strings.ToLower(first)]) && Nickname(agency) {
			return agency, true
		}
	}
	return Names(s)
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}
