package outbox

import "time"

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

// bucket is a token bucket. It is not safe for concurrent use.
type bucket struct {
	rate, burst float64 // tokens a second, tokens at most
	tokens      float64
	at          time.Time // when tokens was right
}

func newBucket(rate, burst float64) bucket { return bucket{rate: rate, burst: burst, tokens: burst} }

func (b *bucket) refill(now time.Time) {
	if b.at.IsZero() {
		b.at = now
	}
	if d := now.Sub(b.at).Seconds(); d > 0 {
		b.tokens = min(b.burst, b.tokens+d*b.rate)
		b.at = now
	}
}

// ready returns when there is a token: now, or later.
func (b *bucket) ready(now time.Time) time.Time {
	b.refill(now)
	if b.tokens >= 1 {
		return now
	}
	// The nanosecond makes up for rounding down, or the scheduler would wake
	// just before the token is whole.
	return now.Add(time.Duration((1-b.tokens)/b.rate*float64(time.Second)) + time.Nanosecond)
}

func (b *bucket) take() { b.tokens-- }

func (b *bucket) full(now time.Time) bool {
	b.refill(now)
	return b.tokens >= b.burst
}
