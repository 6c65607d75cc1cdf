package gateway

import (
	"context"
	"sync"
	"time"

	"articlebot/retrieval/clock"
)

// identifyEvery is how often a new session may be started within one rate
// limit key, https://discord.com/developers/docs/events/gateway#sharding-max-concurrency.
const identifyEvery = 5 * time.Second

// Gate spaces the starts of new sessions over all shards of a bot. It is safe
// for concurrent use.
type Gate struct {
	sleep func(context.Context, time.Duration) error

	mu   sync.Mutex
	next map[int]time.Time
}

// NewGate returns a gate that waits with sleep, on the real clock if nil.
func NewGate(wait func(context.Context, time.Duration) error) *Gate {
	if wait == nil {
		wait = clock.Sleep
	}
	return &Gate{sleep: wait, next: map[int]time.Time{}}
}

// Pass waits for a turn of the rate limit key (the shard's number modulo the
// bot's max_concurrency).
func (g *Gate) Pass(ctx context.Context, key int) error {
	if d := g.pass(key, time.Now()); d > 0 {
		return g.sleep(ctx, d)
	}
	return ctx.Err()
}

// pass takes the next turn and returns how long it is until then.
func (g *Gate) pass(key int, now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	turn := g.next[key]
	if turn.Before(now) {
		turn = now
	}
	g.next[key] = turn.Add(identifyEvery)
	return turn.Sub(now)
}
