package telegram

import (
	"time"

	"articlebot/bot/locale"
	"articlebot/bot/telegram/journal"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
)

// patience is how long an update may keep new ones from coming.
const patience = 5 * time.Second

// ackOverdue acknowledges what is in the way of new updates. Their replies are
// still delivered.
func (a *Adapter) ackOverdue() { a.ackEarly(a.tracker.Overdue(patience)) }

const (
	// floodFrom is how many updates of one chat are more than anybody waits for.
	floodFrom = 5
	// maxAhead bounds the questions that are held in memory: beyond it Telegram
	// keeps what comes.
	maxAhead = 2000
)

// ackFloods acknowledges what one chat has too much of, so that it is nobody
// else's wait. In its own chat it is answered in its turn.
func (a *Adapter) ackFloods() {
	if a.earlyAcks.Len() < maxAhead {
		a.ackEarly(a.tracker.Floods(floodFrom))
	}
}

// ackEarly acknowledges updates that are still being handled.
func (a *Adapter) ackEarly(ids []int64) {
	for _, id := range ids {
		if o, ok := a.earlyAcks.Get(id); ok {
			a.journal.Write(journal.Record{Owed: &o})
		}
		a.log.Debug("update acknowledged before its reply was delivered", "update", id)
		a.tracker.Finish(id)
	}
}

// notifyInterrupted tells the people whom an earlier process left without a
// reply.
func (a *Adapter) notifyInterrupted() {
	for _, o := range a.earlyAcks.Interrupted() {
		words := textsIn(locale.FromTag(o.Language)).interrupted
		err := a.outbox.Put(&outbox.Job{
			To:    outbox.Target{Chat: o.Chat, Thread: o.Thread, Message: o.Question},
			Parts: []render.Part{{HTML: words, Plain: words}},
			Done:  func(outbox.Outcome) { a.journal.Write(journal.Record{Done: o.Update, Offset: a.tracker.Offset()}) },
		})
		if err != nil {
			a.log.Warn("cannot say that a reply was lost", "chat", o.Chat, "error", err)
		}
	}
}
