package robots

import (
	"fmt"
	"strings"
)

// kept are the octets whose escape means something else than they do: those
// that part a path, and the special characters of patterns.
const kept = "/?#%*$"

// keptInQuery are those of a query, in which slashes and question marks part
// nothing (RFC 3986 section 3.4).
const keptInQuery = "&=+#%*$"

// normal writes a path so that two ways to escape it compare as one
// (RFC 9309 section 2.2.2): what needs no escape has none, what is kept has
// one in capitals, and octets outside ASCII stand as they are. In a pattern an
// asterisk is special; in a path it is a letter as any other.
func normal(path string, inPattern bool) string {
	var b strings.Builder
	b.Grow(len(path))
	keep := kept
	for i := 0; i < len(path); i++ {
		c := path[i]
		escape := c == '%' && i+2 < len(path) && hex(path[i+1]) >= 0 && hex(path[i+2]) >= 0
		if escape {
			c = byte(hex(path[i+1])<<4 | hex(path[i+2]))
			i += 2
		}
		switch {
		case c <= ' ', c == '$', escape && strings.IndexByte(keep, c) >= 0, c == '*' && !escape && !inPattern:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
		if c == '?' && !escape {
			keep = keptInQuery
		}
	}
	return b.String()
}

// hex is the value of a hexadecimal digit, -1 for what is none.
func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
