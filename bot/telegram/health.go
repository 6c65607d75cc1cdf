package telegram

import (
	"time"

	"articlebot/bot/telegram/inbox"
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

// Health tells how the adapter is doing. It is safe for concurrent use.
func (a *Adapter) Health() Health {
	contact, reason := a.health.Read()
	if reason == "" && a.webhook == nil && !a.standby.Load() && !contact.IsZero() && time.Since(contact) > inbox.SilentAfter {
		reason = "no answer from Telegram for " + time.Since(contact).Round(time.Second).String()
	}
	if reason == "" && contact.IsZero() {
		reason = "not connected yet"
	}
	mode := "polling"
	if a.webhook != nil {
		mode = "webhook"
	}
	sending := a.outbox.Stats()
	return Health{
		OK: reason == "", Reason: reason, Mode: mode, LastContact: contact,
		Handling: a.tracker.Pending(), Queued: sending.Queued, Sent: sending.Sent, Dropped: sending.Dropped, Floods: sending.Floods,
		Poison: a.poison.Load(), Panics: a.panics.Load(),
	}
}
