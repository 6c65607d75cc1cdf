package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the byte ranges [start, end) of the sentences of s, in
// order, covering all but the white space between them. It does not split
// after abbreviations, initials, ordinals and numbers ("No. 57", "J. Smith",
// "10.5%"), nor inside a quotation's closing marks.
func Sentences(s string) [][2]int { return builtin().sentences(s) }

func (l *lists) sentences(s string) [][2]int {
	var out [][2]int
	start := skipSpace(s, 0)
	for i := start; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !terminal(r) {
			i += size
			continue
		}
		end := i + size
		if r != '\n' { // what stands at the beginning of a line closes nothing
			end = closing(s, end)
		}
		next := skipSpace(s, end)
		if next >= len(s) {
			break
		}
		if l.boundary(s, i, r, end, next) {
			if r == '\n' { // the line's end is no part of the sentence
				end = i
			}
			out = append(out, [2]int{start, end})
			start, end = next, next
		}
		i = end
	}
	if start < len(s) {
		out = append(out, [2]int{start, len(strings.TrimRightFunc(s, unicode.IsSpace))})
	}
	return out
}

func terminal(r rune) bool {
	return r == '.' || r == '!' || r == '?' || r == '…' || r == '。' || r == '\n'
}

// closing skips further terminals and closing quotes and brackets.
func closing(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !terminal(r) && !strings.ContainsRune("”’\"')]»", r) || r == '\n' {
			return i
		}
		i += size
	}
	return i
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			return i
		}
		i += size
	}
	return i
}

// boundary decides whether the terminal r at dot ends a sentence; end is after
// its closing marks and next where the following text begins.
func (l *lists) boundary(s string, dot int, r rune, end, next int) bool {
	if r == '\n' {
		return true
	}
	if end == next { // no space: "57.NQ", "today.Then"
		return false
	}
	if !opens(s[next:]) {
		return false
	}
	if r == '.' && end == dot+1 {
		return !l.abbreviated(s[:dot], s[next:])
	}
	return true
}

// opens tells whether a sentence can begin here: an upper-case letter, a digit,
// or either after opening marks or a dash.
func opens(s string) bool {
	for _, r := range s {
		if strings.ContainsRune("“‘\"'([«-–—•", r) || unicode.IsSpace(r) {
			continue
		}
		return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r) || unicode.IsSymbol(r)
	}
	return false
}

// abbreviated tells whether the full stop after before belongs to its last
// word: an initial, a known abbreviation, or "No." before a number.
func (l *lists) abbreviated(before, after string) bool {
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("(“\"‘'", r) })+1:]
	low := strings.ToLower(word)
	r, size := utf8.DecodeRuneInString(word)
	switch {
	case word == "":
		return false
	case size == len(word) && unicode.IsUpper(r): // an initial: "J. Smith"
		return true
	case low == "a.m" || low == "p.m":
		return false
	case dottedLetters(low): // "U.S", "e.g"
		return true
	case l.counted[low]:
		d, _ := utf8.DecodeRuneInString(after)
		return unicode.IsDigit(d)
	}
	return l.titles[low]
}

// dottedLetters tells words like "u.s": single letters between full stops.
func dottedLetters(w string) bool {
	letters := strings.Split(w, ".")
	for _, l := range letters {
		if utf8.RuneCountInString(l) != 1 {
			return false
		}
	}
	return len(letters) > 1
}
