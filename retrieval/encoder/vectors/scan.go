package vectors

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"
)

// Hit is a passage with the cosine between it and a question.
type Hit struct {
	Number int
	Cosine float32
}

// compare puts the nearer one first, and of equals the lower number.
func (h Hit) compare(o Hit) int {
	return cmp.Or(cmp.Compare(o.Cosine, h.Cosine), cmp.Compare(h.Number, o.Number))
}

// sweep is how many rows are compared before their sums are looked at: these
// stay in the nearest cache.
const sweep = 512

// Scan compares a question with all passages that have vectors, and returns the
// n nearest, nearest first. For 384 dimensions it costs some 20 ns a passage
// with AVX-512 VNNI, 25 to 30 with AVX2, and 300 in plain Go.
func (s *Set) Scan(q Query, n int) []Hit { return s.scan(q, n, bestKernel()) }

func (s *Set) scan(q Query, n int, dots kernel) []Hit {
	r := s.rows.Load()
	if r == nil || n <= 0 || len(q.values) != r.width || r.width == 0 {
		return nil
	}
	best := &nearest{limit: n}
	var sums [sweep]int32
	for from, to := range s.runs {
		for ; from < to; from += sweep {
			part := sums[:min(sweep, to-from)]
			dots(part, q.values, r.values[from*r.width:])
			for i, sum := range part {
				best.offer(Hit{from + i, float32(sum) * q.scale * r.scales[from+i]})
			}
		}
	}
	slices.SortFunc(best.hits, Hit.compare)
	return best.hits
}

// runs yields the ranges of neighbours that are ready.
func (s *Set) runs(yield func(from, to int) bool) {
	from := -1
	for word := range s.ready {
		mask := s.ready[word].Load()
		for at := 0; at < 64; {
			if from < 0 {
				skip := bits.TrailingZeros64(mask >> at)
				if at += skip; at < 64 {
					from = word*64 + at
				}
				continue
			}
			if at += bits.TrailingZeros64(^(mask >> at)); at < 64 {
				if !yield(from, word*64+at) {
					return
				}
				from = -1
			}
		}
	}
	if from >= 0 {
		yield(from, s.count)
	}
}

// nearest keeps the best hits; hits[0] is the worst of them.
type nearest struct {
	limit int
	hits  []Hit
}

func (n *nearest) offer(h Hit) {
	switch {
	case len(n.hits) < n.limit:
		heap.Push(n, h)
	case h.compare(n.hits[0]) < 0:
		n.hits[0] = h
		heap.Fix(n, 0)
	}
}

func (n *nearest) Len() int           { return len(n.hits) }
func (n *nearest) Less(i, j int) bool { return n.hits[i].compare(n.hits[j]) > 0 }
func (n *nearest) Swap(i, j int)      { n.hits[i], n.hits[j] = n.hits[j], n.hits[i] }
func (n *nearest) Push(x any)         { n.hits = append(n.hits, x.(Hit)) }
func (n *nearest) Pop() any {
	h := n.hits[len(n.hits)-1]
	n.hits = n.hits[:len(n.hits)-1]
	return h
}
