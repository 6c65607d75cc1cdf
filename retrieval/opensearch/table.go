package opensearch

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// place names a passage in the cluster: the generation that it was born in, and
// its number there.
type place struct {
	born int64
	n    uint32
}

// articleBit is set in the number of a place that is an article's: passages and
// articles of a generation are numbered each from 0.
const articleBit = 1 << 31

// contents is where all of a generation is.
type contents struct {
	passages *table
	articles *table // nil where it keeps none
}

// has tells whether a place is the generation's.
func (c *contents) has(p place) bool {
	t := c.passages
	if p.n&articleBit != 0 {
		t = c.articles
	}
	if t == nil {
		return false
	}
	_, ok := t.number(p)
	return ok
}

// docs is how many documents of the cluster it is.
func (c *contents) docs() int {
	if c.articles == nil {
		return c.passages.docs
	}
	return c.passages.docs + c.articles.docs
}

// table tells where a generation's passages are. Those that were numbered one
// after the other and still are stand in one run, so that a generation made of
// another has a few more than that.
type table struct {
	runs     []run // in order of their places
	byNumber []run // the same in order of their numbers
	docs     int
	room     int // numbers are below
}

// run is passages with places and numbers one after the other.
type run struct {
	place
	number, count uint32
}

// newTable makes a table of the places of all numbers; a born of 0 is none.
func newTable(places []place) *table {
	t := &table{room: len(places)}
	for number, p := range places {
		if p.born == 0 {
			continue
		}
		t.docs++
		if last := len(t.runs) - 1; last >= 0 {
			r := &t.runs[last]
			if r.born == p.born && r.n+r.count == p.n && r.number+r.count == uint32(number) {
				r.count++
				continue
			}
		}
		t.runs = append(t.runs, run{p, uint32(number), 1})
	}
	t.byNumber = slices.Clone(t.runs)
	slices.SortFunc(t.runs, func(a, b run) int { return compare(a.place, b.place) })
	return t
}

// at is the place of a number, false if the generation has none of it.
func (t *table) at(number int) (place, bool) {
	i, found := slices.BinarySearchFunc(t.byNumber, number, func(r run, n int) int { return int(r.number) - n })
	if !found {
		i--
	}
	if i < 0 || number < 0 || uint32(number)-t.byNumber[i].number >= t.byNumber[i].count {
		return place{}, false
	}
	r := t.byNumber[i]
	return place{r.born, r.n + uint32(number) - r.number}, true
}

func compare(a, b place) int { return cmp.Or(cmp.Compare(a.born, b.born), cmp.Compare(a.n, b.n)) }

// number is that of a passage, false if the generation does not have it.
func (t *table) number(p place) (int, bool) {
	i, found := slices.BinarySearchFunc(t.runs, p, func(r run, p place) int { return compare(r.place, p) })
	if !found {
		i--
	}
	if i < 0 || t.runs[i].born != p.born || p.n-t.runs[i].n >= t.runs[i].count {
		return 0, false
	}
	return int(t.runs[i].number + p.n - t.runs[i].n), true
}

// each calls f for all passages.
func (t *table) each(f func(p place, number int)) {
	for _, r := range t.runs {
		for i := range r.count {
			f(place{r.born, r.n + i}, int(r.number+i))
		}
	}
}

// encode writes the table for decodeTable.
func (t *table) encode() []byte {
	out := binary.AppendUvarint(nil, uint64(t.room))
	for _, r := range t.runs {
		for _, v := range []uint64{uint64(r.born), uint64(r.n), uint64(r.number), uint64(r.count)} {
			out = binary.AppendUvarint(out, v)
		}
	}
	return out
}

var errTable = errors.New("the table of its passages is damaged")

func decodeTable(data []byte) (*table, error) {
	next := func() uint64 {
		v, n := binary.Uvarint(data)
		if n <= 0 {
			data = nil
			return 0
		}
		data = data[n:]
		return v
	}
	t := &table{room: int(next())}
	for len(data) > 0 {
		r := run{place{int64(next()), uint32(next())}, uint32(next()), 0}
		if len(data) == 0 {
			return nil, errTable
		}
		r.count = uint32(next())
		if r.count == 0 || uint64(r.number)+uint64(r.count) > uint64(t.room) {
			return nil, errTable
		}
		t.docs += int(r.count)
		t.runs = append(t.runs, r)
	}
	t.byNumber = slices.Clone(t.runs)
	slices.SortFunc(t.byNumber, func(a, b run) int { return cmp.Compare(a.number, b.number) })
	return t, nil
}
