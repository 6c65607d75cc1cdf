package telegram

import (
	"context"
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
