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

// MutedChannels remembers the channels in which the bot may not write, until it is
// tried again or something about rights has changed in their server. It is safe
// for concurrent use.
type MutedChannels struct {
	channels *Recent[api.Snowflake, mute]
	changes  *Recent[api.Snowflake, int] // of rights, by server
}

// mute is a refusal: how long it counts, and how often rights had changed before.
type mute struct {
	until   time.Time
	guild   api.Snowflake
	changes int
}

// NewMutedChannels returns a list without channels.
func NewMutedChannels() *MutedChannels {
	return &MutedChannels{channels: NewRecent[api.Snowflake, mute](maxMuted), changes: NewRecent[api.Snowflake, int](maxGuilds)}
}

// Mute remembers that the bot may not write in a channel of a server.
func (c *MutedChannels) Mute(channel, guild api.Snowflake, now time.Time) {
	n, _ := c.changes.Get(guild)
	c.channels.Add(channel, mute{until: now.Add(muteFor), guild: guild, changes: n})
}

// Changed notes that rights have changed in a server: of a role, of a channel,
// of the bot.
func (c *MutedChannels) Changed(guild api.Snowflake) {
	if guild != "" {
		n, _ := c.changes.Get(guild)
		c.changes.Add(guild, n+1)
	}
}

// Muted tells whether the bot has been refused in a channel a short while ago,
// and nothing has changed since.
func (c *MutedChannels) Muted(channel api.Snowflake, now time.Time) bool {
	m, ok := c.channels.Get(channel)
	if !ok || now.After(m.until) {
		return false
	}
	n, _ := c.changes.Get(m.guild)
	return n == m.changes
}
