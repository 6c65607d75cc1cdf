package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/telegram/api"
	"articlebot/retrieval/text"
)

// The limits of a message, https://core.telegram.org/bots/api#sendmessage:
// 4096 characters after entity parsing. The server has been seen to count
// Unicode characters, others count UTF-16 units; the smaller is safe in both,
// and the rest is for what a client may add.
const (
	messageUnits = 4000
	// maxParts is how many messages one reply may take.
	maxParts = 3
)

// Ellipsis stands where something was left out.
const Ellipsis = "…"

// split cuts a document into at most max parts of at most units UTF-16 units,
// on the border of a paragraph, line, sentence or word, in that order. What
// does not fit in the last part is replaced by an ellipsis.
func split(d document, units, max int) []document {
	var parts []document
	for {
		d = trimStart(d)
		if len(d) == 0 {
			return parts
		}
		if api.UTF16Len(d.plain()) <= units {
			return append(parts, d)
		}
		last := len(parts) == max-1
		room := units
		if last {
			room -= api.UTF16Len(Ellipsis)
		}
		head, rest := d.cut(border(d.plain(), room))
		if last {
			tail := head[len(head)-1]
			tail.text = strings.TrimRight(tail.text, " \n") + Ellipsis
			return append(parts, append(head[:len(head)-1:len(head)-1], tail))
		}
		parts, d = append(parts, head), rest
	}
}

// cut splits the document at a byte offset of its plain text.
func (d document) cut(at int) (head, rest document) {
	for i, r := range d {
		if at < len(r.text) {
			left, right := r, r
			left.text, right.text = r.text[:at], r.text[at:]
			head = append(head, d[:i]...)
			if left.text != "" {
				head = append(head, left)
			}
			return head, append(document{right}, d[i+1:]...)
		}
		at -= len(r.text)
	}
	return d, nil
}

// trimStart drops white space at the start of a document.
func trimStart(d document) document {
	for len(d) > 0 {
		s := strings.TrimLeft(d[0].text, " \n")
		if s == d[0].text {
			return d
		}
		if s != "" {
			first := d[0]
			first.text = s
			return append(document{first}, d[1:]...)
		}
		d = d[1:]
	}
	return d
}

// border returns where to cut s so that the first part has at most units
// UTF-16 units: as far on as it can be, but rather after a paragraph, line,
// sentence or word if one ends in the second half of the room. It is never 0
// for a room of 16 units or more.
func border(s string, units int) int {
	head := api.UTF16Cut(s, units)
	half := len(head) / 2
	if i := strings.LastIndex(head, "\n\n"); i > half {
		return i
	}
	if i := strings.LastIndexByte(head, '\n'); i > half {
		return i
	}
	best := 0
	for _, span := range text.Sentences(head) {
		if span[1] < len(head) {
			best = span[1]
		}
	}
	if best > half {
		return best
	}
	if i := strings.LastIndexByte(head, ' '); i > half {
		return i
	}
	return cluster(s, len(head))
}

// maxCluster bounds, in runes, how far a cut steps back to keep one visible
// character whole. Text that stacks more marks than that is no writing.
const maxCluster = 12

// cluster moves a cut back to before the visible character that it would cut
// through: marks, joined emoji and flags belong to what they follow.
func cluster(s string, at int) int {
	cut := at
	for range maxCluster {
		if cut <= 0 || cut >= len(s) {
			break
		}
		next, _ := utf8.DecodeRuneInString(s[cut:])
		prev, size := utf8.DecodeLastRuneInString(s[:cut])
		if !joined(prev, next) {
			return cut
		}
		cut -= size
	}
	return at
}

// joined reports whether two characters are parts of one visible one.
func joined(prev, next rune) bool {
	return unicode.Is(unicode.M, next) || next == '\u200D' || prev == '\u200D' ||
		next >= 0x1F3FB && next <= 0x1F3FF || // skin tones
		regional(prev) && regional(next)
}

func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }
