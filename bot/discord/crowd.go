package discord

import (
	"time"

	"golang.org/x/time/rate"

	"articlebot/bot/discord/api"
)

// Limits of a server, over all its people and channels. The conversation's own
// limits hold people and channels; this one keeps one large server from taking
// the bot away from the others.
const (
	crowdBurst = 60
	maxCrowds  = 10_000
)

// crowdEvery is how often one more question of a server is taken.
var crowdEvery = rate.Every(500 * time.Millisecond)

// crowd holds a token bucket per server.
type crowd struct {
	buckets *recent[api.Snowflake, *rate.Limiter]
}

func newCrowd() *crowd {
	return &crowd{buckets: newRecent[api.Snowflake, *rate.Limiter](maxCrowds)}
}

// pass takes a token of the server, or tells that there is none. Direct
// messages, guild "", always pass.
func (c *crowd) pass(guild api.Snowflake, now time.Time) bool {
	if guild == "" {
		return true
	}
	b, ok := c.buckets.get(guild)
	if !ok {
		b = rate.NewLimiter(crowdEvery, crowdBurst)
		c.buckets.add(guild, b)
	}
	return b.AllowN(now, 1)
}
