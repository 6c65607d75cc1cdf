package journal

import (
	"sync"
	"time"
)

// idsExpireAfter is how long update ids mean anything: after a week without
// updates Telegram numbers them anew, at random,
// https://core.telegram.org/bots/api#update (update_id).
const idsExpireAfter = 6 * 24 * time.Hour

// maxDone bounds the ids that are remembered as handled. Telegram hands out at
// most 100 that are not acknowledged.
const maxDone = 10_000

// Tracker knows which updates are being handled and which have been. It is
// safe for concurrent use.
type Tracker struct {
	mu   sync.Mutex
	open map[int64]opened
	done *idWindow
	next int64     // one more than the highest id seen, 0 before the first
	seen time.Time // when the last new update came
	// Moved gets a value when an update has been handled.
	Moved chan struct{}
}

// opened is an update that is being handled.
type opened struct {
	handled chan struct{} // closed when it has been
	at      time.Time
	queue   string // whose turn it waits for
}

// NewTracker returns a tracker that knows of no update.
func NewTracker() *Tracker {
	return &Tracker{open: map[int64]opened{}, done: newIDWindow(maxDone), Moved: make(chan struct{}, 1)}
}

// Restore takes over what an earlier process had handled.
func (t *Tracker) Restore(done []int64, next int64, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, id := range done {
		t.done.add(id)
	}
	for t.done.has(next) { // written down before those that came before it
		next++
	}
	t.next, t.seen = next, at
}

// Enter notes whose turn an update waits for.
func (t *Tracker) Enter(id int64, queue string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o, ok := t.open[id]; ok {
		o.queue = queue
		t.open[id] = o
	}
}

// Floods returns the updates of every queue in which more than most are being
// handled.
func (t *Tracker) Floods(most int) []int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	count := map[string]int{}
	for _, o := range t.open {
		count[o.queue]++
	}
	var list []int64
	for id, o := range t.open {
		if o.queue != "" && count[o.queue] > most {
			list = append(list, id)
		}
	}
	return list
}

// Begin tells whether an update is new. Of one that is being handled it
// returns the channel that closes when it has been; of one that has been, a
// closed channel.
func (t *Tracker) Begin(id int64) (fresh bool, handled <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	if t.expired(now) {
		t.done, t.next = newIDWindow(maxDone), 0
	}
	t.seen = now
	t.next = max(t.next, id+1)
	if o, ok := t.open[id]; ok {
		return false, o.handled
	}
	ch := make(chan struct{})
	if t.done.has(id) {
		close(ch)
		return false, ch
	}
	t.open[id] = opened{handled: ch, at: now}
	return true, ch
}

// Finish marks an update as handled.
func (t *Tracker) Finish(id int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	o, ok := t.open[id]
	if !ok {
		return
	}
	delete(t.open, id)
	t.done.add(id)
	close(o.handled)
	select {
	case t.Moved <- struct{}{}:
	default:
	}
}

// Drop forgets an update that somebody else handles.
func (t *Tracker) Drop(id int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o, ok := t.open[id]; ok {
		delete(t.open, id)
		close(o.handled)
	}
}

// Handled tells whether an update has been handled.
func (t *Tracker) Handled(id int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.done.has(id)
}

// Offset is the lowest id that has not been handled: what comes before it may
// be forgotten by Telegram. It is 0, for "from the start", where nothing is
// known or the ids have expired.
func (t *Tracker) Offset() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.open) == 0 && t.expired(time.Now()) {
		return 0
	}
	low := t.next
	for id := range t.open {
		low = min(low, id)
	}
	return low
}

// CrowdedFrom is how far the ids may run ahead of the oldest update that is
// being handled before it counts as in the way: Telegram hands out 100.
const CrowdedFrom = 50

// Overdue returns the updates that are in the way of new ones: they have been
// handled for longer than age, and many came after them.
func (t *Tracker) Overdue(age time.Duration) []int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []int64
	for id, o := range t.open {
		if t.next-id > CrowdedFrom && time.Since(o.at) > age {
			list = append(list, id)
		}
	}
	return list
}

func (t *Tracker) expired(now time.Time) bool {
	return !t.seen.IsZero() && now.Sub(t.seen) > idsExpireAfter
}

// Pending is how many updates are being handled.
func (t *Tracker) Pending() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.open)
}

// idWindow is a set of the newest ids. It is not safe for concurrent use.
type idWindow struct {
	set  map[int64]struct{}
	ring []int64
	at   int
}

func newIDWindow(size int) *idWindow {
	return &idWindow{set: map[int64]struct{}{}, ring: make([]int64, 0, size)}
}

func (w *idWindow) has(id int64) bool {
	_, ok := w.set[id]
	return ok
}

func (w *idWindow) add(id int64) {
	if w.has(id) {
		return
	}
	if len(w.ring) < cap(w.ring) {
		w.ring = append(w.ring, id)
	} else {
		delete(w.set, w.ring[w.at])
		w.ring[w.at] = id
		w.at = (w.at + 1) % len(w.ring)
	}
	w.set[id] = struct{}{}
}
