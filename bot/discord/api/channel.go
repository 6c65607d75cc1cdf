package api

import "github.com/bwmarrin/discordgo"

// Channel is a channel or a thread, as far as the bot needs it.
type Channel struct {
	ID       Snowflake             `json:"id"`
	Type     discordgo.ChannelType `json:"type"`
	Name     string                `json:"name"`
	GuildID  Snowflake             `json:"guild_id"`
	ParentID Snowflake             `json:"parent_id"`
	// Member is set on a thread that the bot has joined.
	Member   *struct{}       `json:"member"`
	Metadata *ThreadMetadata `json:"thread_metadata"`
}

// ThreadMetadata is the state of a thread.
type ThreadMetadata struct {
	Archived bool `json:"archived"`
	Locked   bool `json:"locked"`
}

// IsThread tells a thread from a channel.
func (c *Channel) IsThread() bool {
	switch c.Type {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return true
	}
	return false
}

// GatewayInfo is where the gateway is and how often one may connect,
// https://discord.com/developers/docs/events/gateway#get-gateway-bot.
type GatewayInfo struct {
	URL    string `json:"url"`
	Shards int    `json:"shards"`
	// Limit is nil where a server does not tell.
	Limit *StartLimit `json:"session_start_limit"`
}

// StartLimit is the budget of new sessions. Who exceeds it gets a new token,
// whether they like it or not.
type StartLimit struct {
	Total          int   `json:"total"`
	Remaining      int   `json:"remaining"`
	ResetAfter     int64 `json:"reset_after"` // milliseconds
	MaxConcurrency int   `json:"max_concurrency"`
}
