package inbox

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

// maxGuilds bounds the servers whose pace is remembered.
const maxGuilds = 10_000

// GuildLimiter holds a token bucket per server. It is safe for concurrent use.
type GuildLimiter struct {
	rate    limit.Rate
	buckets *Recent[api.Snowflake, *rate.Limiter]
}

// NewGuildLimiter returns one with full buckets. A negative Burst does not limit.
func NewGuildLimiter(r limit.Rate) *GuildLimiter {
	return &GuildLimiter{rate: r, buckets: NewRecent[api.Snowflake, *rate.Limiter](maxGuilds)}
}

// Allow takes a token of the server, or tells that there is none. Direct
// messages, guild "", always pass.
func (l *GuildLimiter) Allow(guild api.Snowflake, now time.Time) bool {
	if guild == "" || l.rate.Burst < 0 {
		return true
	}
	bucket := l.buckets.GetOrAdd(guild, func() *rate.Limiter { return rate.NewLimiter(rate.Every(l.rate.Every), l.rate.Burst) })
	return bucket.AllowN(now, 1)
}
