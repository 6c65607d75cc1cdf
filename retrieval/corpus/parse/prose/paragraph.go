package prose

import (
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/text"
)

// MaxPassageBytes bounds a passage. Longer paragraphs (a page that lost its
// line ends) are divided between sentences, so that an answer stays readable.
const MaxPassageBytes = 8 << 10

// minOwnLine is how long every line of a block must be, in characters, for
// lines to be paragraphs of their own and not a wrapped one.
const minOwnLine = 60

// minOwnLines is how many such lines a block needs: two sentences may well be
// one paragraph.
const minOwnLines = 3

// Paragraphs splits running text at blank lines and cleans each paragraph.
func Paragraphs(s string) []string {
	var out []string
	var block []string
	flush := func() {
		for _, p := range JoinLines(block) {
			out = append(out, Bounded(p)...)
		}
		block = block[:0]
	}
	for line := range strings.Lines(UnixLines(s)) {
		if line = Clean(line); line != "" {
			block = append(block, line)
		} else {
			flush()
		}
	}
	flush()
	return out
}

// Clean is text.Clean with a short way for plain ASCII, which most lines of
// English are.
func Clean(s string) string {
	s = strings.Trim(s, " \t\r\n")
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && s[i-1] == ' ' {
			return text.Clean(s)
		}
	}
	return s
}

// UnixLines turns every kind of line end into "\n".
func UnixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 && !strings.Contains(s, "\u0085") && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029") {
		return s
	}
	return lineEnds.Replace(s)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

// JoinLines joins the adjoining lines of a wrapped paragraph, and leaves apart
// lines that are paragraphs of their own: each long and each a full sentence.
func JoinLines(lines []string) []string {
	if len(lines) < 2 || len(lines) >= minOwnLines && ownParagraphs(lines) {
		return lines
	}
	return []string{strings.Join(lines, " ")}
}

func ownParagraphs(lines []string) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l) < minOwnLine || !EndsSentence(l) {
			return false
		}
	}
	return true
}

// Bounded divides a paragraph over MaxPassageBytes between sentences, and a
// sentence over it between words.
func Bounded(p string) []string {
	if len(p) <= MaxPassageBytes {
		return []string{p}
	}
	var out []string
	start, end := 0, 0
	for _, s := range text.Sentences(p) {
		if s[1]-start > MaxPassageBytes && end > start {
			out = append(out, cut(p[start:end])...)
			start = s[0]
		}
		end = s[1]
	}
	return append(out, cut(strings.TrimSpace(p[start:]))...)
}

// cut divides s between words into pieces of at most MaxPassageBytes.
func cut(s string) []string {
	var out []string
	for len(s) > MaxPassageBytes {
		at := strings.LastIndexByte(s[:MaxPassageBytes], ' ')
		if at <= 0 {
			at = MaxPassageBytes
			for !utf8.RuneStart(s[at]) {
				at--
			}
		}
		out = append(out, strings.TrimSpace(s[:at]))
		s = strings.TrimSpace(s[at:])
	}
	if s != "" {
		out = append(out, s)
	}
	return out
}

// MinArticle is how many characters of running text make an article rather
// than a page of links, a form or a notice.
const MinArticle = 140
