package outbox

import (
	"context"
	"encoding/json"
	"time"

	"articlebot/bot/telegram/api"
)

// Run sends until the context ends, and returns when no call is under way.
func (o *Outbox) Run(ctx context.Context) {
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
func (o *Outbox) dispatch(ctx context.Context) time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		now := time.Now()
		if o.trouble > 0 && len(o.turn) > 0 {
			return o.probe(ctx, now)
		}
		q, at := o.next(now)
		switch {
		case o.sending >= MaxSending:
			return idle // the end of a call wakes the scheduler
		case q == nil && at.IsZero():
			return idle
		case q == nil:
			return at.Sub(now)
		}
		o.start(ctx, q)
	}
}

// probe asks a server in trouble whether it is well again, by a call that does
// nothing: a message that is tried again and again could be shown as often.
func (o *Outbox) probe(ctx context.Context, now time.Time) time.Duration {
	switch {
	case o.probing:
		return idle // its end wakes the scheduler
	case o.paused.After(now):
		return o.paused.Sub(now)
	}
	o.probing = true
	o.work.Go(func() {
		err := o.api.Call(ctx, "getMe", nil, nil)
		o.mu.Lock()
		defer o.mu.Unlock()
		defer o.signal()
		o.probing = false
		if unwell(api.KindOf(err)) {
			o.pauseAll(time.Now())
		} else if api.KindOf(err) != api.Canceled {
			o.trouble = 0
		}
	})
	return idle
}

// unwell reports the failures for which the server or the way to it is to
// blame, not the message.
func unwell(k api.ErrorKind) bool {
	return k == api.NotSent || k == api.ServerTrouble || k == api.Ambiguous
}

// next picks the queue whose first job may go now, by class and then by age. If
// there is none it returns when one may, or no time if none waits.
func (o *Outbox) next(now time.Time) (*chatQueue, time.Time) {
	floor := latest(o.paused, o.global.ready(now))
	var best *chatQueue
	var soonest time.Time
	for _, q := range o.turn {
		if q.busy {
			continue
		}
		j := q.jobs[0]
		if !j.planned {
			j.Whisper = j.Whisper && j.To.Person != 0 && (j.To.invited() || !now.Before(q.loud))
			j.plan(o.answers.Answer(j.Slot))
			if !j.heldSince.IsZero() {
				j.held = now.Sub(j.heldSince)
			}
		}
		at := latest(floor, q.readyAt(j, now))
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
		if best == nil || j.Class < best.jobs[0].Class || j.Class == best.jobs[0].Class && j.since.Before(best.jobs[0].since) {
			best = q
		}
	}
	if best != nil {
		return best, now
	}
	return nil, soonest
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// start makes the next call of a queue's first job.
func (o *Outbox) start(ctx context.Context, q *chatQueue) {
	j := q.jobs[0]
	s := j.steps[0]
	now := time.Now()
	o.global.take(now)
	q.bucket(s).take(now)
	q.busy, j.started = true, true
	o.sending++
	p := j.params(s)
	held, last := j.held, len(j.steps) == 1
	j.heldSince, j.held = time.Time{}, 0
	o.work.Go(func() {
		if j.Leaving != nil {
			if err := j.Leaving(ctx); err != nil {
				o.recalled(q, j, err)
				return
			}
		}
		if o.Dispatched != nil && s.sends() {
			o.Dispatched(j.To.Chat, j.To.Message, held)
		}
		var result json.RawMessage
		err := o.api.Call(ctx, s.method, p, &result)
		if kind := api.KindOf(err); last && j.Landed != nil && (err == nil || kind == api.NotModified) {
			j.Landed()
		}
		o.handleResult(q, j, s, messageID(result), err)
	})
}

// messageID reads the id of a sent message, a negative one of a message that one
// person sees. An answer without one still means that it was sent.
func messageID(result json.RawMessage) int64 {
	var m struct {
		ID        int64 `json:"message_id"`
		Ephemeral int64 `json:"ephemeral_message_id"`
	}
	if json.Unmarshal(result, &m) != nil {
		return 0
	}
	if m.ID == 0 {
		return -m.Ephemeral
	}
	return m.ID
}
