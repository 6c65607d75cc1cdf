package api

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// UTF16Len is the length of s in UTF-16 units, which Telegram counts entities
// in, https://core.telegram.org/api/entities#entity-length.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r) // 1 for U+FFFD, which invalid bytes decode to
	}
	return n
}

// UTF16Slice returns the part of s from offset for length UTF-16 units. It
// reports false where the range is not in s or cuts a rune in two: entities
// come from the network.
func UTF16Slice(s string, offset, length int) (start, end int, ok bool) {
	if offset < 0 || length < 0 || offset > len(s) || length > len(s) {
		return 0, 0, false
	}
	start, ok = UTF16Index(s, offset)
	if !ok {
		return 0, 0, false
	}
	n, ok := UTF16Index(s[start:], length)
	return start, start + n, ok
}

// UTF16Index returns the byte offset of UTF-16 unit n of s.
func UTF16Index(s string, n int) (int, bool) {
	for i, r := range s {
		if n <= 0 {
			return i, n == 0
		}
		n -= utf16.RuneLen(r)
	}
	return len(s), n == 0
}

// UTF16Cut returns the longest prefix of s of at most n UTF-16 units that
// ends between runes.
func UTF16Cut(s string, n int) string {
	for i, r := range s {
		n -= utf16.RuneLen(r)
		if n < 0 {
			return s[:i]
		}
	}
	return s
}

// cutBytes returns the longest prefix of s of at most n bytes that ends
// between runes.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.ToValidUTF8(s[:n], "")
}
