package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// The bounds of what waits to be sent. Telegram's own server holds 310 unsent
// messages a chat; more than a screen of late answers helps nobody.
const (
	maxLane   = 20
	maxQueued = 2000
	// maxSending is how many calls are under way at once.
	maxSending = 32
	// maxLanes is how many chats are remembered before idle ones are forgotten.
	maxLanes = 4096
)

// errBusy is returned where a lane or the outbox is full, errMuted where the
// bot was refused the right to write a short while ago.
var (
	errBusy  = errors.New("queue message: too many are waiting")
	errMuted = errors.New("queue message: the bot has no right to write there")
)

// outbox delivers jobs: in order within a chat, within the limits, and again
// where a call failed for a reason that passes. It is safe for concurrent use.
type outbox struct {
	api    *api
	log    *slog.Logger
	limits Limits
	memory *memory
	// dispatched, if set, hears of every call that leaves and how long the
	// limits held it back. For measurements.
	dispatched func(j *job, s step, held time.Duration)
	// fatal hears of an error after which no call can succeed.
	fatal func(error)

	mu      sync.Mutex
	changed *sync.Cond // a job ended, or drain was told to give up
	wake    chan struct{}
	lanes   map[int64]*outLane
	turn    []*outLane // lanes with jobs, in the order they got their first
	moved   map[int64]int64
	queued  int
	sending int
	global  bucket
	paused  time.Time // nothing is sent before
	trouble int       // failures in a row for which the server is to blame
	probing bool      // a call asks whether the server is well again
	floods  []flood

	sent, dropped, flooded atomic.Int64
	work                   sync.WaitGroup
}

// outLane is what waits for one chat.
type outLane struct {
	chat   int64
	jobs   []*job
	busy   bool // a call for it is under way
	paused time.Time
	muted  time.Time // the bot may not write before
	sends  bucket
	edits  bucket // edits are limited too, by numbers that nobody states
}

func newOutbox(a *api, limits Limits, mem *memory, log *slog.Logger) *outbox {
	limits = limits.orDefault()
	o := &outbox{
		api: a, log: log, limits: limits, memory: mem,
		wake:   make(chan struct{}, 1),
		lanes:  map[int64]*outLane{},
		moved:  map[int64]int64{},
		global: newBucket(limits.PerSecond, globalBurst),
		fatal:  func(error) {},
	}
	o.changed = sync.NewCond(&o.mu)
	return o
}

// put queues a job. A job in the slot of one that still waits takes its place.
func (o *outbox) put(j *job) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if to, ok := o.moved[j.to.chat]; ok {
		j.move(to)
	}
	l := o.lane(j.to.chat)
	now := time.Now()
	j.since = now
	if now.Before(l.muted) {
		return errMuted
	}
	if old := l.replace(j); old != nil {
		finish(old, outcome{})
		return nil
	}
	full := len(l.jobs) >= maxLane || o.queued >= maxQueued
	if full && !(j.notice && !l.hasNotice()) {
		return errBusy
	}
	if len(l.jobs) == 0 {
		o.turn = append(o.turn, l)
	} else {
		j.heldSince = now // by the limits of its chat, which the others wait for
	}
	l.jobs = append(l.jobs, j)
	o.queued++
	o.signal()
	return nil
}

// replace puts j in the place of a waiting job for the same message.
func (l *outLane) replace(j *job) *job {
	for i, old := range l.jobs {
		same := old.slot != slot{} && old.slot == j.slot ||
			old.edit && j.edit && old.to.message == j.to.message && old.inline == j.inline
		if same && !old.started {
			l.jobs[i] = j
			return old
		}
	}
	return nil
}

func (l *outLane) hasNotice() bool {
	for _, j := range l.jobs {
		if j.notice {
			return true
		}
	}
	return false
}

func finish(j *job, end outcome) {
	if j.done != nil {
		j.done(end)
	}
}

// signal wakes the scheduler.
func (o *outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func (o *outbox) lane(chat int64) *outLane {
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
func (o *outbox) forgetIdle() {
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

// run sends until the context ends, and returns when no call is under way.
func (o *outbox) run(ctx context.Context) {
	defer o.work.Wait()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		wait := o.dispatch(ctx)
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return
		case <-o.wake:
		case <-timer.C:
		}
	}
}

// idle is how long the scheduler sleeps where nothing waits.
const idle = time.Hour

// dispatch starts every call that may go now and returns how long to wait for
// the next.
func (o *outbox) dispatch(ctx context.Context) time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		now := time.Now()
		if o.trouble > 0 && len(o.turn) > 0 {
			return o.probe(ctx, now)
		}
		l, at := o.next(now)
		switch {
		case o.sending >= maxSending:
			return idle // the end of a call wakes the scheduler
		case l == nil && at.IsZero():
			return idle
		case l == nil:
			return at.Sub(now)
		}
		o.start(ctx, l, now)
	}
}

// probe asks a server in trouble whether it is well again, by a call that does
// nothing: a message that is tried again and again could be shown as often.
func (o *outbox) probe(ctx context.Context, now time.Time) time.Duration {
	switch {
	case o.probing:
		return idle // its end wakes the scheduler
	case o.paused.After(now):
		return o.paused.Sub(now)
	}
	o.probing = true
	o.work.Go(func() {
		err := o.api.call(ctx, "getMe", nil, nil)
		o.mu.Lock()
		defer o.mu.Unlock()
		defer o.signal()
		o.probing = false
		if unwell(kindOf(err)) {
			o.pauseAll(time.Now())
		} else if kindOf(err) != Canceled {
			o.trouble = 0
		}
	})
	return idle
}

// unwell reports the failures for which the server or the way to it is to
// blame, not the message.
func unwell(k ErrorKind) bool { return k == NotSent || k == ServerTrouble || k == Ambiguous }

// next picks the lane whose first job may go now, by class and then by age. If
// there is none it returns when one may, or no time if none waits.
func (o *outbox) next(now time.Time) (*outLane, time.Time) {
	floor := latest(o.paused, o.global.ready(now))
	var best *outLane
	var soonest time.Time
	for _, l := range o.turn {
		if l.busy {
			continue
		}
		j := l.jobs[0]
		if !j.planned {
			j.plan(o.memory.answer(j.slot))
			if !j.heldSince.IsZero() {
				j.held = now.Sub(j.heldSince)
			}
		}
		at := latest(floor, l.readyAt(j, now))
		if at.After(now) {
			if j.heldSince.IsZero() {
				j.heldSince = now
			}
			j.held = at.Sub(j.heldSince)
			if soonest.IsZero() || at.Before(soonest) {
				soonest = at
			}
			continue
		}
		if best == nil || j.class < best.jobs[0].class || j.class == best.jobs[0].class && j.since.Before(best.jobs[0].since) {
			best = l
		}
	}
	if best != nil {
		return best, now
	}
	return nil, soonest
}

func (l *outLane) readyAt(j *job, now time.Time) time.Time {
	return latest(l.paused, l.bucket(j.steps[0]).ready(now))
}

func (l *outLane) bucket(s step) *bucket {
	if s.sends() {
		return &l.sends
	}
	return &l.edits
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// start makes the next call of a lane's first job.
func (o *outbox) start(ctx context.Context, l *outLane, now time.Time) {
	j := l.jobs[0]
	s := j.steps[0]
	o.global.take()
	l.bucket(s).take()
	l.busy, j.started = true, true
	o.sending++
	p := j.params(s)
	held := j.held
	j.heldSince, j.held = time.Time{}, 0
	o.work.Go(func() {
		if o.dispatched != nil {
			o.dispatched(j, s, held)
		}
		var result json.RawMessage
		err := o.api.call(ctx, s.method, p, &result)
		o.settle(l, j, s, messageID(result), err)
	})
}

// messageID reads the id of a sent message. An answer without one still means
// that it was sent.
func messageID(result json.RawMessage) int64 {
	var m struct {
		ID int64 `json:"message_id"`
	}
	if json.Unmarshal(result, &m) != nil {
		return 0
	}
	return m.ID
}

// depth is how many jobs wait or are under way.
func (o *outbox) depth() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.queued
}

// drain waits until nothing waits any more, or the context ends.
func (o *outbox) drain(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.changed.Broadcast()
	})
	defer stop()
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.queued > 0 && ctx.Err() == nil {
		o.changed.Wait()
	}
}

// move sends the job to another chat.
func (j *job) move(chat int64) {
	j.to.chat = chat
	if j.slot.chat != 0 {
		j.slot.chat = chat
	}
}
