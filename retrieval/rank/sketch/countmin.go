// Package sketch counts pairs of numbers in memory that is bounded whatever there
// is to count: too high at times, never too low.
package sketch

import "math/bits"

// CountMin counts pairs in bounded memory, each in two places that it shares
// with others: the lesser of them is the count, seldom more than it should be
// (Cormode and Muthukrishnan, "An Improved Data Stream Summary: The Count-Min
// Sketch and its Applications", 2005, with the conservative update of Estan and
// Varghese, 2002).
type CountMin []uint32

// Bounds of the counters: 8 MiB are enough for two million different pairs; where
// there is one for wordsPerCounter words at most, 64 MiB.
const (
	leastCounters  = 1 << 10
	enoughCounters = 1 << 21
	mostCounters   = 1 << 24
)

// countersPerWord is how many counters a word of the collection has where they are
// less than enough.
const countersPerWord = 8

// NewCountMin returns counters for the pairs of so many words.
func NewCountMin(words int) CountMin {
	most := max(enoughCounters, min(words/wordsPerCounter, mostCounters))
	counters := max(leastCounters, min(countersPerWord*words, most))
	return make(CountMin, 1<<bits.Len(uint(counters-1)))
}

// places are the two counters of a pair, from both halves of a hash: the
// finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
func (m CountMin) places(a, b uint32) (x, y *uint32) {
	h := uint64(a)<<32 | uint64(b)
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	h ^= h >> 31
	mask := uint64(len(m) - 1)
	return &m[h&mask], &m[h>>32&mask]
}

// Add counts a pair once more. It must not run beside anything else.
func (m CountMin) Add(a, b uint32) {
	x, y := m.places(a, b)
	n := min(*x, *y) + 1
	*x, *y = max(*x, n), max(*y, n)
}

// Count is how often a pair was added, or more.
func (m CountMin) Count(a, b uint32) uint32 {
	x, y := m.places(a, b)
	return min(*x, *y)
}
