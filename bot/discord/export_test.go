package discord

import "time"

// SetDeferAfter changes how long an answer may take before it is announced.
func (a *Adapter) SetDeferAfter(d time.Duration) { a.deferAfter = d }
