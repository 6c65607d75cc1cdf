package telegram

import (
	"sync"
	"time"
)

// patience is how long an update may keep new ones from coming.
const patience = 5 * time.Second

// debt is a question that was acknowledged to Telegram although its reply was
// still waiting, because one chat that must wait would otherwise hold up all
// others: Telegram hands out no more than 100 unacknowledged updates. The
// process that holds it delivers the reply. Should it be killed before, the
// next one says that it was interrupted: what was asked is not written down.
type debt struct {
	Update   int64  `json:"update"`
	Chat     int64  `json:"chat"`
	Thread   int64  `json:"thread,omitempty"`
	Question int64  `json:"question"`
	Language string `json:"language,omitempty"`
}

// debts are the questions being handled that could become debts, and those
// that an earlier process left. It is safe for concurrent use.
type debts struct {
	mu   sync.Mutex
	asks map[int64]debt
	left []debt
}

// open notes where a question was asked.
func (d *debts) open(id int64, i intent) {
	if i.kind != ask {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.asks == nil {
		d.asks = map[int64]debt{}
	}
	d.asks[id] = debt{Update: id, Chat: i.to.chat, Thread: i.to.thread, Question: i.to.message, Language: i.message.Locale}
}

func (d *debts) close(id int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.asks, id)
}

func (d *debts) get(id int64) (debt, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	o, ok := d.asks[id]
	return o, ok
}

// restore finds the debts in a journal that were not paid.
func (d *debts) restore(records []record) {
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

// passOver acknowledges what is in the way of new updates. Their replies are
// still delivered.
func (a *Adapter) passOver() {
	for _, id := range a.tracker.overdue(patience) {
		if o, ok := a.debts.get(id); ok {
			a.journal.write(record{Owed: &o})
		}
		a.log.Debug("update acknowledged before its reply was delivered", "update", id)
		a.tracker.finish(id)
	}
}

// settleDebts tells the people whom an earlier process left without a reply.
func (a *Adapter) settleDebts() {
	for _, o := range a.debts.left {
		words := textsIn(o.Language).interrupted
		err := a.outbox.put(&job{
			to:    target{chat: o.Chat, thread: o.Thread, message: o.Question},
			parts: []part{{html: words, plain: words}},
			done:  func(outcome) { a.journal.write(record{Done: o.Update, Offset: a.tracker.offset()}) },
		})
		if err != nil {
			a.log.Warn("cannot say that a reply was lost", "chat", o.Chat, "error", err)
		}
	}
	a.debts.left = nil
}
