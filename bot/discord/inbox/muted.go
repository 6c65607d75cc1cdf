package inbox

import (
	"time"

	"articlebot/bot/discord/api"
)

// muteFor is how long the bot leaves a channel alone in which it may not
// write. Ten thousand refused requests in ten minutes get an address banned,
// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans.
const muteFor = 5 * time.Minute

// maxMuted bounds the channels that are remembered.
const maxMuted = 4096

// MutedChannels remembers the channels in which the bot may not write. It is safe
// for concurrent use.
type MutedChannels struct {
	until *Recent[api.Snowflake, time.Time]
}

// NewMutedChannels returns a list without channels.
func NewMutedChannels() *MutedChannels {
	return &MutedChannels{until: NewRecent[api.Snowflake, time.Time](maxMuted)}
}

// Mute remembers that the bot may not write in a channel.
func (c *MutedChannels) Mute(channel api.Snowflake, now time.Time) {
	c.until.Add(channel, now.Add(muteFor))
}

// Muted tells whether the bot has been refused in a channel a short while ago.
func (c *MutedChannels) Muted(channel api.Snowflake, now time.Time) bool {
	until, ok := c.until.Get(channel)
	return ok && !now.After(until)
}
