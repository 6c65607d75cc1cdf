package inbox

import (
	"context"
	"encoding/json"
	"log/slog"
	"sort"
	"strconv"
	"strings"
	"time"

	"articlebot/bot/internal/backoff"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/journal"
	"articlebot/retrieval/clock"
)

// How updates are polled.
const (
	// pollSeconds is the longest that Telegram holds a poll; more is cut.
	pollSeconds = 50
	// pollTimeout leaves the answer time to arrive.
	pollTimeout = (pollSeconds + 10) * time.Second
	// pollGap is the least time between two polls that bring nothing: a server
	// that does not hold them must not be spun on.
	pollGap = 100 * time.Millisecond
	// RepollAfter is how long to wait before asking from the same id again
	// while updates are being handled: asked again within half a second, the
	// server hands out one update only.
	RepollAfter = 600 * time.Millisecond
	// worthPolling is how many updates must have been handled before more are
	// fetched where many are under way: each poll brings those again.
	worthPolling = 10
	// fullBatch is how many updates a poll brings at most: more may wait behind.
	fullBatch = 100
	// floodPause is how long a full batch may be worked on before what one chat
	// has too much of is let go of.
	floodPause = 50 * time.Millisecond
	// illegibleGap slows down on updates that cannot be acknowledged.
	illegibleGap = time.Second
	// finalAck bounds the last call at shutdown.
	finalAck = 2 * time.Second
)

// conflictPauses are the waits while somebody else polls.
var conflictPauses = backoff.Policy{First: 3 * time.Second, Last: 30 * time.Second}

// Poller fetches updates by long polling. It acknowledges an update only when
// it and all before it have been handled.
type Poller struct {
	API     *api.Client
	Log     *slog.Logger
	Tracker *journal.Tracker
	Receive Receiver
	Health  *Health
	// AckOverdue lets go of updates that keep new ones from coming.
	AckOverdue func()
	// AckFloods lets go of the updates of chats that have too many of them.
	AckFloods func()

	// acknowledged is the highest offset that has reached Telegram.
	acknowledged int64
}

// Run polls until the context ends.
func (p *Poller) Run(ctx context.Context) error {
	failures, conflicts, unauthorized := 0, 0, 0
	for ctx.Err() == nil {
		offset, began := p.Tracker.Offset(), time.Now()
		raws, err := p.fetch(ctx, offset)
		switch api.KindOf(err) {
		case api.Canceled:
			if api.AsError(err).Sent {
				p.acknowledged = offset
			}
			return nil
		case api.Unauthorized:
			if unauthorized++; unauthorized >= api.UnauthorizedTries {
				return err
			}
			p.onUnauthorized(ctx, unauthorized, err)
		case api.Conflict:
			p.onConflict(ctx, conflicts, err)
			conflicts, unauthorized = conflicts+1, 0
		case "":
			p.acknowledged = offset
			if failures+conflicts+unauthorized > 0 {
				p.Log.Info("polling again")
			}
			failures, conflicts, unauthorized = 0, 0, 0
			p.Health.Polled()
			fresh := p.deliver(raws)
			if !p.passed(ctx, offset, len(raws), fresh) {
				p.rest(ctx, offset, began, len(raws), fresh)
			}
			p.AckOverdue()
		default:
			p.onFailure(ctx, failures, api.AsError(err))
			failures++
		}
	}
	return nil
}

// RemoveWebhook ends delivery by webhook, which excludes polling, and keeps what
// waits. A failure is not the end: if there was a webhook, polling will say so.
func (p *Poller) RemoveWebhook(ctx context.Context) {
	err := p.API.Call(ctx, "deleteWebhook", api.Params{"drop_pending_updates": "false"}, nil)
	if err != nil && api.KindOf(err) != api.Canceled {
		p.Log.Warn("cannot remove the webhook", "error", err)
	}
}

// fetch makes one long poll.
func (p *Poller) fetch(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, pollTimeout)
	defer cancel()
	fields := api.Params{"timeout": strconv.Itoa(pollSeconds), "allowed_updates": api.AllowedUpdates}
	if offset > 0 {
		fields["offset"] = strconv.FormatInt(offset, 10)
	}
	var raws []json.RawMessage
	err := p.API.CallWithin(ctx, "getUpdates", fields, &raws)
	return raws, err
}

// deliver hands the updates over in the order of their ids and returns how
// many were new.
func (p *Poller) deliver(raws []json.RawMessage) int {
	type numbered struct {
		id  int64
		raw json.RawMessage
	}
	var all []numbered
	var last int64
	for _, raw := range raws {
		id := api.UpdateID(raw)
		if id <= 0 {
			if last == 0 {
				last = p.Tracker.Offset() - 1
			}
			id = last + 1 // ids are consecutive
		}
		last = id
		all = append(all, numbered{id, raw})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].id < all[j].id })
	count := 0
	for _, n := range all {
		if _, fresh := p.Receive(n.id, n.raw); fresh {
			count++
		}
	}
	return count
}

// passed deals with a full batch, behind which people may wait who have nothing
// to do with it: one chat can write hundreds of messages. It reports whether the
// next poll brings others.
func (p *Poller) passed(ctx context.Context, offset int64, got, fresh int) bool {
	if got < fullBatch || fresh == 0 {
		return false
	}
	_ = clock.Sleep(ctx, floodPause)
	p.AckFloods()
	return p.Tracker.Offset()-offset >= worthPolling
}

// rest waits until the next poll makes sense: at once when everything has been
// handled, else when there is more to acknowledge.
func (p *Poller) rest(ctx context.Context, offset int64, began time.Time, got, fresh int) {
	if got > 0 && fresh == 0 && p.Tracker.Pending() == 0 && p.Tracker.Offset() == offset {
		_ = clock.Sleep(ctx, illegibleGap)
		return
	}
	if got == 0 || fresh == 0 {
		_ = clock.Sleep(ctx, pollGap-time.Since(began))
	}
	again := time.NewTimer(RepollAfter)
	defer again.Stop()
	for p.Tracker.Pending() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			return
		case <-p.Tracker.Moved:
		}
		freed := p.Tracker.Offset() - offset
		if freed > 0 && time.Since(began) > pollGap && (freed >= worthPolling || p.Tracker.Pending() < journal.CrowdedFrom) {
			return
		}
	}
}

func (p *Poller) onConflict(ctx context.Context, n int, err error) {
	p.Health.conflict(err)
	if strings.Contains(err.Error(), "webhook is active") {
		p.RemoveWebhook(ctx)
	}
	if n%10 == 0 {
		p.Log.Error("somebody else receives this bot's updates", "error", err,
			"hint", "stop the other process, or remove the other webhook, that uses this token")
	}
	_ = clock.Sleep(ctx, conflictPauses.Pause(n+1))
}

// onUnauthorized waits: a token that is right has been seen to be refused.
func (p *Poller) onUnauthorized(ctx context.Context, n int, err error) {
	p.Health.failed(err)
	p.Log.Warn("token refused", "error", err, "times", n)
	_ = clock.Sleep(ctx, api.UnauthorizedPauses.Pause(n))
}

func (p *Poller) onFailure(ctx context.Context, n int, e *api.Error) {
	p.Health.failed(e)
	if n == 0 || n%20 == 0 {
		p.Log.Warn("cannot fetch updates", "error", e, "failures", n+1)
	}
	if e.RetryAfter > 0 {
		_ = clock.Sleep(ctx, e.RetryAfter)
		return
	}
	_ = clock.Sleep(ctx, api.Pauses.Pause(n+1))
}

// Stopped acknowledges what has been handled, so that a clean stop leaves
// nothing to be handed out again.
func (p *Poller) Stopped() {
	offset := p.Tracker.Offset()
	if offset == 0 || offset == p.acknowledged {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), finalAck)
	defer cancel()
	err := p.API.CallWithin(ctx, "getUpdates", api.Params{
		"offset": strconv.FormatInt(offset, 10), "limit": "1", "timeout": "0", "allowed_updates": api.AllowedUpdates,
	}, nil)
	if err != nil {
		p.Log.Warn("cannot acknowledge the last updates", "error", err)
	}
}
