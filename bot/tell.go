package bot

import (
	"context"
	"errors"
	"strings"
)

// Teller brings a reply to where nobody has just asked: to a person ("telegram:5",
// as NewUserKey makes it) or to a channel (ChannelKey). It returns when it is
// there. The error tells what may be done about it: ErrUnreachable, ErrNotTold, or
// any other, after which it may have arrived.
type Teller interface {
	Tell(ctx context.Context, to ChatKey, r Reply) error
}

// What Tell fails with.
var (
	// ErrUnreachable: the platform refuses for good: the bot was blocked, the
	// chat is gone.
	ErrUnreachable = errors.New("nobody can be reached there any more")
	// ErrNotTold: nothing has arrived, and a later try may succeed.
	ErrNotTold = errors.New("not told")
)

// channelMark tells a channel's key from a person's.
const channelMark = "channel"

// ChannelKey returns the key of a channel as one place for everybody in it.
func ChannelKey(p Platform, id string) ChatKey { return NewChatKey(p, channelMark, id) }

// Channel returns the platform's id of what ChannelKey named.
func (k ChatKey) Channel() (id string, ok bool) {
	parts := strings.SplitN(string(k), ":", 3)
	if len(parts) != 3 || parts[1] != channelMark {
		return "", false
	}
	return parts[2], true
}

// Platform is the one that the key is of.
func (k ChatKey) Platform() Platform {
	p, _, _ := strings.Cut(string(k), ":")
	return Platform(p)
}

// Person tells whether the key is a person's: Telegram numbers groups and
// channels, in whose name people may write, below zero.
func (k UserKey) Person() bool {
	_, id, _ := strings.Cut(string(k), ":")
	return id != "" && !strings.HasPrefix(id, "-")
}
