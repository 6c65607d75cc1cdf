package web

import (
	"sync/atomic"
	"time"
)

// Health is what somebody who watches wants to know.
type Health struct {
	Handling    int       // requests under way
	Refused     int64     // requests of addresses that asked too much
	Panics      int64     // requests that failed by a fault of ours
	LastContact time.Time // of the last request, zero for none
}

// tally counts requests. Safe for concurrent use.
type tally struct {
	handling                 atomic.Int64
	refused, panics, contact atomic.Int64 // contact in nanoseconds since 1970
}

// Health tells how it goes.
func (w *Web) Health() Health {
	h := Health{Handling: int(w.tally.handling.Load()), Refused: w.tally.refused.Load(), Panics: w.tally.panics.Load()}
	if at := w.tally.contact.Load(); at != 0 {
		h.LastContact = time.Unix(0, at)
	}
	return h
}
