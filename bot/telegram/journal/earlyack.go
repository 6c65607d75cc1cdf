package journal

import "sync"

// EarlyAck is a question that was acknowledged to Telegram although its reply
// was still waiting, because one chat that must wait would otherwise hold up all
// others: Telegram hands out no more than 100 unacknowledged updates. The
// process that holds it delivers the reply. Should it be killed before, the
// next one says that it was interrupted: what was asked is not written down.
type EarlyAck struct {
	Update   int64  `json:"update"`
	Chat     int64  `json:"chat"`
	Thread   int64  `json:"thread,omitempty"`
	Direct   int64  `json:"direct,omitempty"`
	Question int64  `json:"question"`
	Language string `json:"language,omitempty"`
}

// EarlyAcks are the questions being handled that may have to be acknowledged
// early, and those that an earlier process left so. The zero value is ready. It
// is safe for concurrent use.
type EarlyAcks struct {
	mu   sync.Mutex
	asks map[int64]EarlyAck
	left []EarlyAck
}

// Open notes where a question was asked.
func (d *EarlyAcks) Open(o EarlyAck) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.asks == nil {
		d.asks = map[int64]EarlyAck{}
	}
	d.asks[o.Update] = o
}

// Close forgets a question whose update has been handled.
func (d *EarlyAcks) Close(id int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.asks, id)
}

// Get returns the question of an update that is being handled.
func (d *EarlyAcks) Get(id int64) (EarlyAck, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	o, ok := d.asks[id]
	return o, ok
}

// Len is how many questions are being handled, acknowledged or not.
func (d *EarlyAcks) Len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.asks)
}

// Restore finds in a journal what was acknowledged early and never answered.
func (d *EarlyAcks) Restore(records []Record) {
	d.mu.Lock()
	defer d.mu.Unlock()
	owed := map[int64]bool{}
	for _, r := range records {
		if r.Owed != nil {
			owed[r.Owed.Update] = true
		}
		delete(owed, r.Done)
	}
	for _, r := range records {
		if r.Owed != nil && owed[r.Owed.Update] {
			d.left = append(d.left, *r.Owed)
		}
	}
}

// Interrupted returns, once, the questions that an earlier process left without
// a reply.
func (d *EarlyAcks) Interrupted() []EarlyAck {
	d.mu.Lock()
	defer d.mu.Unlock()
	left := d.left
	d.left = nil
	return left
}
