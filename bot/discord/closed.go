package discord

import (
	"time"

	"articlebot/bot/discord/api"
)

// closedFor is how long the bot leaves a channel alone in which it may not
// write. Ten thousand refused requests in ten minutes get an address banned,
// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans.
const closedFor = 5 * time.Minute

// maxClosed bounds the channels that are remembered.
const maxClosed = 4096

// closedDoors remembers the channels in which the bot may not write.
type closedDoors struct {
	until *recent[api.Snowflake, time.Time]
}

func newClosedDoors() *closedDoors {
	return &closedDoors{until: newRecent[api.Snowflake, time.Time](maxClosed)}
}

// shut remembers that the bot may not write in a channel.
func (c *closedDoors) shut(channel api.Snowflake, now time.Time) {
	c.until.add(channel, now.Add(closedFor))
}

// open tells whether it is worth trying to write in a channel.
func (c *closedDoors) open(channel api.Snowflake, now time.Time) bool {
	until, ok := c.until.get(channel)
	return !ok || now.After(until)
}
