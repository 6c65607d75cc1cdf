package sketch

import "testing"

func TestCountersGrowWithTheWordsWithinBounds(t *testing.T) {
	for words, want := range map[int][2]int{
		0:         {leastPairSlots, leastCounters},
		1 << 20:   {leastPairSlots, enoughCounters},
		16 << 20:  {leastPairSlots, enoughCounters},
		100 << 20: {1 << 23, 1 << 23},
		1 << 30:   {mostPairSlots, mostCounters},
	} {
		if pairs, forms := len(NewPairCounts(words)), len(NewCountMin(words)); pairs != want[0] || forms != want[1] {
			t.Errorf("%d words: %d and %d counters, not %d", words, pairs, forms, want)
		}
	}
	p := NewPairCounts(100 << 20)
	p.Add(3, 1<<31)
	if p.Count(3, 1<<31) != 1 || !p.Sound() || p[1:].Sound() {
		t.Error("a pair is not counted, or its counters are not known")
	}
}
