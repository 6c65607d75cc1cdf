package telegram

import (
	"time"

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
		if o, ok := a.earlyAcks.Get(id); ok && !a.owe(o) {
			a.journal.Write(journal.Record{Owed: &o})
		}
		a.log.Debug("update acknowledged before its reply was delivered", "update", id)
		a.tracker.Finish(id)
	}
}

// notifyInterrupted tells the people whom an earlier process left without a
// reply. A chat that was left without many is told once, under the last.
func (a *Adapter) notifyInterrupted() {
	a.tellLeft(a.earlyAcks.Interrupted())
}

func (a *Adapter) tellLeft(questions []journal.EarlyAck) {
	byChat := map[int64][]journal.EarlyAck{}
	for _, o := range questions {
		byChat[o.Chat] = append(byChat[o.Chat], o)
	}
	for _, left := range byChat {
		if len(left) > floodFrom {
			a.tellInterrupted(left)
			continue
		}
		for _, o := range left {
			a.tellInterrupted([]journal.EarlyAck{o})
		}
	}
}

// tellInterrupted says once of some questions in a chat that they were left.
func (a *Adapter) tellInterrupted(left []journal.EarlyAck) {
	last := left[len(left)-1]
	words := string(a.config.Languages.OfTag(last.Language).Telegram.Interrupted)
	err := a.outbox.Put(&outbox.Job{
		To:    outbox.Target{Chat: last.Chat, Thread: last.Thread, Direct: last.Direct, Message: last.Question},
		Parts: []render.Part{{HTML: words, Plain: words}},
		Done: func(outbox.Outcome) {
			for _, o := range left {
				a.journal.Write(journal.Record{Done: o.Update, Offset: a.tracker.Offset()})
			}
		},
	})
	if err != nil {
		a.log.Warn("cannot say that a reply was lost", "chat", last.Chat, "error", err)
	}
}
