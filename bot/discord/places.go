package discord

import (
	"context"

	"articlebot/bot/discord/api"
)

// maxPlaces bounds the channels and threads that are remembered.
const maxPlaces = 50_000

// place is what is known of a channel or thread.
type place struct {
	parent api.Snowflake // of a thread; "" for a channel
	joined bool          // the bot takes part in the thread
	locked bool
	name   string // of a thread
}

// places remembers channels and threads from the gateway, and asks where it
// does not know. It is safe for concurrent use.
type places struct {
	api   *api.Client
	known *recent[api.Snowflake, place]
}

func newPlaces(client *api.Client) *places {
	return &places{api: client, known: newRecent[api.Snowflake, place](maxPlaces)}
}

// note remembers a channel as an event shows it.
func (p *places) note(c *api.Channel) {
	if c == nil || c.ID == "" {
		return
	}
	if !c.IsThread() {
		p.known.add(c.ID, place{})
		return
	}
	old, _ := p.known.get(c.ID)
	now := place{parent: c.ParentID, joined: old.joined || c.Member != nil, name: c.Name}
	if c.Metadata != nil {
		now.locked = c.Metadata.Locked
	}
	p.known.add(c.ID, now)
}

// join remembers whether the bot takes part in a thread.
func (p *places) join(thread api.Snowflake, joined bool) {
	if old, ok := p.known.get(thread); ok && old.parent != "" {
		old.joined = joined
		p.known.add(thread, old)
	}
}

// find returns what is known of a channel, after asking Discord if nothing is.
func (p *places) find(ctx context.Context, channel api.Snowflake) (place, error) {
	if known, ok := p.known.get(channel); ok {
		return known, nil
	}
	c, err := p.api.Channel(ctx, channel)
	if err != nil {
		return place{}, err
	}
	if c.ID == "" {
		c.ID = channel
	}
	p.note(c)
	known, _ := p.known.get(channel)
	return known, nil
}
