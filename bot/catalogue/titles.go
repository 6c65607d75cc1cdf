package catalogue

import (
	"cmp"
	"slices"
	"strings"
)

// titles finds folded titles by their words, without a walk through all of them. It
// is immutable.
type titles struct {
	folded []string
	// sorted are the numbers of all titles in order of what they say, equals in theirs.
	sorted []int32
	// words are all words in order; those of number i stand in the titles of
	// places[from[i]:from[i+1]], in order.
	words  []string
	from   []int32
	places []int32
}

func newTitles(folded []string) titles {
	t := titles{folded: folded, sorted: make([]int32, len(folded))}
	for i := range t.sorted {
		t.sorted[i] = int32(i)
	}
	slices.SortFunc(t.sorted, func(a, b int32) int { return cmp.Or(strings.Compare(folded[a], folded[b]), cmp.Compare(a, b)) })
	count := make(map[string]int32)
	for _, f := range folded {
		for w := range strings.FieldsSeq(f) {
			count[w]++
		}
	}
	t.words = make([]string, 0, len(count))
	for w := range count {
		t.words = append(t.words, w)
	}
	slices.Sort(t.words)
	t.from = make([]int32, len(t.words)+1)
	next := count // where the next title of each word is put
	for i, w := range t.words {
		t.from[i+1] = t.from[i] + count[w]
		next[w] = t.from[i]
	}
	t.places = make([]int32, t.from[len(t.words)])
	for i, f := range folded {
		for w := range strings.FieldsSeq(f) {
			t.places[next[w]] = int32(i)
			next[w]++
		}
	}
	return t
}

// is returns the first title that is exactly that, -1 if there is none.
func (t *titles) is(key string) int {
	i, found := slices.BinarySearchFunc(t.sorted, key, func(n int32, key string) int { return strings.Compare(t.folded[n], key) })
	if !found {
		return -1
	}
	return int(t.sorted[i])
}

// beginning is the range of words that begin so.
func (t *titles) beginning(typed string) (from, to int) {
	from, _ = slices.BinarySearch(t.words, typed)
	to = from + len(t.words[from:])
	return from, from + searchFalse(t.words[from:to], func(w string) bool { return strings.HasPrefix(w, typed) })
}

// searchFalse is how many words at the beginning of a list hold.
func searchFalse(words []string, holds func(string) bool) int {
	i, _ := slices.BinarySearchFunc(words, true, func(w string, _ bool) int {
		if holds(w) {
			return -1
		}
		return 1
	})
	return i
}

// worthSorting is the part of all titles, one in so many, from which on a walk through
// all of them is quicker than to bring some in order.
const worthSorting = 32

// having lists, in order, titles among which are all that have each of some words as
// the beginning of one of their own; all is true where that may be any.
func (t *titles) having(typed []string) (list []int32, all bool) {
	fewest := int32(len(t.folded))
	var from, to int
	for _, w := range typed {
		a, b := t.beginning(w)
		if n := t.from[b] - t.from[a]; n < fewest {
			fewest, from, to = n, a, b
		}
	}
	if int(fewest) > len(t.folded)/worthSorting {
		return nil, true
	}
	list = slices.Clone(t.places[t.from[from]:t.from[to]])
	slices.Sort(list)
	return slices.Compact(list), false
}
