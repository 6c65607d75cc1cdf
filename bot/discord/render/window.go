package render

import (
	"strings"
	"unicode/utf8"

	"articlebot/retrieval"
)

// excerpt is the part of a passage to show, in three pieces of which the
// middle one is the sentence that answers.
type excerpt struct{ before, sentence, after string }

// excerptOf parts a passage at its sentence and, if it is longer than limit
// code points, keeps what is around the sentence, whole words, with an
// ellipsis for what is left out.
func excerptOf(text string, s retrieval.Span, limit int) excerpt {
	if !sound(text, s) {
		s = retrieval.Span{}
	}
	e := excerpt{text[:s.Start], text[s.Start:s.End], text[s.End:]}
	spare := limit - utf8.RuneCountInString(e.sentence)
	if utf8.RuneCountInString(e.before)+utf8.RuneCountInString(e.after) <= spare {
		return e
	}
	if spare < 0 {
		return excerpt{sentence: head(e.sentence, limit)}
	}
	room := min(utf8.RuneCountInString(e.before), spare/3)
	e.before = tail(e.before, room)
	e.after = head(e.after, spare-utf8.RuneCountInString(e.before))
	return e
}

// sound tells whether a span lies inside a text, on rune boundaries.
func sound(text string, s retrieval.Span) bool {
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) &&
		boundary(text, s.Start) && boundary(text, s.End)
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// head returns the first words of s in at most n code points.
func head(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:max(0, n-1)]
	kept := string(r)
	if i := strings.LastIndexByte(kept, ' '); i > 0 {
		kept = kept[:i]
	}
	return strings.TrimRight(kept, " ") + " " + ellipsis
}

// tail returns the last words of s in at most n code points.
func tail(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	kept := string(r[len(r)-max(0, n-1):])
	if i := strings.IndexByte(kept, ' '); i >= 0 {
		kept = kept[i+1:]
	} else {
		kept = ""
	}
	return ellipsis + " " + kept
}
