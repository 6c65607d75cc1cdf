package merge

import (
	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/prose"
)

// titlePrefix begins the ids that come from titles.
const titlePrefix = "t:"

// baseID is the id of a draft before it is compared with the others: its own,
// else its address, else its title.
func (d *Prepared) baseID() retrieval.ArticleID {
	switch {
	case d.Own != "":
		return retrieval.ArticleID(d.Own)
	case d.URL != "":
		return retrieval.ArticleID(d.URL)
	}
	return retrieval.ArticleID(titlePrefix + d.Key)
}

// identities hands out ids, each once.
type identities map[retrieval.ArticleID]*item

// claim gives the item its id, or returns the item that it only repeats.
// Where another article has the id, it is made different by the words of the
// article, so that it is the same in the next read whatever comes before it.
func (ids identities) claim(it *item) (repeats *item) {
	base := it.draft.baseID()
	it.id = base
	for seed := it.draft.Parts[0].Text; ; seed += "\n" + it.draft.Body() {
		other := ids[it.id]
		if other == nil {
			ids[it.id] = it
			return nil
		}
		if sameWords(it.draft, other.draft) {
			return other
		}
		it.id = base + retrieval.ArticleID("~"+prose.ShortHash(seed))
	}
}
