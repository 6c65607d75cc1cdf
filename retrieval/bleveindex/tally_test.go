package bleveindex

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestScoresAreThoseOfOneSum compares what is added up block by block with one sum
// over all documents.
func TestScoresAreThoseOfOneSum(t *testing.T) {
	const terms, limit = 5, 64
	r := rand.New(rand.NewPCG(1, 2))
	members := []member{{docs: make([]doc, 2*blockDocs+100)}, {docs: make([]doc, 50)}}
	numbers := r.Perm(len(members[0].docs) + len(members[1].docs))
	for _, m := range members {
		for i := range m.docs {
			m.docs[i].number, numbers = uint32(numbers[0]), numbers[1:]
		}
	}
	var s tally
	for range 2 { // the second time with what the first one left
		sums, matched := map[uint32]float64{}, map[uint32]int{}
		for term := range terms {
			weight := r.Float64()
			for _, m := range members {
				for i := range m.docs {
					if r.IntN(10*(term+1)) > 0 {
						continue
					}
					f := weighed{uint32(i), r.Float64()}
					s.found = append(s.found, f)
					sums[m.docs[i].number] += weight * f.weight
					matched[m.docs[i].number]++
				}
				s.ends = append(s.ends, len(s.found))
			}
			s.weights = append(s.weights, weight)
		}
		var want []weighed
		for n, sum := range sums {
			want = append(want, weighed{n, sum * float64(matched[n]) / terms})
		}
		slices.SortFunc(want, better)
		got := s.best(members, limit)
		s.clear()
		for i, n := range got {
			if n != int(want[i].number) {
				t.Fatalf("place %d has document %d, not %d", i, n, want[i].number)
			}
		}
		if len(got) != limit {
			t.Errorf("%d documents, not %d", len(got), limit)
		}
		if len(s.scores) != blockDocs {
			t.Errorf("the scores have room for %d documents", len(s.scores))
		}
	}
}
