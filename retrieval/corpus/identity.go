package corpus

import (
	"encoding/hex"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"articlebot/retrieval"
)

// titlePrefix begins the ids that come from titles.
const titlePrefix = "t:"

// maxTitleID is the length of a title's part of an id in bytes; the rest is
// replaced by its hash.
const maxTitleID = 96

// baseID is the id of a draft before it is compared with the others: its own,
// else its address, else its title.
func (d *draft) baseID() retrieval.ArticleID {
	switch {
	case d.own != "":
		return retrieval.ArticleID(d.own)
	case d.url != "":
		return retrieval.ArticleID(d.url)
	}
	return retrieval.ArticleID(titlePrefix + d.key)
}

// titleKey is the form under which titles are compared: lower case, its words
// joined by hyphens, so that quotation marks and punctuation do not matter.
func titleKey(title string) string {
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
		return shortHash(title)
	}
	if len(key) <= maxTitleID {
		return key
	}
	end := maxTitleID
	for !utf8.RuneStart(key[end]) {
		end--
	}
	return strings.TrimRight(key[:end], "-") + "-" + shortHash(key)
}

// shortHash is eight hexadecimal digits that tell texts apart.
func shortHash(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return hex.EncodeToString(h.Sum(nil))
}

// identities hands out ids, each once.
type identities map[retrieval.ArticleID]*item

// claim gives the item its id, or returns the item that it only repeats.
// Where another article has the id, it is made different by the words of the
// article, so that it is the same in the next read whatever comes before it.
func (ids identities) claim(it *item) (repeats *item) {
	base := it.draft.baseID()
	it.id = base
	for seed := it.draft.parts[0].text; ; seed += "\n" + it.draft.body() {
		other := ids[it.id]
		if other == nil {
			ids[it.id] = it
			return nil
		}
		if sameWords(it.draft, other.draft) {
			return other
		}
		it.id = base + retrieval.ArticleID("~"+shortHash(seed))
	}
}
