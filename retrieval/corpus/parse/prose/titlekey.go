package prose

import (
	"encoding/hex"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxTitleID is the length of a title's part of an id in bytes; the rest is
// replaced by its hash.
const maxTitleID = 96

// TitleKey is the form under which titles are compared: lower case, its words
// joined by hyphens, so that quotation marks and punctuation do not matter.
func TitleKey(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(norm.NFC.String(title)) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.M, r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	key := b.String()
	if key == "" {
		return ShortHash(title)
	}
	if len(key) <= maxTitleID {
		return key
	}
	end := maxTitleID
	for !utf8.RuneStart(key[end]) {
		end--
	}
	return strings.TrimRight(key[:end], "-") + "-" + ShortHash(key)
}

// ShortHash is eight hexadecimal digits that tell texts apart.
func ShortHash(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return hex.EncodeToString(h.Sum(nil))
}
