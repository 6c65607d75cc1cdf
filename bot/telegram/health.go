package telegram

import (
	"sync"
	"time"
)

// Health is how the adapter is doing.
type Health struct {
	// OK is false where updates do not come in; Reason then says why.
	OK     bool
	Reason string
	// Mode is "polling" or "webhook".
	Mode string
	// LastContact is when Telegram last answered a poll or sent an update.
	LastContact time.Time
	// Handling and Queued are the updates and messages under way.
	Handling, Queued int
	// Counters since the start.
	Sent, Dropped, Floods, Poison, Panics int64
}

// silentAfter is how long polling may bring no answer, not even an empty one.
const silentAfter = 2 * pollTimeout

// health collects what Health tells about receiving.
type health struct {
	mu      sync.Mutex
	contact time.Time
	reason  string
}

func (h *health) set(reason string, contact bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reason = reason
	if contact {
		h.contact = time.Now()
	}
}

func (h *health) polled()          { h.set("", true) }
func (h *health) failed(err error) { h.set(err.Error(), false) }
func (h *health) conflict(err error) {
	h.set("somebody else receives this bot's updates: "+err.Error(), false)
}

func (h *health) read() (contact time.Time, reason string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.contact, h.reason
}

// Health tells how the adapter is doing. It is safe for concurrent use.
func (a *Adapter) Health() Health {
	contact, reason := a.health.read()
	if reason == "" && a.webhook == nil && !contact.IsZero() && time.Since(contact) > silentAfter {
		reason = "no answer from Telegram for " + time.Since(contact).Round(time.Second).String()
	}
	if reason == "" && contact.IsZero() {
		reason = "not connected yet"
	}
	mode := "polling"
	if a.webhook != nil {
		mode = "webhook"
	}
	return Health{
		OK: reason == "", Reason: reason, Mode: mode, LastContact: contact,
		Handling: a.tracker.pending(), Queued: a.outbox.depth(),
		Sent: a.outbox.sent.Load(), Dropped: a.outbox.dropped.Load(), Floods: a.outbox.flooded.Load(),
		Poison: a.poison.Load(), Panics: a.panics.Load(),
	}
}
