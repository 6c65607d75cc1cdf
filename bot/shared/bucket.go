package shared

import "time"

// bucket is a token bucket that remembers whether its owner was told that it is
// empty. The store in PostgreSQL has the same in its function bot_draw.
type bucket struct {
	tokens  float64
	at      time.Time
	told    bool
	refused time.Time
	every   time.Duration // of the last draw, for when it may be forgotten
	burst   int
}

// draw takes a token, or says how long until there is one and whether the owner
// has to be told.
func (b *bucket) draw(d Draw, now time.Time) (ok, first bool, wait time.Duration) {
	b.every, b.burst = d.Every, d.Burst
	gained := max(0, now.Sub(b.at)).Seconds() / d.Every.Seconds()
	b.tokens = min(float64(d.Burst), b.tokens+gained)
	b.at = now
	if b.tokens >= 1 {
		b.tokens--
		// Who asks on without a pause gets a token now and then, and would be told
		// each time.
		b.told = b.told && now.Sub(b.refused) < d.Every/2
		return true, false, 0
	}
	first = !b.told
	b.told, b.refused = true, now
	return false, first, time.Duration((1 - b.tokens) * float64(d.Every))
}

// full tells whether the bucket is as good as a new one.
func (b *bucket) full(now time.Time) bool {
	return now.Sub(b.at) > time.Duration(b.burst+1)*b.every
}
