package page

import (
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"strings"
)

// markup is HTML of the program's own: only what stands in its source becomes one
// without being said so. A place for a value is written {}: between tags, or as the
// whole value of an attribute or its end, in double quotes.
type markup string

const place = "{}"

// sheet is a page that is being written. What people and articles wrote comes into
// it as values alone, and those are text wherever they stand.
//
// It is no html/template, as that finds methods by their names while it runs: the
// linker then keeps every exported method of the whole program, 5 MB of them.
type sheet struct{ b strings.Builder }

// put writes markup with values in its places.
func (s *sheet) put(m markup, values ...any) {
	rest := string(m)
	for _, v := range values {
		before, after, _ := strings.Cut(rest, place)
		s.b.WriteString(before)
		said := fmt.Sprint(v)
		if endsInLink(before) {
			said = link(said)
		}
		s.b.WriteString(html.EscapeString(said))
		rest = after
	}
	s.b.WriteString(rest)
}

// attribute writes one that has a value.
func (s *sheet) attribute(m markup, value string) {
	if value != "" {
		s.put(m, value)
	}
}

// endsInLink tells that an address is to follow.
func endsInLink(before string) bool {
	for _, name := range []string{"href", "src", "action"} {
		if strings.HasSuffix(before, " "+name+`="`) {
			return true
		}
	}
	return false
}

// noLink stands for an address that is none to follow.
const noLink = "#"

// link is an address as an attribute may have it: of the web, of mail, or below this
// page, with everything percent-encoded that no address has.
func link(address string) string {
	scheme, _, has := strings.Cut(address, ":")
	if has && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto":
		default:
			return noLink
		}
	}
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; isOfAddress(c) || c == '%' && isHex(address[i+1:]) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return b.String()
}

// isHex tells that two digits of a byte follow.
func isHex(s string) bool {
	if len(s) < 2 {
		return false
	}
	_, err := hex.DecodeString(s[:2])
	return err == nil
}

// isOfAddress tells of what RFC 3986 lets stand in an address. An apostrophe and
// parentheses, which it does, are left to be encoded: addresses stand in other
// places too.
func isOfAddress(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~:/?#[]@!$&*+,;=", c) >= 0
}

// writeTo writes the page whole or not at all.
func (s *sheet) writeTo(w io.Writer) error {
	if _, err := io.WriteString(w, s.b.String()); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}
