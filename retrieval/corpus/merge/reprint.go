package merge

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/prose"
)

// Near-duplicates are found by min-wise hashing (Broder, "On the resemblance
// and containment of documents", 1997; one permutation: Li, Owen and Zhang,
// 2012) over shingles of words, and every pair found is compared exactly.
const (
	// shingleWords is how many words make a shingle.
	shingleWords = 5
	// minFoldWords is the length of a text under which only identical ones are
	// the same: short notices about different things look alike.
	minFoldWords = 40
	// minResemblance is the share of common shingles (Jaccard) from which two
	// texts are one: a sentence edited in an article of ten, not a new version.
	minResemblance = 0.8
	// A sketch has bands×rows minima; two texts meet where one band agrees, at
	// minResemblance with a probability of 1-(1-0.8⁴)¹⁶ > 0.999.
	sketchRows  = 4
	sketchBands = 16
	// maxCompared bounds with how many others one text is compared, so that
	// thousands of articles from one template cost no more than others.
	maxCompared = 64
)

// sketch is a fixed-size summary of a text.
type sketch struct {
	bands   [sketchBands]uint64 // similar texts share some
	words   uint64              // of all words: the same for the same text
	numbers uint64              // of the different numbers
	count   int                 // of words
}

// foldReprints marks the full articles that repeat another one, and lists
// them there. Kept is the earliest, else one with an address, else the first.
// Articles of JSON Lines are never folded: other programs count on their ids.
func foldReprints(items []*item) {
	groups := newGroups(len(items))
	buckets := map[[2]uint64][]int{}
	for i, it := range items {
		if it.draft.sketch == nil || it.draft.Brief || it.gone || it.kind == parse.JSONLines {
			continue
		}
		for band, value := range it.draft.sketch.bands {
			key := [2]uint64{uint64(band), value}
			for _, j := range buckets[key][max(0, len(buckets[key])-maxCompared):] {
				if groups.root(i) != groups.root(j) && isReprint(it.draft, items[j].draft) {
					groups.join(i, j)
				}
			}
			buckets[key] = append(buckets[key], i)
		}
	}
	for _, members := range groups.sets() {
		slices.SortStableFunc(members, func(a, b int) int { return worthier(items[a], items[b]) })
		kept := items[members[0]]
		rest := members[1:]
		slices.Sort(rest)
		for _, i := range rest {
			items[i].gone = true
			kept.alsoIn = append(kept.alsoIn, items[i])
		}
	}
}

// worthier orders reprints, the one to keep first.
func worthier(a, b *item) int {
	when, other := a.draft.Published, b.draft.Published
	switch {
	case !when.IsZero() && !other.IsZero() && !when.Equal(other):
		return when.Compare(other)
	case when.IsZero() != other.IsZero():
		return cmp.Compare(boolRank(!when.IsZero()), boolRank(!other.IsZero()))
	}
	return cmp.Compare(boolRank(a.draft.URL != ""), boolRank(b.draft.URL != ""))
}

// boolRank puts what has something before what has not.
func boolRank(has bool) int {
	if has {
		return 0
	}
	return 1
}

// isReprint compares two articles exactly: nearly all words in common, and all
// numbers, because the same report of another day differs in its numbers.
func isReprint(a, b *Prepared) bool {
	switch {
	case a.Language != b.Language || a.sketch.count == 0:
		return false
	case a.sketch.words == b.sketch.words && a.sketch.count == b.sketch.count:
		return true
	case a.sketch.numbers != b.sketch.numbers || min(a.sketch.count, b.sketch.count) < minFoldWords:
		return false
	}
	return resemblance(shingles(a.Body()), shingles(b.Body())) >= minResemblance
}

// numbersOf are the different words with digits, sorted.
func numbersOf(words []string) []string {
	var out []string
	for _, w := range words {
		if strings.ContainsFunc(w, unicode.IsDigit) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shingleHash is FNV-1a over the words, so that sketches are the same in every
// process.
func shingleHash(words []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return mix(h)
}

// mix spreads the bits (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

func eachShingle(words []string, visit func(uint64)) {
	if len(words) <= shingleWords {
		visit(shingleHash(words))
		return
	}
	for i := 0; i+shingleWords <= len(words); i++ {
		visit(shingleHash(words[i : i+shingleWords]))
	}
}

// sketchOf hashes every shingle once into one of bands×rows bins, keeps the
// least of each and hashes the bins of a band together.
func sketchOf(words []string) *sketch {
	var least [sketchBands * sketchRows]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	eachShingle(words, func(h uint64) {
		bin := h % uint64(len(least))
		least[bin] = min(least[bin], h)
	})
	s := &sketch{words: shingleHash(words), numbers: shingleHash(numbersOf(words)), count: len(words)}
	for i, v := range least {
		s.bands[i/sketchRows] = mix(s.bands[i/sketchRows] ^ v)
	}
	return s
}

// shingles are the hashes of the shingles of a text.
func shingles(s string) map[uint64]bool {
	words := prose.FoldWords(s)
	set := make(map[uint64]bool, len(words))
	eachShingle(words, func(h uint64) { set[h] = true })
	return set
}

// resemblance is the share of common shingles, in [0, 1].
func resemblance(a, b map[uint64]bool) float64 {
	common := 0
	for h := range a {
		if b[h] {
			common++
		}
	}
	if all := len(a) + len(b) - common; all > 0 {
		return float64(common) / float64(all)
	}
	return 0
}

// groups is a union-find over item indices.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) root(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

// join unites two groups under the lower index.
func (g groups) join(i, j int) {
	a, b := g.root(i), g.root(j)
	g[max(a, b)] = min(a, b)
}

// sets lists the groups of more than one member, in order.
func (g groups) sets() [][]int {
	members := map[int][]int{}
	for i := range g {
		r := g.root(i)
		members[r] = append(members[r], i)
	}
	var out [][]int
	for i := range g {
		if m := members[i]; len(m) > 1 {
			out = append(out, m)
		}
	}
	return out
}
