package outbox

import (
	"time"

	"articlebot/bot/telegram/journal"
)

// chatQueue is what waits for one chat.
type chatQueue struct {
	chat   int64
	jobs   []*Job
	busy   bool // a call for it is under way
	told   bool // that too much waits, since the queue was last empty
	paused time.Time
	muted  time.Time // the bot may not write before
	loud   time.Time // nothing is shown to one person alone before, unless they asked so
	sends  bucket
	edits  bucket // edits are limited too, by numbers that nobody states
	// refused is how often in a row the bot had no right to write.
	refused int
}

func (o *Outbox) queue(chat int64) *chatQueue {
	q := o.queues[chat]
	if q == nil {
		o.forgetIdle()
		rate := o.limits.PrivatePerSecond
		if chat < 0 { // groups and channels have negative ids
			rate = o.limits.GroupPerMinute / 60
		}
		burst := o.limits.ChatBurst
		q = &chatQueue{chat: chat, sends: newBucket(rate, burst), edits: newBucket(rate, burst)}
		o.queues[chat] = q
	}
	return q
}

// forgetIdle keeps the map of queues bounded: a queue whose buckets are full and
// that waits for nothing is as good as a new one.
func (o *Outbox) forgetIdle() {
	if len(o.queues) < maxQueues {
		return
	}
	now := time.Now()
	for chat, q := range o.queues {
		if len(q.jobs) == 0 && !q.busy && q.sends.full(now) && q.edits.full(now) && now.After(q.paused) && now.After(q.muted) && now.After(q.loud) {
			delete(o.queues, chat)
		}
	}
}

// replace puts j in the place of a waiting job for the same message.
func (q *chatQueue) replace(j *Job) *Job {
	for i, old := range q.jobs {
		same := old.Slot != journal.Slot{} && old.Slot == j.Slot ||
			old.Edit && j.Edit && old.To.Message == j.To.Message && old.To.Ephemeral == j.To.Ephemeral && old.Inline == j.Inline
		if same && !old.started {
			q.jobs[i] = j
			return old
		}
	}
	return nil
}

func (q *chatQueue) readyAt(j *Job, now time.Time) time.Time {
	return latest(q.paused, q.bucket(j.steps[0]).ready(now))
}

func (q *chatQueue) bucket(s step) bucket {
	if s.sends() {
		return q.sends
	}
	return q.edits
}
