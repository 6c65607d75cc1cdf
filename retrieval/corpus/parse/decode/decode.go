// Package decode makes text of bytes: it tells what is no text, finds the
// encoding, and says in which words something is too large.
package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// SniffBytes is how much of a file parse.Recognise looks at.
const SniffBytes = 16 << 10

// ErrBinary is returned for what is no text at all.
var ErrBinary = errors.New("this is a binary file, not text; leave it out, or save its text as UTF-8")

// LooksBinary tells whether a file's beginning is no text: it has NUL bytes or
// many control characters, and does not say that it is UTF-16.
func LooksBinary(head []byte) bool {
	if UTF16BOM(head) {
		return false
	}
	if len(head) > SniffBytes {
		head = head[:SniffBytes]
	}
	controls := 0
	for _, c := range head {
		switch {
		case c == 0:
			return true
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b:
			controls++
		}
	}
	return controls*100 > len(head)
}

// UTF16BOM tells whether a text begins with the byte order mark of UTF-16.
func UTF16BOM(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF})
}

// Text returns the text of a file in UTF-8, or in UTF-16 with a byte
// order mark. Other encodings cannot be told apart and are refused.
func Text(data []byte) (string, error) {
	if LooksBinary(data) {
		return "", ErrBinary
	}
	if UTF16BOM(data) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("decode UTF-16: %w", err)
		}
		if bytes.IndexByte(decoded, 0) >= 0 {
			return "", ErrBinary
		}
		return string(decoded), nil
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if at := InvalidAt(data); at >= 0 {
		return "", fmt.Errorf("not UTF-8 text (the byte at offset %d fits no character); save it as UTF-8", at)
	}
	return string(data), nil
}

// UTF8 reads UTF-16 with a byte order mark as UTF-8, and all else as it is.
func UTF8(in io.Reader) io.Reader {
	b := bufio.NewReader(in)
	if mark, _ := b.Peek(2); UTF16BOM(mark) {
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(b)
	}
	return b
}

// InvalidAt is the offset of the first byte that is not UTF-8, or -1.
func InvalidAt(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// declaredHTML finds the encoding that a page declares later than in its first
// 1,024 bytes, where the standard ends the search.
var declaredHTML = regexp.MustCompile(`(?i)<meta\s[^>]{0,200}\bcharset\s*=\s*["']?([\w-]+)`)

// HTML returns a web page as UTF-8. Its encoding is told by the byte
// order mark, the content type it was served with ("" for a file), its own
// meta element, or its bytes, in this order. Bytes that fit no character
// become U+FFFD, as in a browser.
func HTML(data []byte, contentType string) (string, error) {
	if LooksBinary(data) {
		return "", ErrBinary
	}
	encoding, name, certain := charset.DetermineEncoding(data, contentType)
	if m := declaredHTML.FindSubmatch(data[:min(len(data), SniffBytes)]); m != nil && !certain {
		if declared, declaredName := charset.Lookup(string(m[1])); declared != nil {
			encoding, name = declared, declaredName
		}
	}
	if name == "utf-8" || !certain && utf8.Valid(data) {
		return strings.ToValidUTF8(string(bytes.TrimPrefix(data, []byte("\uFEFF"))), "\uFFFD"), nil
	}
	decoded, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("decode %s: %w", name, err)
	}
	return string(bytes.TrimPrefix(decoded, []byte("\uFEFF"))), nil
}
