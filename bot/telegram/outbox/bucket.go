package outbox

import (
	"time"

	"golang.org/x/time/rate"
)

// Limits are how fast the bot sends. The zero value is DefaultLimits.
type Limits struct {
	// PerSecond is for all chats together.
	PerSecond float64
	// ChatBurst is how many messages may follow each other at once in a chat.
	ChatBurst int
	// PrivatePerSecond and GroupPerMinute are what a chat gets after that.
	PrivatePerSecond float64
	GroupPerMinute   float64
}

// DefaultLimits stay under what Telegram's FAQ names: about 30 messages a
// second over all, one a second in a chat with short bursts tolerated, 20 a
// minute in a group, https://core.telegram.org/bots/faq#broadcasting-to-users.
// A group's burst and rate together never exceed 20 in any minute.
var DefaultLimits = Limits{PerSecond: 25, ChatBurst: 3, PrivatePerSecond: 1, GroupPerMinute: 17}

// globalBurst is how many messages to all chats together may leave at once: a
// second's worth and a burst stay under 30.
const globalBurst = 5

func (l Limits) orDefault() Limits {
	if l == (Limits{}) {
		return DefaultLimits
	}
	return l
}

// bucket holds the messages that may leave at present.
type bucket struct{ *rate.Limiter }

// newBucket returns a full bucket.
func newBucket(perSecond float64, burst int) bucket {
	return bucket{rate.NewLimiter(rate.Limit(perSecond), burst)}
}

// ready returns when there is a token: now, or later.
func (b bucket) ready(now time.Time) time.Time {
	missing := 1 - b.TokensAt(now)
	return now.Add(max(0, time.Duration(missing/float64(b.Limit())*float64(time.Second))))
}

// take takes a token that is ready, even if rounding has left a billionth of it
// out.
func (b bucket) take(now time.Time) { b.ReserveN(now, 1) }

func (b bucket) full(now time.Time) bool { return b.TokensAt(now) >= float64(b.Burst()) }
