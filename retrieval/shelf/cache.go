package shelf

import (
	"container/list"
	"sync"
)

// cache remembers what was used last, up to a size in bytes. It is safe for
// concurrent use.
type cache[K comparable, V any] struct {
	mu    sync.Mutex
	room  int
	size  int
	order list.List // of *cached[K, V], what was used last in front
	byKey map[K]*list.Element
}

type cached[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newCache[K comparable, V any](room int) *cache[K, V] {
	return &cache[K, V]{room: room, byKey: make(map[K]*list.Element)}
}

func (c *cache[K, V]) get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return value, false
	}
	c.order.MoveToFront(e)
	return of[K, V](e).value, true
}

// put remembers a value, and forgets what was not used for longest.
func (c *cache[K, V]) put(key K, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok || size > c.room {
		return
	}
	c.byKey[key] = c.order.PushFront(&cached[K, V]{key, value, size})
	for c.size += size; c.size > c.room; {
		last := c.order.Back()
		v := of[K, V](last)
		c.order.Remove(last)
		delete(c.byKey, v.key)
		c.size -= v.size
	}
}

// of is what stands in the list.
func of[K comparable, V any](e *list.Element) *cached[K, V] {
	v, _ := e.Value.(*cached[K, V]) // nothing else is put there
	return v
}
