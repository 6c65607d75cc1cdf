package vectors

import (
	"sync"
	"sync/atomic"

	"articlebot/retrieval"
)

// Set holds the vectors of one snapshot's passages, by their numbers. It is
// filled while it is read; both are safe for concurrent use.
type Set struct {
	passage func(number int) *retrieval.Passage
	count   int
	rows    atomic.Pointer[table] // nil before the first vector
	ready   flags                 // the passages whose row is written
	there   flags                 // those of which others find what was made
	done    atomic.Int64

	write sync.Mutex // held while a row is written
}

// table is vectors behind each other.
type table struct {
	dims, width int
	values      []int8 // width for each
	scales      []float32
}

// NewSet returns an empty set for count passages; passage returns one of them,
// which must not change, or nil where it cannot be read now.
func NewSet(count int, passage func(number int) *retrieval.Passage) *Set {
	return &Set{passage: passage, count: count, ready: newFlags(count), there: newFlags(count)}
}

// flags is a set of numbers, to be read and added to by anybody.
type flags []atomic.Uint64

func newFlags(count int) flags { return make(flags, (count+63)/64) }

func (b flags) has(n int) bool { return b[n/64].Load()>>(n%64)&1 == 1 }

func (b flags) set(n int) { b[n/64].Or(1 << (n % 64)) }

// Len is how many passages there are.
func (s *Set) Len() int { return s.count }

// Text is a passage's text.
func (s *Set) Text(number int) string { return s.passage(number).Text }

// Done is how many of them have their vectors.
func (s *Set) Done() int { return int(s.done.Load()) }

// Ready tells whether a passage has its vectors.
func (s *Set) Ready(number int) bool {
	return s.ready.has(number)
}

// Passage returns a passage's vector, which must not be changed; false if it
// has none yet.
func (s *Set) Passage(number int) (Vector, bool) {
	if !s.Ready(number) {
		return Vector{}, false
	}
	r := s.rows.Load()
	return Vector{r.scales[number], r.values[number*r.width:][:r.dims:r.dims]}, true
}

// Inherit takes over what passages had in the set of the snapshot before: the
// one that is number was[i] there is i here, and -1 is a new one. What it takes
// must have been made by the same model.
func (s *Set) Inherit(old *Set, was []int) {
	for i, before := range was {
		if before < 0 {
			continue
		}
		if v, ok := old.Passage(before); ok {
			s.put(i, v)
			if old.there.has(before) {
				s.there.set(i)
			}
		}
	}
}

// put sets a passage's vector, once its sentences' are in the store. A vector
// of other dimensions than the first is left out.
func (s *Set) put(number int, v Vector) {
	s.write.Lock()
	defer s.write.Unlock()
	if s.Ready(number) {
		return
	}
	r := s.rows.Load()
	if r == nil {
		width := roundUp(len(v.Values))
		r = &table{len(v.Values), width, make([]int8, s.count*width), make([]float32, s.count)}
		s.rows.Store(r)
	}
	if len(v.Values) != r.dims {
		return
	}
	copy(r.values[number*r.width:], v.Values)
	r.scales[number] = v.Scale
	s.ready.set(number)
	s.done.Add(1)
}
