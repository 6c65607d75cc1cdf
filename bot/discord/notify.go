package discord

import (
	"context"
	"fmt"
	"strings"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
)

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
