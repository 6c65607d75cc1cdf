package sketch

// PairCounts counts pairs of terms in bounded memory: one row of counters, pairs
// that share one are counted together. Rare pairs may so look less rare, never
// more.
type PairCounts []uint32

// pairSlots is a power of two: 4 MiB of counters, few collisions for a
// million different pairs.
const pairSlots = 1 << 20

// NewPairCounts returns counters that are all zero.
func NewPairCounts() PairCounts { return make(PairCounts, pairSlots) }

func (s PairCounts) slot(a, b uint32) *uint32 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15 // Fibonacci hashing
	return &s[h>>44]
}

// Add counts a pair once more. It must not run beside anything else.
func (s PairCounts) Add(a, b uint32) { *s.slot(a, b)++ }

// Count is how often a pair was added, or more.
func (s PairCounts) Count(a, b uint32) uint32 { return *s.slot(a, b) }
