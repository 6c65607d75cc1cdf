// Package limit bounds what people and chats may ask, and how much work runs at
// once.
package limit

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"articlebot/bot/internal/lru"
)

// Rate is a token bucket: Burst at once, then one more every Every.
type Rate struct {
	Burst int // 0 takes the default, negative does not limit
	Every time.Duration
}

// Limits bound what people and chats may ask and how much work runs at once.
// The zero value takes the defaults below.
type Limits struct {
	Person Rate // per person, over all their chats
	Chat   Rate // per group, over all its people
	Press  Rate // buttons, per person
	// Workers is how many messages are worked on at once, Queue how many more
	// may wait, Wait how long each may. Beyond that people read "busy".
	Workers, Queue int
	Wait           time.Duration
}

// Default limits: five questions in one go and twenty a minute per person is
// more than anybody types; a group's twenty a minute is what Telegram lets a
// bot send there, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
var defaultLimits = Limits{
	Person:  Rate{Burst: 5, Every: 3 * time.Second},
	Chat:    Rate{Burst: 20, Every: 3 * time.Second},
	Press:   Rate{Burst: 10, Every: time.Second},
	Workers: 16, Queue: 256, Wait: 5 * time.Second,
}

// maxBuckets bounds how many people or chats a limiter remembers. One that is
// forgotten starts with a full bucket again.
const maxBuckets = 20_000

// WithDefaults fills what is not set.
func (l Limits) WithDefaults() Limits {
	l.Person = l.Person.orElse(defaultLimits.Person)
	l.Chat = l.Chat.orElse(defaultLimits.Chat)
	l.Press = l.Press.orElse(defaultLimits.Press)
	if l.Workers <= 0 {
		l.Workers = defaultLimits.Workers
	}
	if l.Queue <= 0 {
		l.Queue = defaultLimits.Queue
	}
	if l.Wait <= 0 {
		l.Wait = defaultLimits.Wait
	}
	return l
}

func (r Rate) orElse(d Rate) Rate {
	if r.Burst == 0 {
		r.Burst = d.Burst
	}
	if r.Every <= 0 {
		r.Every = d.Every
	}
	return r
}

// Verdict is what a Limiter says to one request.
type Verdict int

// The verdicts.
const (
	Pass    Verdict = iota // let through
	Caution                // refused, and the person has not been told yet
	Refuse                 // refused and told before
)

// bucket is a token bucket that remembers whether its owner was told, and when
// the owner was last refused.
type bucket struct {
	*rate.Limiter
	told    bool
	refused time.Time
}

// Limiter holds a bucket per key. It is safe for concurrent use.
type Limiter struct {
	mu      sync.Mutex
	rate    Rate
	buckets *lru.Map[string, *bucket]
}

// NewLimiter returns one with full buckets.
func NewLimiter(r Rate) *Limiter {
	return &Limiter{rate: r, buckets: lru.New[string, *bucket](maxBuckets, 0)}
}

// SetRate changes the rate. What is in the buckets stays there, up to the new
// burst.
func (l *Limiter) SetRate(r Rate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rate = r
}

// Pass takes a token for key, or says how long until there is one.
func (l *Limiter) Pass(now time.Time, key string) (Verdict, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rate.Burst < 0 {
		return Pass, 0
	}
	b, ok := l.buckets.Get(key, now)
	if !ok {
		b = &bucket{Limiter: rate.NewLimiter(rate.Every(l.rate.Every), l.rate.Burst)}
		l.buckets.Put(key, b, now)
	}
	b.SetLimitAt(now, rate.Every(l.rate.Every))
	b.SetBurstAt(now, l.rate.Burst)
	if b.AllowN(now, 1) {
		// Who asks on without a pause gets a token now and then, and would be told
		// each time.
		b.told = b.told && now.Sub(b.refused) < l.rate.Every/2
		return Pass, 0
	}
	b.refused = now
	wait := time.Duration((1 - b.TokensAt(now)) * float64(l.rate.Every))
	if b.told {
		return Refuse, wait
	}
	b.told = true
	return Caution, wait
}
