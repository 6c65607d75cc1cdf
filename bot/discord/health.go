package discord

import (
	"fmt"
	"maps"
	"time"
)

// Health is how the adapter is doing.
type Health struct {
	// OK is false where events do not come in; Reason then says why.
	OK     bool
	Reason string
	// Connected of Shards, those of this replica, are connected. It may have none
	// where others have them all.
	Connected, Shards int
	// LastContact is when the quietest shard last got anything.
	LastContact time.Time
	// Handling is how many events are being worked on.
	Handling int
	// Counters since the start: interactions that came too late to answer,
	// events dropped under load, panics survived, connections that came up again.
	Late, Dropped, Panics, Reconnects int64
}

// silentAfter is longer than a connection may be silent: Discord's heartbeat
// interval of about 41 seconds and the grace after it.
const silentAfter = 90 * time.Second

// Health tells how the adapter is doing.
func (a *Adapter) Health() Health {
	a.mu.Lock()
	own, standby := maps.Clone(a.shards), a.standby
	h := Health{Shards: len(own), Reconnects: a.past, Handling: a.dispatcher.Running(), Late: a.late.Load(), Dropped: a.dropped.Load(), Panics: a.dispatcher.Panics()}
	a.mu.Unlock()
	var quiet time.Duration
	for _, s := range own {
		h.Reconnects += s.Reconnects()
		if s.Connected() {
			h.Connected++
			quiet = max(quiet, s.Silence())
		}
	}
	switch {
	case h.Shards == 0 && standby: // others have them
	case h.Shards == 0:
		h.Reason = "not connected yet"
	case h.Connected < h.Shards:
		h.Reason = fmt.Sprintf("%d of %d shards connected", h.Connected, h.Shards)
	case quiet > silentAfter:
		h.Reason = "nothing from Discord for " + quiet.Round(time.Second).String()
	}
	if h.Connected > 0 {
		h.LastContact = time.Now().Add(-quiet)
	}
	h.OK = h.Reason == ""
	return h
}
