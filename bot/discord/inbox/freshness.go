package inbox

import (
	"slices"
	"sync"
	"time"

	"articlebot/bot/discord/api"
)

const (
	// RespondWithin is how long an interaction waits for its first response,
	// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback.
	RespondWithin = 3 * time.Second
	// plausible bounds the ages that are believed.
	plausible = time.Hour
	// compared is how many events tell how far our clock is off.
	compared = 4
	// sameMoment is how little ids of one millisecond differ.
	sameMoment = 1 << 22
)

// Freshness tells interactions that came too late to be answered. The clocks
// of Discord and of this machine need not agree: what counts is how much older
// than the freshest of the last few an interaction looks. A server whose ids
// only count has no time in them; there nothing is late.
type Freshness struct {
	mu       sync.Mutex
	ages     []time.Duration // of the last events, newest last
	last     uint64          // id
	lastAt   time.Time
	counting bool // ids do not carry the time
}

// Late takes note of an interaction and tells whether it is past its window.
func (f *Freshness) Late(id api.Snowflake, now time.Time) bool {
	age := now.Sub(id.Time())
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counting || id.Time().IsZero() || age.Abs() > plausible {
		return false
	}
	n := id.Uint64()
	if f.last != 0 && now.Sub(f.lastAt) > time.Second && max(n, f.last)-min(n, f.last) < sameMoment {
		f.counting = true
		return false
	}
	f.last, f.lastAt = n, now
	f.ages = append(f.ages, age)
	if len(f.ages) > compared {
		f.ages = f.ages[1:]
	}
	return age-slices.Min(f.ages) > RespondWithin
}
