package outbox

import (
	"context"
	"errors"
	"golang.org/x/time/rate"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/journal"
)

// The bounds of what waits to be sent. Telegram's own server holds 310 unsent
// messages a chat; more than a screen of late answers helps nobody.
const (
	maxPerChat = 20
	maxQueued  = 2000
	// MaxSending is how many calls are under way at once.
	MaxSending = 32
	// maxQueues is how many chats are remembered before idle ones are forgotten.
	maxQueues = 4096
)

// ErrBusy is returned where a queue or the outbox is full, errMuted where the
// bot was refused the right to write a short while ago.
var (
	ErrBusy  = errors.New("queue message: too many are waiting")
	errMuted = errors.New("queue message: the bot has no right to write there")
)

// Outbox delivers jobs: in order within a chat, within the limits, and again
// where a call failed for a reason that passes. It is safe for concurrent use.
type Outbox struct {
	api     *api.Client
	log     *slog.Logger
	limits  Limits
	answers *journal.AnswerIndex
	// Dispatched, if set, hears of every message that leaves: where to, what it
	// replies to, and how long the limits held it back. For measurements.
	Dispatched func(chat, question int64, held time.Duration)
	// Fatal hears of an error after which no call can succeed.
	Fatal func(error)

	mu      sync.Mutex
	changed *sync.Cond // a job ended, or drain was told to give up
	wake    chan struct{}
	queues  map[int64]*chatQueue
	turn    []*chatQueue // queues with jobs, in the order they got their first
	moved   map[int64]int64
	queued  int
	sending int
	global  bucket
	paused  time.Time // nothing is sent before
	trouble int       // failures in a row for which the server is to blame
	probing bool      // a call asks whether the server is well again
	// unauthorized is how often in a row the token was refused.
	unauthorized int
	floods       []flood

	sent, dropped, flooded atomic.Int64
	work                   sync.WaitGroup
}

// New returns an outbox that is empty. Set Fatal and Dispatched before Run.
func New(a *api.Client, limits Limits, mem *journal.AnswerIndex, log *slog.Logger) *Outbox {
	limits = limits.orDefault()
	o := &Outbox{
		api: a, log: log, limits: limits, answers: mem,
		wake:   make(chan struct{}, 1),
		queues: map[int64]*chatQueue{},
		moved:  map[int64]int64{},
		global: newBucket(limits.PerSecond, globalBurst),
		Fatal:  func(error) {},
	}
	o.changed = sync.NewCond(&o.mu)
	return o
}

// Put queues a job. A job in the slot of one that still waits takes its place.
func (o *Outbox) Put(j *Job) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if to, ok := o.moved[j.To.Chat]; ok {
		j.move(to)
	}
	q := o.queue(j.To.Chat)
	now := time.Now()
	j.since = now
	if now.Before(q.muted) {
		return errMuted
	}
	if old := q.replace(j); old != nil {
		old.Finish(Outcome{})
		return nil
	}
	full := len(q.jobs) >= maxPerChat || o.queued >= maxQueued
	if j.Notice && q.told || full && !j.Notice {
		return ErrBusy
	}
	q.told = q.told || j.Notice
	if len(q.jobs) == 0 {
		o.turn = append(o.turn, q)
	} else {
		j.heldSince = now // by the limits of its chat, which the others wait for
	}
	q.jobs = append(q.jobs, j)
	o.queued++
	o.signal()
	return nil
}

// Finish calls Done, for a job that has nothing to deliver or never came into
// an outbox.
func (j *Job) Finish(end Outcome) {
	if j.Done != nil {
		j.Done(end)
	}
}

// signal wakes the scheduler.
func (o *Outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Share tells among how many replicas that send for the bot the pace is parted.
func (o *Outbox) Share(replicas int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if pace := rate.Limit(o.limits.PerSecond / float64(max(1, replicas))); pace != o.global.Limit() {
		o.global.SetLimit(pace)
		o.signal()
	}
}

// Stats are what an outbox has done.
type Stats struct {
	// Queued is how many jobs wait or are under way.
	Queued int
	// Counters since the start: messages sent, jobs given up, refusals for too
	// many requests.
	Sent, Dropped, Floods int64
}

// Stats tells what the outbox has done.
func (o *Outbox) Stats() Stats {
	o.mu.Lock()
	defer o.mu.Unlock()
	return Stats{Queued: o.queued, Sent: o.sent.Load(), Dropped: o.dropped.Load(), Floods: o.flooded.Load()}
}

// Drain waits until nothing waits any more, or the context ends.
func (o *Outbox) Drain(ctx context.Context) {
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
