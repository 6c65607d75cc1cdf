package parse

import (
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/prose"
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

// paragraphs splits running text at blank lines and cleans each paragraph.
func paragraphs(s string) []string {
	var out []string
	var block []string
	flush := func() {
		for _, p := range joinLines(block) {
			out = append(out, bounded(p)...)
		}
		block = block[:0]
	}
	for line := range strings.Lines(unixLines(s)) {
		if line = clean(line); line != "" {
			block = append(block, line)
		} else {
			flush()
		}
	}
	flush()
	return out
}

// clean is text.Clean with a short way for plain ASCII, which most lines of
// English are.
func clean(s string) string {
	s = strings.Trim(s, " \t\r\n")
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && s[i-1] == ' ' {
			return text.Clean(s)
		}
	}
	return s
}

// unixLines turns every kind of line end into "\n".
func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 && !strings.Contains(s, "\u0085") && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029") {
		return s
	}
	return lineEnds.Replace(s)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

// joinLines joins the adjoining lines of a wrapped paragraph, and leaves apart
// lines that are paragraphs of their own: each long and each a full sentence.
func joinLines(lines []string) []string {
	if len(lines) < 2 || len(lines) >= minOwnLines && ownParagraphs(lines) {
		return lines
	}
	return []string{strings.Join(lines, " ")}
}

func ownParagraphs(lines []string) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l) < minOwnLine || !prose.EndsSentence(l) {
			return false
		}
	}
	return true
}

// bounded divides a paragraph over MaxPassageBytes between sentences, and a
// sentence over it between words.
func bounded(p string) []string {
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

// Bounds of a title made from a text that has none.
const (
	titleWords = 12
	titleBytes = 160
)

// titleFrom quotes the beginning of a text as the title of an article that
// has none.
func titleFrom(s string) string {
	end, words := len(s), 0
	for i, r := range s {
		if r != ' ' {
			continue
		}
		if words++; words == titleWords || i > titleBytes {
			end = i
			break
		}
	}
	if end > titleBytes*2 { // one endless word
		end = titleBytes
		for !utf8.RuneStart(s[end]) {
			end--
		}
	}
	if end == len(s) {
		return s
	}
	return strings.TrimRight(s[:end], ",;:- ") + "…"
}
