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
func (a *Adapter) ackOverdue() {
	for _, id := range a.tracker.Overdue(patience) {
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
