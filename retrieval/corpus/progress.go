package corpus

import "sync"

// ticker counts what is done and reports it, one call at a time.
type ticker struct {
	mu       sync.Mutex
	finished int
	total    int
	report   func(done, total int)
}

// add tells of n more to do.
func (t *ticker) add(n int) {
	if n > 0 {
		t.change(0, n)
	}
}

// done tells of one more done.
func (t *ticker) done() { t.change(1, 0) }

func (t *ticker) change(done, total int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.finished += done
	t.total += total
	if t.report != nil {
		t.report(t.finished, t.total)
	}
}
