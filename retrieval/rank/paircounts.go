package rank

import "math/bits"

// pairCounts counts pairs of terms in bounded memory: one row of counters, pairs
// that share one are counted together. Rare pairs may so look less rare, never
// more.
type pairCounts []uint32

// pairSlots is the most counters, a power of two: 4 MiB of counters, few collisions for a
// million different pairs.
const pairSlots = 1 << 20

// newPairCounts returns so many counters, rounded up to a power of two, pairSlots
// at most.
func newPairCounts(slots int) pairCounts {
	slots = max(leastSlots, min(slots, pairSlots))
	return make(pairCounts, 1<<bits.Len(uint(slots-1)))
}

// leastSlots is the least number of counters.
const leastSlots = 1 << 10

func (s pairCounts) slot(a, b uint32) *uint32 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15 // Fibonacci hashing
	return &s[h>>(64-bits.Len(uint(len(s)-1)))]
}

func (s pairCounts) add(a, b uint32) { *s.slot(a, b)++ }

func (s pairCounts) count(a, b uint32) uint32 { return *s.slot(a, b) }
