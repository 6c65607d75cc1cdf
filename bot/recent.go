package bot

import (
	"container/list"
	"time"
)

// recent is a map bounded in size and age: the least recently used entry goes
// first, and an entry not written for ttl is gone (0: only size bounds it).
// It is not safe for concurrent use; its owner locks.
type recent[K comparable, V any] struct {
	max   int
	ttl   time.Duration
	order *list.List // front: most recently used
	byKey map[K]*list.Element
}

type recentEntry[K comparable, V any] struct {
	key     K
	value   V
	written time.Time
}

func newRecent[K comparable, V any](size int, ttl time.Duration) *recent[K, V] {
	return &recent[K, V]{max: size, ttl: ttl, order: list.New(), byKey: make(map[K]*list.Element)}
}

func (r *recent[K, V]) get(key K, now time.Time) (V, bool) {
	el, ok := r.byKey[key]
	if !ok {
		var none V
		return none, false
	}
	e := el.Value.(*recentEntry[K, V])
	if r.ttl > 0 && now.Sub(e.written) > r.ttl {
		r.remove(key)
		var none V
		return none, false
	}
	r.order.MoveToFront(el)
	return e.value, true
}

func (r *recent[K, V]) put(key K, value V, now time.Time) {
	if el, ok := r.byKey[key]; ok {
		*el.Value.(*recentEntry[K, V]) = recentEntry[K, V]{key, value, now}
		r.order.MoveToFront(el)
		return
	}
	r.byKey[key] = r.order.PushFront(&recentEntry[K, V]{key, value, now})
	if r.order.Len() > r.max {
		r.remove(r.order.Back().Value.(*recentEntry[K, V]).key)
	}
}

// remove deletes the entry of key and reports whether there was one.
func (r *recent[K, V]) remove(key K) bool {
	el, ok := r.byKey[key]
	if ok {
		r.order.Remove(el)
		delete(r.byKey, key)
	}
	return ok
}

// removeFunc deletes the entries whose key matches and returns how many were
// still alive.
func (r *recent[K, V]) removeFunc(now time.Time, match func(K) bool) int {
	n := 0
	for key, el := range r.byKey {
		if !match(key) {
			continue
		}
		if e := el.Value.(*recentEntry[K, V]); r.ttl == 0 || now.Sub(e.written) <= r.ttl {
			n++
		}
		r.remove(key)
	}
	return n
}
