package text

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longEnough is the number of words in which Vietnamese that is written with
// accents has some of its own.
const longEnough = 10

// onlyVietnamese tells whether s has a letter that Vietnamese writes and French
// or Spanish do not: đ, or one with a horn, hook, dot below or breve, or with
// two marks at once.
func onlyVietnamese(s string) bool {
	marks := 0
	for _, r := range norm.NFD.String(s) {
		switch r {
		case 'đ', 'Đ', '\u031B', '\u0309', '\u0323', '\u0306':
			return true
		}
		if !unicode.Is(unicode.Mn, r) {
			marks = 0
		} else if marks++; marks == 2 {
			return true
		}
	}
	return false
}

// hasVietnameseMarks tells whether s has a letter with a mark of Vietnamese,
// some of which other languages write too.
func hasVietnameseMarks(s string) bool {
	if onlyVietnamese(s) {
		return true
	}
	for _, r := range norm.NFD.String(s) {
		switch r {
		case '\u0300', '\u0301', '\u0302', '\u0303': // grave, acute, circumflex, tilde
			return true
		}
	}
	return false
}
