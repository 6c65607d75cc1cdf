package discord

import "sync"

// recent is a map that remembers its last size entries. It is safe for
// concurrent use.
type recent[K comparable, V any] struct {
	mu     sync.Mutex
	values map[K]V
	order  []K // a ring, oldest at next once full
	next   int
	size   int
}

func newRecent[K comparable, V any](size int) *recent[K, V] {
	return &recent[K, V]{values: make(map[K]V), size: size}
}

// add puts a value and tells whether the key is new.
func (r *recent[K, V]) add(key K, v V) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.values[key]; ok {
		r.values[key] = v
		return false
	}
	r.values[key] = v
	if len(r.order) < r.size {
		r.order = append(r.order, key)
		return true
	}
	delete(r.values, r.order[r.next])
	r.order[r.next] = key
	r.next = (r.next + 1) % r.size
	return true
}

// get returns the value of a key that is still remembered.
func (r *recent[K, V]) get(key K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.values[key]
	return v, ok
}
