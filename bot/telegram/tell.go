package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
)

var _ bot.Teller = (*Adapter)(nil)

// Tell sends a reply to a person's private chat, after everything that somebody
// waits for, and never twice. A person who has never written to the bot, or who
// blocked it, is bot.ErrUnreachable.
func (a *Adapter) Tell(ctx context.Context, to bot.ChatKey, r bot.Reply) error {
	id, err := strconv.ParseInt(strings.TrimPrefix(string(to), string(bot.Telegram)+":"), 10, 64)
	if err != nil || id <= 0 {
		return fmt.Errorf("tell: %q is no person on Telegram: %w", to, bot.ErrUnreachable)
	}
	err = a.send(ctx, id, r)
	switch {
	case errors.Is(err, outbox.ErrGone):
		return fmt.Errorf("tell: %w: %w", bot.ErrUnreachable, err)
	case errors.Is(err, outbox.ErrBusy):
		return fmt.Errorf("tell: %w: %w", bot.ErrNotTold, err)
	}
	if len(render.Reply(r, render.Options{Languages: a.config.Languages})) > 1 {
		return err // some of it may have arrived
	}
	switch api.KindOf(err) {
	case api.Flood, api.NotSent, api.ServerTrouble, api.Unauthorized:
		return fmt.Errorf("tell: %w: %w", bot.ErrNotTold, err)
	}
	return err
}
