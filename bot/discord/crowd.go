package discord

import (
	"time"

	"golang.org/x/time/rate"

	"articlebot/bot/discord/api"
	"articlebot/bot/limit"
)

// DefaultGuildRate is how much one server may ask: six hundred at once, then
// twenty a second. It keeps one large server from taking the bot away from the
// others; people are held by the conversation's own limits.
var DefaultGuildRate = limit.Rate{Burst: 600, Every: 50 * time.Millisecond}

// maxCrowds bounds the servers whose pace is remembered.
const maxCrowds = 10_000

// crowd holds a token bucket per server.
type crowd struct {
	rate    limit.Rate
	buckets *recent[api.Snowflake, *rate.Limiter]
}

func newCrowd(r limit.Rate) *crowd {
	return &crowd{rate: r, buckets: newRecent[api.Snowflake, *rate.Limiter](maxCrowds)}
}

// pass takes a token of the server, or tells that there is none. Direct
// messages, guild "", always pass.
func (c *crowd) pass(guild api.Snowflake, now time.Time) bool {
	if guild == "" || c.rate.Burst < 0 {
		return true
	}
	b, ok := c.buckets.get(guild)
	if !ok {
		b = rate.NewLimiter(rate.Every(c.rate.Every), c.rate.Burst)
		c.buckets.add(guild, b)
	}
	return b.AllowN(now, 1)
}
