package discord

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/commands"
	"articlebot/bot/discord/render"
)

var _ bot.Teller = (*Adapter)(nil)

// Tell sends a reply to a person by direct message, or into a channel, and never
// twice. A person who takes no messages from the bot, and a channel that is gone
// or that it was shut out of, are bot.ErrUnreachable.
func (a *Adapter) Tell(ctx context.Context, to bot.ChatKey, r bot.Reply) error {
	err := a.tell(ctx, to, r)
	var refused *api.Error
	switch {
	case api.HasCode(err, api.CodeCannotDM, api.CodeUnknownUser, api.CodeUnknownChannel, api.CodeUnknownGuild, api.CodeMissingAccess):
		return fmt.Errorf("tell: %w: %w", bot.ErrUnreachable, err)
	case errors.As(err, &refused) && (refused.Unsent || refused.Status == http.StatusTooManyRequests):
		return fmt.Errorf("tell: %w: %w", bot.ErrNotTold, err)
	}
	return err
}

func (a *Adapter) tell(ctx context.Context, to bot.ChatKey, r bot.Reply) error {
	id, public := to.Channel()
	if !public {
		id = strings.TrimPrefix(string(to), string(bot.Discord)+":")
	}
	channel := api.Snowflake(id)
	if to.Platform() != bot.Discord || channel.Uint64() == 0 {
		return fmt.Errorf("tell %s: no place on Discord: %w", to, bot.ErrUnreachable)
	}
	var state render.State
	if !public {
		state.Asker = channel
		var err error
		if channel, err = a.api.OpenDM(ctx, channel); err != nil {
			return fmt.Errorf("open direct messages: %w", err)
		}
	}
	m := a.render(r, state)
	m.Nonce = rand.Text()[:maxNonce] // with one, a second try is shown only if the first was not
	if _, err := a.api.Send(ctx, channel, m); err != nil {
		return fmt.Errorf("send news: %w", err)
	}
	return nil
}

// Notify sends a reply to a person by direct message, such as an alert to an
// admin. A person who takes no messages from the bot gives an error.
func (a *Adapter) Notify(ctx context.Context, user bot.UserKey, r bot.Reply) error {
	id, ok := strings.CutPrefix(string(user), string(bot.Discord)+":")
	if !ok || api.Snowflake(id).Uint64() == 0 {
		return fmt.Errorf("notify %s: no Discord user", user)
	}
	if r.Kind == bot.Silent {
		return nil
	}
	channel, err := a.api.OpenDM(ctx, api.Snowflake(id))
	if err != nil {
		return fmt.Errorf("open direct messages: %w", err)
	}
	if _, err := a.api.Send(ctx, channel, a.render(r, render.State{Asker: api.Snowflake(id)})); err != nil {
		return fmt.Errorf("send direct message: %w", err)
	}
	return nil
}

// managed is the channel that the person who uses an interaction may have things
// told in, "" for none. What Discord shows or hides is not the check: this is.
func (a *Adapter) managed(i *api.Interaction) bot.ChatKey {
	const bits = api.PermissionManageChannel | api.PermissionManageMessage | api.PermissionManageGuild | api.PermissionAdministrator
	if i.GuildID == "" || !i.Installed() || !i.Permits(bits) {
		return ""
	}
	return bot.ChannelKey(bot.Discord, string(i.ChannelID))
}

// follow fills in what /follow names. refused tells that it is meant for the
// channel by somebody who may not have things told there.
func (a *Adapter) follow(i *api.Interaction, m *bot.Message) (refused bool) {
	m.Text = i.Data.Text(commands.OptionTopic)
	if here, _ := i.Data.Bool(commands.OptionHere); !here {
		return false
	}
	m.Manages = a.managed(i)
	return m.Manages == ""
}
