package outbox

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"articlebot/bot/internal/backoff"
	"articlebot/bot/internal/reference"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/journal"
	"articlebot/bot/telegram/render"
)

// How failed calls are repeated.
const (
	// giveUpAfter bounds how long a job is tried while the server answers, but
	// with trouble or floods: nobody waits longer for an answer. A server that
	// is away altogether is waited for as long as the process lives.
	giveUpAfter = 10 * time.Minute
	// floodWindow and floodChats tell a flood of everything from one chat's.
	floodWindow = time.Second
	floodChats  = 3
)

// jobPauses are the waits of one chat whose message the server did not take.
var jobPauses = backoff.Policy{First: 2 * api.FirstPause, Last: 30 * time.Second}

// mutePauses are how long a chat is left alone in which the bot has no rights, the
// longer the more often it was refused. Telegram tells when the bot's own rights
// change, and not when those of all members do.
var mutePauses = backoff.Policy{First: time.Minute, Last: time.Hour}

// ErrGone is how jobs end of a chat that the bot has no way to: it was blocked or
// thrown out, or the chat is no more.
var ErrGone = errors.New("chat is out of reach")

var errTooOld = errors.New("gave up after repeated failures")

// handleResult takes the end of one call and decides how the job goes on.
func (o *Outbox) handleResult(q *chatQueue, j *Job, s step, id int64, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer o.changed.Broadcast()
	defer o.signal()
	if !o.returned(q, j) {
		return
	}
	kind := api.KindOf(err)
	if kind != api.Unauthorized && kind != api.Canceled {
		o.unauthorized = 0
	}
	if !unwell(kind) && kind != api.Canceled {
		o.trouble = 0
	}
	switch {
	case err == nil, kind == api.NotModified, kind == api.MessageGone && s.method == "deleteMessage", s.method == deleteWhisper && kind == api.Refused:
		o.stepDone(q, j, s, id)
	case kind == api.Canceled:
		j.heldSince = time.Time{} // the outbox is stopping: the job stays as it is
	default:
		o.failed(q, j, s, api.AsError(err))
	}
}

// recalled ends a job that must not leave any more.
func (o *Outbox) recalled(q *chatQueue, j *Job, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer o.changed.Broadcast()
	defer o.signal()
	if o.returned(q, j) {
		o.remove(q, Outcome{Err: err})
	}
}

// returned notes that a queue's call is under way no more, and tells whether its job
// is still the first: the chat may have gone away meanwhile.
func (o *Outbox) returned(q *chatQueue, j *Job) bool {
	o.sending--
	q.busy = false
	return len(q.jobs) > 0 && q.jobs[0] == j
}

func (o *Outbox) stepDone(q *chatQueue, j *Job, s step, id int64) {
	switch s.method {
	case "sendMessage":
		o.sent.Add(1)
		j.ids = append(j.ids, id)
	case "editMessageText":
		j.ids = append(j.ids, s.message)
	case editWhisper:
		j.ids = append(j.ids, -s.message)
	}
	j.tries, j.doubtful = 0, false
	q.refused = 0
	if j.steps = j.steps[1:]; len(j.steps) == 0 {
		if j.Slot != (journal.Slot{}) {
			o.answers.Answered(j.Slot, j.ids)
		}
		o.remove(q, Outcome{ids: j.ids})
	}
}

// remove takes the first job out of the queue.
func (o *Outbox) remove(q *chatQueue, end Outcome) {
	j := q.jobs[0]
	q.jobs = q.jobs[1:]
	o.queued--
	if len(q.jobs) == 0 {
		q.jobs, q.told = nil, false
		o.leave(q)
	}
	if end.Err != nil {
		o.dropped.Add(1)
		o.log.Warn("message given up", "chat", j.To.Chat, "error", end.Err)
	}
	j.Finish(end)
}

// leave takes an empty queue out of the turn.
func (o *Outbox) leave(q *chatQueue) {
	for i, other := range o.turn {
		if other == q {
			o.turn = append(o.turn[:i], o.turn[i+1:]...)
			return
		}
	}
}

func (o *Outbox) failed(q *chatQueue, j *Job, s step, e *api.Error) {
	j.tries++
	now := time.Now()
	if o.aloud(q, j, s, e, now) {
		return
	}
	switch e.Kind {
	case api.Flood:
		o.onFlood(q, j, e, now)
	case api.NotSent:
		o.pauseAll(now)
	case api.ServerTrouble:
		o.pauseAll(now)
		o.retryOrDrop(q, j, e, now)
	case api.Ambiguous:
		o.onAmbiguous(q, j, s, e, now)
	case api.ChatGone:
		o.dropQueue(q, ErrGone)
	case api.NoRights:
		q.refused++
		q.muted = now.Add(mutePauses.Pause(q.refused))
		o.dropQueue(q, e)
	case api.Migrated:
		o.migrateQueue(q, e.MigrateTo)
	case api.MessageGone:
		o.onMessageGone(q, j, s, e)
	case api.Unauthorized:
		o.onUnauthorized(e, now)
	default:
		switch {
		case s.method == editWhisper && j.Slot != (journal.Slot{}): // they vanish by themselves
			j.plan(nil)
		case !j.repair(s, e):
			o.apologise(q, j, e)
		default:
			o.log.Info("message refused, sent in another form", "chat", j.To.Chat, "error", e)
		}
	}
}

// repair takes away what a call was refused for. It reports false where nothing
// is left to take.
func (j *Job) repair(s step, e *api.Error) bool {
	switch {
	case e.Kind == api.BadMarkup && !j.plain:
		j.plain = true
	case e.Kind == api.BadButtons && len(j.Keys) > 0:
		j.Keys = nil
	case e.Kind == api.ThreadGone && j.To.Thread != 0:
		j.To.Thread = 0
	case e.Kind == api.ReplyGone && s.sends() && j.To.Message != 0:
		j.To.Message = 0
	default:
		return false
	}
	return true
}

// onMessageGone sends the reply to an edited question anew where it was deleted.
func (o *Outbox) onMessageGone(q *chatQueue, j *Job, s step, e *api.Error) {
	if j.Slot == (journal.Slot{}) || s.method != "editMessageText" && s.method != editWhisper {
		o.remove(q, Outcome{Err: e})
		return
	}
	j.plan(nil)
}

// onUnauthorized believes that the token is wrong only when it has been refused
// several times in a row. Until then everything waits.
func (o *Outbox) onUnauthorized(e *api.Error, now time.Time) {
	if o.unauthorized++; o.unauthorized >= api.UnauthorizedTries {
		o.Fatal(e)
		return
	}
	o.log.Warn("token refused", "error", e, "times", o.unauthorized)
	o.paused = latest(o.paused, now.Add(api.UnauthorizedPauses.Pause(o.unauthorized)))
}

// apologise says that something went wrong in the place of a reply that the
// server will not take, so that the person is not left without any. A message
// that was to be edited stays as it is, with the apology below it.
func (o *Outbox) apologise(q *chatQueue, j *Job, e *api.Error) {
	if j.Broken == nil || j.Inline != "" {
		o.remove(q, Outcome{Err: e})
		return
	}
	ref := reference.New()
	o.log.Error("message refused", "chat", j.To.Chat, "ref", ref, "error", e)
	words := j.Broken(ref)
	j.Parts, j.Keys, j.Broken, j.Edit = []render.Part{{HTML: words, Plain: words}}, nil, nil, false
	j.plan(o.answers.Answer(j.Slot))
}

// retryOrDrop repeats a job later unless it has been tried for too long.
func (o *Outbox) retryOrDrop(q *chatQueue, j *Job, e *api.Error, now time.Time) {
	if now.Sub(j.since) > giveUpAfter {
		o.remove(q, Outcome{Err: fmt.Errorf("%w: %w", errTooOld, e)})
		return
	}
	q.paused = latest(q.paused, now.Add(jobPauses.Pause(j.tries)))
}

// onAmbiguous handles a call that may have been done: an edit is repeated
// freely, a reply once, an alert not at all.
func (o *Outbox) onAmbiguous(q *chatQueue, j *Job, s step, e *api.Error, now time.Time) {
	o.pauseAll(now)
	if s.sends() && (j.Once || j.doubtful) {
		o.remove(q, Outcome{Err: e})
		return
	}
	if s.sends() {
		j.doubtful = true
		o.log.Warn("message may be shown twice: its answer never came", "chat", j.To.Chat)
	}
	o.retryOrDrop(q, j, e, now)
}

// pauseAll holds everything back while the server is in trouble.
func (o *Outbox) pauseAll(now time.Time) {
	o.trouble++
	o.paused = latest(o.paused, now.Add(api.Pauses.Pause(o.trouble)))
}

// flood is one refusal for too many requests.
type flood struct {
	chat int64
	at   time.Time
}

// onFlood obeys retry_after: for the chat, or for everything where several
// chats are refused at once.
func (o *Outbox) onFlood(q *chatQueue, j *Job, e *api.Error, now time.Time) {
	o.flooded.Add(1)
	until := now.Add(max(e.RetryAfter, time.Second) + rand.N(floodWindow))
	q.paused = latest(q.paused, until)
	o.floods = append(o.floods, flood{q.chat, now})
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
	o.log.Warn("telegram asks to wait", "chat", q.chat, "retry_after", e.RetryAfter.String(), "everything", len(chats) >= floodChats)
	if until.Sub(j.since) > giveUpAfter {
		o.remove(q, Outcome{Err: e})
	}
}
