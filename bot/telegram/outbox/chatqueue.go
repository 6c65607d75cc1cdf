package outbox

import (
	"time"

	"articlebot/bot/telegram/journal"
)

// outLane is what waits for one chat.
type outLane struct {
	chat   int64
	jobs   []*Job
	busy   bool // a call for it is under way
	paused time.Time
	muted  time.Time // the bot may not write before
	sends  bucket
	edits  bucket // edits are limited too, by numbers that nobody states
}

func (o *Outbox) lane(chat int64) *outLane {
	l := o.lanes[chat]
	if l == nil {
		o.forgetIdle()
		rate := o.limits.PrivatePerSecond
		if chat < 0 { // groups and channels have negative ids
			rate = o.limits.GroupPerMinute / 60
		}
		burst := float64(o.limits.ChatBurst)
		l = &outLane{chat: chat, sends: newBucket(rate, burst), edits: newBucket(rate, burst)}
		o.lanes[chat] = l
	}
	return l
}

// forgetIdle keeps the map of lanes bounded: a lane whose buckets are full and
// that waits for nothing is as good as a new one.
func (o *Outbox) forgetIdle() {
	if len(o.lanes) < maxLanes {
		return
	}
	now := time.Now()
	for chat, l := range o.lanes {
		if len(l.jobs) == 0 && !l.busy && l.sends.full(now) && l.edits.full(now) && now.After(l.paused) && now.After(l.muted) {
			delete(o.lanes, chat)
		}
	}
}

// replace puts j in the place of a waiting job for the same message.
func (l *outLane) replace(j *Job) *Job {
	for i, old := range l.jobs {
		same := old.Slot != journal.Slot{} && old.Slot == j.Slot ||
			old.Edit && j.Edit && old.To.Message == j.To.Message && old.Inline == j.Inline
		if same && !old.started {
			l.jobs[i] = j
			return old
		}
	}
	return nil
}

func (l *outLane) hasNotice() bool {
	for _, j := range l.jobs {
		if j.Notice {
			return true
		}
	}
	return false
}

func (l *outLane) readyAt(j *Job, now time.Time) time.Time {
	return latest(l.paused, l.bucket(j.steps[0]).ready(now))
}

func (l *outLane) bucket(s step) *bucket {
	if s.sends() {
		return &l.sends
	}
	return &l.edits
}
