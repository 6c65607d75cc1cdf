package inbox

import (
	"sync"
	"time"

	"articlebot/bot/internal/lru"
)

// Recent is a bounded map that forgets what was used longest ago. It is safe for
// concurrent use.
type Recent[K comparable, V any] struct {
	mu     sync.Mutex
	values *lru.Map[K, V]
}

// NewRecent returns an empty map of up to size entries.
func NewRecent[K comparable, V any](size int) *Recent[K, V] {
	return &Recent[K, V]{values: lru.New[K, V](size, 0)}
}

// Add puts a value and tells whether the key is new.
func (r *Recent[K, V]) Add(key K, v V) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, known := r.values.Get(key, time.Time{}) // only size bounds it: no clock is asked
	r.values.Put(key, v, time.Time{})
	return !known
}

// Get returns the value of a key that is still remembered.
func (r *Recent[K, V]) Get(key K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.values.Get(key, time.Time{})
}

// Remove forgets a key.
func (r *Recent[K, V]) Remove(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values.Remove(key)
}

// GetOrAdd returns the value of a key, which it makes where there is none.
func (r *Recent[K, V]) GetOrAdd(key K, made func() V) V {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, known := r.values.Get(key, time.Time{})
	if !known {
		v = made()
		r.values.Put(key, v, time.Time{})
	}
	return v
}
