package discord

import (
	"time"

	"articlebot/bot/discord/gateway"
)

// SetDeferAfter changes how long an answer may take before it is announced.
func (a *Adapter) SetDeferAfter(d time.Duration) { a.deferAfter = d }

// SetWindow changes how long an interaction waits for its first response, for
// machines that have more to do than this test.
func (a *Adapter) SetWindow(d time.Duration) { a.window = d }

// Take hands over an event as the gateway does.
func (a *Adapter) Take(event string, data []byte) {
	a.take(gateway.Event{Type: event, Data: data})
}

// CommandsKnown tells whether the ids of the registered commands are known.
func (a *Adapter) CommandsKnown() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.mentions) > 0
}

// Settle waits until all handlers have ended. None starts afterwards.
func (a *Adapter) Settle() bool { return a.dispatcher.Drain(10 * time.Second) }

// SetLease changes how long a shard is one's own.
func (a *Adapter) SetLease(d time.Duration) { a.lease = d }
