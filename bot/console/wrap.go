package console

import (
	"strings"

	"github.com/rivo/uniseg"

	"articlebot/retrieval"
)

// Lines breaks a text that may be anything into lines that fit beside a margin
// of so many cells. A line feed breaks too; nothing in them steers a terminal.
func (s Style) Lines(text string, margin int) []string {
	text = clean(text)
	var lines []string
	for _, line := range wrap(text, s.width()-margin) {
		lines = append(lines, text[line.Start:line.End])
	}
	return lines
}

// wrap breaks a cleaned text into lines of at most width cells, at the places
// where Unicode allows (UAX 14), or between grapheme clusters where a word is
// longer than a line. A line feed always breaks. The spans slice the text
// without the white space at line ends.
func wrap(text string, width int) []retrieval.Span {
	width = max(width, 1)
	var lines []retrieval.Span
	for start := 0; start <= len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		lines = append(lines, wrapParagraph(text, start, end, width)...)
		start = end + 1
	}
	return lines
}

// wrapParagraph wraps text[start:end], which has no line feed. It returns at
// least one line.
func wrapParagraph(text string, start, end, width int) []retrieval.Span {
	var lines []retrieval.Span
	line := retrieval.Span{Start: start, End: start} // what is certain to fit
	pos, state, rest := start, -1, text[start:end]
	for rest != "" {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		next := pos + len(segment)
		if line.End > line.Start && !fits(text[line.Start:next], width) {
			lines = append(lines, trimmed(text, line))
			line = retrieval.Span{Start: pos, End: pos}
		}
		for !fits(text[line.Start:next], width) {
			cut := line.Start + fitting(text[line.Start:next], width)
			lines = append(lines, retrieval.Span{Start: line.Start, End: cut})
			line = retrieval.Span{Start: cut, End: cut}
		}
		line.End = next
		pos = next
	}
	return append(lines, trimmed(text, line))
}

// fits tells whether s, without the spaces at its end, is at most width cells
// wide. Its cost grows with the width, not with s.
func fits(s string, width int) bool {
	s = strings.TrimRight(s, " ")
	return fitting(s, width) == len(s)
}

// fitting returns how many bytes of s fit into width cells: whole grapheme
// clusters, and at least one.
func fitting(s string, width int) int {
	n, used, state := 0, 0, -1
	for rest := s; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n > 0 && used+w > width {
			break
		}
		n += len(cluster)
		used += w
	}
	return n
}

// trimmed drops spaces at the end of a line.
func trimmed(text string, s retrieval.Span) retrieval.Span {
	s.End = s.Start + len(strings.TrimRight(text[s.Start:s.End], " "))
	return s
}
