package discord

import (
	"time"

	"articlebot/bot/discord/gateway"
)

// SetDeferAfter changes how long an answer may take before it is announced.
func (a *Adapter) SetDeferAfter(d time.Duration) { a.deferAfter = d }

// Take hands over an event as the gateway does.
func (a *Adapter) Take(event string, data []byte) {
	a.take(gateway.Event{Type: event, Data: data})
}

// Settle waits until all handlers have ended. None starts afterwards.
func (a *Adapter) Settle() bool { return a.router.drain(10 * time.Second) }
