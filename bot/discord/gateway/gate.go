package gateway

import (
	"context"
	"sync"
	"time"

	"articlebot/retrieval/clock"
)

// IdentifyEvery is how often a new session may be started within one rate
// limit key, by all processes of a bot, https://discord.com/developers/docs/events/gateway#sharding-max-concurrency.
const IdentifyEvery = 5 * time.Second

// Gate spaces the starts of new sessions over all shards of a bot. It is safe
// for concurrent use.
type Gate struct {
	sleep func(context.Context, time.Duration) error
	turn  func(context.Context, int) (time.Duration, error)

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

// Shared has the turns shared with other processes: turn takes one of a key, or
// tells how long it is until there is one. Without an answer it goes on.
func (g *Gate) Shared(turn func(ctx context.Context, key int) (wait time.Duration, err error)) *Gate {
	g.turn = turn
	return g
}

// Pass waits for a turn of the rate limit key (the shard's number modulo the
// bot's max_concurrency).
func (g *Gate) Pass(ctx context.Context, key int) error {
	if d := g.pass(key, time.Now()); d > 0 {
		if err := g.sleep(ctx, d); err != nil {
			return err
		}
	}
	for g.turn != nil && ctx.Err() == nil {
		wait, err := g.turn(ctx, key)
		if err != nil || wait <= 0 {
			break
		}
		if err := g.sleep(ctx, wait); err != nil {
			return err
		}
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
	g.next[key] = turn.Add(IdentifyEvery)
	return turn.Sub(now)
}
