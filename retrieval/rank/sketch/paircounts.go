package sketch

import "math/bits"

// PairCounts counts pairs of terms in bounded memory: one row of counters, pairs
// that share one are counted together. Rare pairs may so look less rare, never
// more.
type PairCounts []uint32

// Bounds of the counters, powers of two: 4 MiB, with few collisions for a million
// different pairs, and 64 MiB.
const (
	leastPairSlots = 1 << 20
	mostPairSlots  = 1 << 24
)

// wordsPerCounter is how many words a collection has for each counter where there are
// more than the least of them: new pairs get rarer the more was counted.
const wordsPerCounter = 16

// NewPairCounts returns counters for the pairs of so many words, all zero.
func NewPairCounts(words int) PairCounts {
	slots := max(leastPairSlots, min(words/wordsPerCounter, mostPairSlots))
	return make(PairCounts, 1<<bits.Len(uint(slots-1)))
}

// Sound tells whether there are as many counters as NewPairCounts makes.
func (s PairCounts) Sound() bool {
	n := len(s)
	return n >= leastPairSlots && n <= mostPairSlots && n&(n-1) == 0
}

func (s PairCounts) slot(a, b uint32) *uint32 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15 // Fibonacci hashing
	return &s[h>>(64-bits.TrailingZeros(uint(len(s))))]
}

// Add counts a pair once more. It must not run beside anything else.
func (s PairCounts) Add(a, b uint32) { *s.slot(a, b)++ }

// Count is how often a pair was added, or more.
func (s PairCounts) Count(a, b uint32) uint32 { return *s.slot(a, b) }
