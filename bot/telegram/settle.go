package telegram

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// How failed calls are repeated.
const (
	// firstPause doubles up to lastPause while the server cannot be reached.
	firstPause = 250 * time.Millisecond
	lastPause  = 5 * time.Second
	// giveUpAfter bounds how long a job is tried while the server answers, but
	// with trouble or floods: nobody waits longer for an answer. A server that
	// is away altogether is waited for as long as the process lives.
	giveUpAfter = 10 * time.Minute
	// muteFor is how long a chat is left alone in which the bot has no rights.
	muteFor = time.Hour
	// floodWindow and floodChats tell a flood of everything from one chat's.
	floodWindow = time.Second
	floodChats  = 3
	// maxMoved bounds the remembered migrations of groups.
	maxMoved = 1000
)

var (
	errGone   = errors.New("chat is out of reach")
	errTooOld = errors.New("gave up after repeated failures")
)

// settle takes the end of one call and decides how the job goes on.
func (o *outbox) settle(l *outLane, j *job, s step, id int64, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer o.changed.Broadcast()
	defer o.signal()
	o.sending--
	l.busy = false
	if len(l.jobs) == 0 || l.jobs[0] != j {
		return // the chat went away meanwhile
	}
	kind := kindOf(err)
	if !unwell(kind) && kind != Canceled {
		o.trouble = 0
	}
	switch {
	case err == nil, kind == NotModified, kind == MessageGone && s.method == "deleteMessage":
		o.stepDone(l, j, s, id)
	case kind == Canceled:
		j.heldSince = time.Time{} // the outbox is stopping: the job stays as it is
	default:
		o.failed(l, j, s, asError(err))
	}
}

func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Refused, Err: err}
}

func (o *outbox) stepDone(l *outLane, j *job, s step, id int64) {
	switch s.method {
	case "sendMessage":
		o.sent.Add(1)
		j.ids = append(j.ids, id)
	case "editMessageText":
		j.ids = append(j.ids, s.message)
	}
	j.tries, j.doubtful = 0, false
	if j.steps = j.steps[1:]; len(j.steps) == 0 {
		if j.slot != (slot{}) {
			o.memory.answered(j.slot, j.ids)
		}
		o.remove(l, outcome{ids: j.ids})
	}
}

// remove takes the first job out of the lane.
func (o *outbox) remove(l *outLane, end outcome) {
	j := l.jobs[0]
	l.jobs = l.jobs[1:]
	o.queued--
	if len(l.jobs) == 0 {
		l.jobs = nil
		o.leave(l)
	}
	if end.err != nil {
		o.dropped.Add(1)
		o.log.Warn("message given up", "chat", j.to.chat, "error", end.err)
	}
	finish(j, end)
}

// leave takes an empty lane out of the turn.
func (o *outbox) leave(l *outLane) {
	for i, other := range o.turn {
		if other == l {
			o.turn = append(o.turn[:i], o.turn[i+1:]...)
			return
		}
	}
}

func (o *outbox) failed(l *outLane, j *job, s step, e *Error) {
	j.tries++
	now := time.Now()
	switch e.Kind {
	case Flood:
		o.onFlood(l, j, e, now)
	case NotSent:
		o.pauseAll(now)
	case ServerTrouble:
		o.pauseAll(now)
		o.retryOrDrop(l, j, e, now)
	case Ambiguous:
		o.onAmbiguous(l, j, s, e, now)
	case ChatGone:
		o.dropLane(l, errGone)
	case NoRights:
		l.muted = now.Add(muteFor)
		o.dropLane(l, e)
	case Migrated:
		o.migrateLane(l, e.MigrateTo)
	case BadMarkup:
		o.again(l, e, !j.plain, func() { j.plain = true })
	case ThreadGone:
		o.again(l, e, j.to.thread != 0, func() { j.to.thread = 0 })
	case MessageGone:
		// The reply was deleted: an edited question gets a new one.
		o.again(l, e, j.slot != slot{} && s.method == "editMessageText", func() { j.plan(nil) })
	case Unauthorized:
		o.fatal(e)
	default:
		o.apologise(l, j, e)
	}
}

// apologise says that something went wrong in the place of a reply that the
// server will not take, so that the person is not left without any.
func (o *outbox) apologise(l *outLane, j *job, e *Error) {
	if j.broken == "" {
		o.remove(l, outcome{err: e})
		return
	}
	ref := reference()
	o.log.Error("message refused", "chat", j.to.chat, "ref", ref, "error", e)
	words := fmt.Sprintf(j.broken, ref)
	j.parts, j.keys, j.broken = []part{{html: words, plain: words}}, nil, ""
	j.plan(o.memory.answer(j.slot))
}

// again repeats the step after a repair, if one is left to try.
func (o *outbox) again(l *outLane, e *Error, repairable bool, repair func()) {
	if !repairable {
		o.remove(l, outcome{err: e})
		return
	}
	repair()
}

// retryOrDrop repeats a job later unless it has been tried for too long.
func (o *outbox) retryOrDrop(l *outLane, j *job, e *Error, now time.Time) {
	if now.Sub(j.since) > giveUpAfter {
		o.remove(l, outcome{err: fmt.Errorf("%w: %w", errTooOld, e)})
		return
	}
	l.paused = latest(l.paused, now.Add(jitter(backoff(j.tries, 2*firstPause, 30*time.Second))))
}

// onAmbiguous handles a call that may have been done: an edit is repeated
// freely, a reply once, an alert not at all.
func (o *outbox) onAmbiguous(l *outLane, j *job, s step, e *Error, now time.Time) {
	o.pauseAll(now)
	if s.sends() && (j.once || j.doubtful) {
		o.remove(l, outcome{err: e})
		return
	}
	if s.sends() {
		j.doubtful = true
		o.log.Warn("message may be shown twice: its answer never came", "chat", j.to.chat)
	}
	o.retryOrDrop(l, j, e, now)
}

// pauseAll holds everything back while the server is in trouble.
func (o *outbox) pauseAll(now time.Time) {
	o.trouble++
	o.paused = latest(o.paused, now.Add(jitter(backoff(o.trouble, firstPause, lastPause))))
}

// backoff is the pause after n failures.
func backoff(n int, first, last time.Duration) time.Duration {
	if n > 16 {
		return last
	}
	return min(first<<(max(n, 1)-1), last)
}

// jitter adds up to a quarter, so that many who wait do not return together.
func jitter(d time.Duration) time.Duration { return d + rand.N(d/4+1) }

// flood is one refusal for too many requests.
type flood struct {
	chat int64
	at   time.Time
}

// onFlood obeys retry_after: for the chat, or for everything where several
// chats are refused at once.
func (o *outbox) onFlood(l *outLane, j *job, e *Error, now time.Time) {
	o.flooded.Add(1)
	until := now.Add(max(e.RetryAfter, time.Second) + rand.N(floodWindow))
	l.paused = latest(l.paused, until)
	o.floods = append(o.floods, flood{l.chat, now})
	chats := map[int64]bool{}
	for len(o.floods) > 0 && now.Sub(o.floods[0].at) > floodWindow {
		o.floods = o.floods[1:]
	}
	for _, f := range o.floods {
		chats[f.chat] = true
	}
	if len(chats) >= floodChats {
		o.paused = latest(o.paused, until)
	}
	o.log.Warn("telegram asks to wait", "chat", l.chat, "retry_after", e.RetryAfter.String(), "everything", len(chats) >= floodChats)
	if until.Sub(j.since) > giveUpAfter {
		o.remove(l, outcome{err: e})
	}
}

// dropLane gives up everything that waits for a chat.
func (o *outbox) dropLane(l *outLane, why error) {
	for len(l.jobs) > 0 {
		o.remove(l, outcome{err: why})
	}
}

// forget gives up what waits for a chat that the bot was thrown out of.
func (o *outbox) forget(chat int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if l := o.lanes[chat]; l != nil {
		o.dropLane(l, errGone)
		o.changed.Broadcast()
	}
}

// migrated remembers that a group has become a supergroup.
func (o *outbox) migrated(from, to int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.remember(from, to)
	if l := o.lanes[from]; l != nil && !l.busy {
		o.migrateLane(l, to)
		o.signal()
	}
}

func (o *outbox) remember(from, to int64) {
	if len(o.moved) >= maxMoved {
		clear(o.moved)
	}
	o.moved[from] = to
}

// migrateLane moves what waits for a group to the supergroup that it became.
func (o *outbox) migrateLane(l *outLane, to int64) {
	o.remember(l.chat, to)
	jobs := l.jobs
	l.jobs = nil
	o.leave(l)
	next := o.lane(to)
	if len(jobs) > 0 && len(next.jobs) == 0 {
		o.turn = append(o.turn, next)
	}
	for _, j := range jobs {
		j.move(to)
		// The old messages are not there: what is left is sent anew.
		j.to.message = 0
		if !j.edit {
			j.plan(nil)
		}
	}
	next.jobs = append(next.jobs, jobs...)
}
