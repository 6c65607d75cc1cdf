package inbox

import (
	"sync"
	"time"
)

// SilentAfter is how long polling may bring no answer, not even an empty one.
const SilentAfter = 2 * pollTimeout

// Health collects how receiving goes. The zero value has heard nothing yet. It
// is safe for concurrent use.
type Health struct {
	mu      sync.Mutex
	contact time.Time
	reason  string
}

func (h *Health) set(reason string, contact bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reason = reason
	if contact {
		h.contact = time.Now()
	}
}

// Polled notes that Telegram has answered or sent something.
func (h *Health) Polled()          { h.set("", true) }
func (h *Health) failed(err error) { h.set(err.Error(), false) }
func (h *Health) conflict(err error) {
	h.set("somebody else receives this bot's updates: "+err.Error(), false)
}

// Read returns when Telegram was last heard of and what is wrong, "" if
// nothing is.
func (h *Health) Read() (contact time.Time, reason string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.contact, h.reason
}
