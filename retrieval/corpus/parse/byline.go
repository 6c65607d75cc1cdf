package parse

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
)

// credit is what may stand before the names.
var credit = regexp.MustCompile(`(?i)^(?:by|text by|written by|story by|reported by|bởi)\s+|^(?:author|text|story|words|reporter|source|` +
	`tác giả|bài viết|bài|tin|nguồn|thực hiện|theo|phóng viên|pv)(?:\s*[,và&-]+\s*(?:ảnh|bài|photo|photos))?\s*:\s*`)

// byline returns the names of a line that has the shape of a byline: a few
// capitalised words and nothing else, or a credit ("By …", "Bài, ảnh: …")
// before such words.
func byline(s string) (names string, ok bool) {
	if at := credit.FindStringIndex(s); at != nil {
		s = s[at[1]:]
	}
	s = strings.TrimSpace(strings.Trim(s, "()[]"))
	if s == "" || utf8.RuneCountInString(s) > maxByline {
		return "", false
	}
	words := strings.Fields(s)
	if len(words) > maxBylineWords {
		return "", false
	}
	capitals := 0
	for _, w := range words {
		switch {
		case nameWord(w):
			capitals++
		case w == "-" || w == "–" || w == "&" || w == "/" || w == "and" || w == "và":
		default:
			return "", false
		}
	}
	return s, capitals > 0
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

// takeByline takes the byline off the end of an article's blocks.
func (d *Draft) takeByline(blocks []block) []block {
	last := len(blocks) - 1
	for last >= 0 && blocks[last].heading {
		last--
	}
	if last < 1 {
		return blocks
	}
	if name, ok := byline(blocks[last].text); ok {
		if d.Author == "" {
			d.Author = name
		}
		return blocks[:last]
	}
	return blocks
}
