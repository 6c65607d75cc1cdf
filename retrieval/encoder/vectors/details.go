package vectors

import (
	"sync"

	"articlebot/retrieval"
)

// Details returns what a question looks at in a few passages only, p of that number: the vectors of
// a passage's sentences, in order, nil where they cannot be read; and behind room
// the codes of its pieces, in order. coded is false if the passage is not ready,
// they cannot be read, or the encoder makes none.
func (m *Maker) Details(s *Set, number int, p *retrieval.Passage, room []Code) (sentences []Vector, codes []Code, coded bool) {
	store := m.store.Load()
	if store == nil || !s.Ready(number) {
		return nil, room, false
	}
	store.mu.RLock()
	defer store.mu.RUnlock()
	r := aheads.Get().(*ahead)
	defer aheads.Put(r)
	*r = ahead{store: store, buffer: r.buffer}
	if m.coder() != nil {
		codes, coded = r.codes(m, p.Text, room)
	}
	for i := range p.Sentences {
		k := m.key(sentence(p, i))
		record, ok := r.get(k)
		if !ok {
			return nil, codes, coded
		}
		v, _ := parseRecord(record, k)
		sentences = append(sentences, v)
	}
	return sentences, codes, coded
}

// codes appends those of a passage.
func (r *ahead) codes(m *Maker, text string, to []Code) ([]Code, bool) {
	each := r.store.cfg.Dims / codeBytes
	for row := 0; ; row++ {
		record, ok := r.get(m.key(codesOf(text, row)))
		if !ok {
			return to, false
		}
		before := len(to)
		to = appendCodes(to, scaleOf(record), record[recordHead:])
		if len(to)-before < each {
			return to, true
		}
	}
}

// readAhead is how many records are read at once: what is made of a passage of
// 150 words, which lies together.
const readAhead = 24

var aheads = sync.Pool{New: func() any { return &ahead{} }}

// ahead reads records of a store that lie behind each other at once. The caller
// holds the store's lock.
type ahead struct {
	store       *Store
	buffer      []byte
	first, last uint32 // the records in buffer, last not among them
	next        uint32 // behind the one that was read last
}

// get returns a key's record, whole, until the next call; false if there is
// none, or it cannot be read any more.
func (r *ahead) get(k Key) ([]byte, bool) {
	if r.first <= r.next && r.next < r.last { // it may be the one behind
		if record := r.at(r.next); holds(record, k) {
			r.next++
			return record, true
		}
	}
	n, ok := r.store.numbers[k.short()]
	if !ok {
		return nil, false
	}
	record, ok := r.record(n)
	r.next = n + 1
	return record, ok && holds(record, k)
}

func (r *ahead) at(n uint32) []byte {
	size := r.store.size()
	return r.buffer[int(n-r.first)*size:][:size]
}

// record returns record n, of a file with those behind it.
func (r *ahead) record(n uint32) ([]byte, bool) {
	s := r.store
	base := s.baseCount()
	if n < base || n >= base+s.filed {
		record, err := s.record(n)
		return record, err == nil
	}
	if n < r.first || n >= r.last {
		count := min(readAhead, base+s.filed-n)
		if want := int(count) * s.size(); cap(r.buffer) < want {
			r.buffer = make([]byte, want)
		} else {
			r.buffer = r.buffer[:want]
		}
		r.first, r.last = n, n // nothing, if it cannot be read
		if err := s.file.records(r.buffer, n-base); err != nil {
			return nil, false
		}
		r.last = n + count
	}
	return r.at(n), true
}
