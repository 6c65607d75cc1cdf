package inbox

import (
	"context"

	"articlebot/bot/discord/api"
)

// maxChannels bounds the channels and threads that are remembered.
const maxChannels = 50_000

// ChannelInfo is what is known of a channel or thread.
type ChannelInfo struct {
	Parent api.Snowflake // of a thread; "" for a channel
	Joined bool          // the bot takes part in the thread
	Locked bool
	Name   string // of a thread
}

// ChannelIndex remembers channels and threads as events show them, and asks
// Discord where it does not know. It is safe for concurrent use.
type ChannelIndex struct {
	api   *api.Client
	known *Recent[api.Snowflake, ChannelInfo]
}

// NewChannelIndex returns an index that knows no channel.
func NewChannelIndex(client *api.Client) *ChannelIndex {
	return &ChannelIndex{api: client, known: NewRecent[api.Snowflake, ChannelInfo](maxChannels)}
}

// Note remembers a channel as an event shows it.
func (x *ChannelIndex) Note(c *api.Channel) {
	if c == nil || c.ID == "" {
		return
	}
	if !c.IsThread() {
		x.known.Add(c.ID, ChannelInfo{})
		return
	}
	old, _ := x.known.Get(c.ID)
	now := ChannelInfo{Parent: c.ParentID, Joined: old.Joined || c.Member != nil, Name: c.Name}
	if c.Metadata != nil {
		now.Locked = c.Metadata.Locked
	}
	x.known.Add(c.ID, now)
}

// Join remembers whether the bot takes part in a thread.
func (x *ChannelIndex) Join(thread api.Snowflake, joined bool) {
	if old, ok := x.known.Get(thread); ok && old.Parent != "" {
		old.Joined = joined
		x.known.Add(thread, old)
	}
}

// Get returns what is known of a channel, false if nothing is.
func (x *ChannelIndex) Get(channel api.Snowflake) (ChannelInfo, bool) { return x.known.Get(channel) }

// Find returns what is known of a channel, after asking Discord if nothing is.
func (x *ChannelIndex) Find(ctx context.Context, channel api.Snowflake) (ChannelInfo, error) {
	if known, ok := x.known.Get(channel); ok {
		return known, nil
	}
	c, err := x.api.Channel(ctx, channel)
	if err != nil {
		return ChannelInfo{}, err
	}
	if c.ID == "" {
		c.ID = channel
	}
	x.Note(c)
	known, _ := x.known.Get(channel)
	return known, nil
}
