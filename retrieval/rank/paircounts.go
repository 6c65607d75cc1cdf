package rank

// pairCounts counts pairs of terms in bounded memory: one row of counters, pairs
// that share one are counted together. Rare pairs may so look less rare, never
// more.
type pairCounts []uint32

// pairSlots is a power of two: 4 MiB of counters, few collisions for a
// million different pairs.
const pairSlots = 1 << 20

func newPairCounts() pairCounts { return make(pairCounts, pairSlots) }

func (s pairCounts) slot(a, b uint32) *uint32 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15 // Fibonacci hashing
	return &s[h>>44]
}

func (s pairCounts) add(a, b uint32) { *s.slot(a, b)++ }

func (s pairCounts) count(a, b uint32) uint32 { return *s.slot(a, b) }
