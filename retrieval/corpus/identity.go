package corpus

import (
	"articlebot/retrieval"
)

// titlePrefix begins the ids that come from titles.
const titlePrefix = "t:"

// baseID is the id of a draft before it is compared with the others: its own,
// else its address, else its title.
func (d *prepared) baseID() retrieval.ArticleID {
	switch {
	case d.own != "":
		return retrieval.ArticleID(d.own)
	case d.url != "":
		return retrieval.ArticleID(d.url)
	}
	return retrieval.ArticleID(titlePrefix + d.key)
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
