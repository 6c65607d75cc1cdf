// Package lru is a map bounded in size and in the age of its entries, for what is
// remembered of people and chats.
package lru

import (
	"container/list"
	"time"
)

// Map is a map bounded in size and age: the least recently used entry goes
// first, and an entry not written for ttl is gone (0: only size bounds it).
// It is not safe for concurrent use; its owner locks.
type Map[K comparable, V any] struct {
	max   int
	ttl   time.Duration
	order *list.List // front: most recently used
	byKey map[K]*list.Element
}

type entry[K comparable, V any] struct {
	key     K
	value   V
	written time.Time
}

// New returns an empty map of up to size entries that live for ttl.
func New[K comparable, V any](size int, ttl time.Duration) *Map[K, V] {
	return &Map[K, V]{max: size, ttl: ttl, order: list.New(), byKey: make(map[K]*list.Element)}
}

// Get returns the entry of key; false if there is none or it is too old.
func (r *Map[K, V]) Get(key K, now time.Time) (V, bool) {
	el, ok := r.byKey[key]
	if !ok {
		var none V
		return none, false
	}
	e := el.Value.(*entry[K, V])
	if r.ttl > 0 && now.Sub(e.written) > r.ttl {
		r.Remove(key)
		var none V
		return none, false
	}
	r.order.MoveToFront(el)
	return e.value, true
}

// Put sets the entry of key.
func (r *Map[K, V]) Put(key K, value V, now time.Time) {
	if el, ok := r.byKey[key]; ok {
		*el.Value.(*entry[K, V]) = entry[K, V]{key, value, now}
		r.order.MoveToFront(el)
		return
	}
	r.byKey[key] = r.order.PushFront(&entry[K, V]{key, value, now})
	if r.order.Len() > r.max {
		r.Remove(r.order.Back().Value.(*entry[K, V]).key)
	}
}

// Remove deletes the entry of key and reports whether there was one.
func (r *Map[K, V]) Remove(key K) bool {
	el, ok := r.byKey[key]
	if ok {
		r.order.Remove(el)
		delete(r.byKey, key)
	}
	return ok
}

// RemoveFunc deletes the entries whose key matches and returns how many were
// still alive.
func (r *Map[K, V]) RemoveFunc(now time.Time, match func(K) bool) int {
	n := 0
	for key, el := range r.byKey {
		if !match(key) {
			continue
		}
		if e := el.Value.(*entry[K, V]); r.ttl == 0 || now.Sub(e.written) <= r.ttl {
			n++
		}
		r.Remove(key)
	}
	return n
}
