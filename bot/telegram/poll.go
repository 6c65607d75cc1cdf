package telegram

import (
	"context"
	"encoding/json"
	"log/slog"
	"sort"
	"strconv"
	"strings"
	"time"
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
	// repollAfter is how long to wait before asking from the same id again
	// while updates are being handled: asked again within half a second, the
	// server hands out one update only.
	repollAfter = 600 * time.Millisecond
	// worthPolling is how many updates must have been handled before more are
	// fetched where many are under way: each poll brings those again.
	worthPolling = 10
	// illegibleGap slows down on updates that cannot be acknowledged.
	illegibleGap = time.Second
	// firstConflict doubles up to lastConflict while somebody else polls.
	firstConflict = 3 * time.Second
	lastConflict  = 30 * time.Second
	// finalAck bounds the last call at shutdown.
	finalAck = 2 * time.Second
)

// poller fetches updates by long polling. It acknowledges an update only when
// it and all before it have been handled.
type poller struct {
	api     *api
	log     *slog.Logger
	tracker *tracker
	receive receiver
	health  *health
	// passOver lets go of updates that keep new ones from coming.
	passOver func()
}

// run polls until the context ends.
func (p *poller) run(ctx context.Context) error {
	failures, conflicts := 0, 0
	for ctx.Err() == nil {
		offset, began := p.tracker.offset(), time.Now()
		raws, err := p.fetch(ctx, offset)
		switch kindOf(err) {
		case Canceled:
			return nil
		case Unauthorized:
			return err
		case Conflict:
			p.onConflict(ctx, conflicts, err)
			conflicts++
		case "":
			if failures > 0 || conflicts > 0 {
				p.log.Info("polling again")
			}
			failures, conflicts = 0, 0
			p.health.polled()
			fresh := p.deliver(raws)
			p.rest(ctx, offset, began, len(raws), fresh)
			p.passOver()
		default:
			p.onFailure(ctx, failures, asError(err))
			failures++
		}
	}
	return nil
}

// removeWebhook ends delivery by webhook, which excludes polling, and keeps what
// waits. A failure is not the end: if there was a webhook, polling will say so.
func (p *poller) removeWebhook(ctx context.Context) {
	err := p.api.call(ctx, "deleteWebhook", params{"drop_pending_updates": "false"}, nil)
	if err != nil && kindOf(err) != Canceled {
		p.log.Warn("cannot remove the webhook", "error", err)
	}
}

// fetch makes one long poll.
func (p *poller) fetch(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, pollTimeout)
	defer cancel()
	fields := params{"timeout": strconv.Itoa(pollSeconds), "allowed_updates": allowedUpdates}
	if offset > 0 {
		fields["offset"] = strconv.FormatInt(offset, 10)
	}
	var raws []json.RawMessage
	err := p.api.callWithin(ctx, "getUpdates", fields, &raws)
	return raws, err
}

// deliver hands the updates over in the order of their ids and returns how
// many were new.
func (p *poller) deliver(raws []json.RawMessage) int {
	type numbered struct {
		id  int64
		raw json.RawMessage
	}
	var all []numbered
	var last int64
	for _, raw := range raws {
		id := updateID(raw)
		if id <= 0 {
			if last == 0 {
				last = p.tracker.offset() - 1
			}
			id = last + 1 // ids are consecutive
		}
		last = id
		all = append(all, numbered{id, raw})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].id < all[j].id })
	count := 0
	for _, n := range all {
		if _, fresh := p.receive(n.id, n.raw); fresh {
			count++
		}
	}
	return count
}

// rest waits until the next poll makes sense: at once when everything has been
// handled, else when there is more to acknowledge.
func (p *poller) rest(ctx context.Context, offset int64, began time.Time, got, fresh int) {
	if got > 0 && fresh == 0 && p.tracker.pending() == 0 && p.tracker.offset() == offset {
		sleep(ctx, illegibleGap)
		return
	}
	if got == 0 || fresh == 0 {
		sleep(ctx, pollGap-time.Since(began))
	}
	again := time.NewTimer(repollAfter)
	defer again.Stop()
	for p.tracker.pending() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			return
		case <-p.tracker.moved:
		}
		freed := p.tracker.offset() - offset
		if freed > 0 && time.Since(began) > pollGap && (freed >= worthPolling || p.tracker.pending() < crowdedFrom) {
			return
		}
	}
}

func (p *poller) onConflict(ctx context.Context, n int, err error) {
	p.health.conflict(err)
	if strings.Contains(err.Error(), "webhook is active") {
		p.removeWebhook(ctx)
	}
	if n%10 == 0 {
		p.log.Error("somebody else receives this bot's updates", "error", err,
			"hint", "stop the other process, or remove the other webhook, that uses this token")
	}
	sleep(ctx, jitter(backoff(n+1, firstConflict, lastConflict)))
}

func (p *poller) onFailure(ctx context.Context, n int, e *Error) {
	p.health.failed(e)
	if n == 0 || n%20 == 0 {
		p.log.Warn("cannot fetch updates", "error", e, "failures", n+1)
	}
	if e.RetryAfter > 0 {
		sleep(ctx, e.RetryAfter)
		return
	}
	sleep(ctx, jitter(backoff(n+1, firstPause, lastPause)))
}

// stopped acknowledges what has been handled, so that a clean stop leaves
// nothing to be handed out again.
func (p *poller) stopped() {
	offset := p.tracker.offset()
	if offset == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), finalAck)
	defer cancel()
	err := p.api.callWithin(ctx, "getUpdates", params{
		"offset": strconv.FormatInt(offset, 10), "limit": "1", "timeout": "0", "allowed_updates": allowedUpdates,
	}, nil)
	if err != nil {
		p.log.Warn("cannot acknowledge the last updates", "error", err)
	}
}

// sleep waits, or until the context ends.
func sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
