package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
)

// Notify sends a reply to a person who did not ask, such as an alert to an
// admin, and returns when it has been delivered. It is never sent twice: where
// its fate is unknown the error says so. The person must have written to the
// bot before.
func (a *Adapter) Notify(ctx context.Context, user bot.UserKey, r bot.Reply) error {
	id, err := strconv.ParseInt(strings.TrimPrefix(string(user), string(bot.Telegram)+":"), 10, 64)
	if err != nil {
		return fmt.Errorf("notify: %q is no person on Telegram", user)
	}
	return a.send(ctx, id, r)
}

// send brings a reply to a chat, once.
func (a *Adapter) send(ctx context.Context, chat int64, r bot.Reply) error {
	ended := make(chan outbox.Outcome, 1)
	j := &outbox.Job{To: outbox.Target{Chat: chat}, Class: outbox.Alerting, Once: true, Parts: render.Reply(r, render.Options{Languages: a.config.Languages}), Keys: render.NewKeyboard(r),
		Done: func(end outbox.Outcome) { ended <- end }}
	if len(j.Parts) == 0 {
		return errors.New("notify: nothing to show")
	}
	if err := a.outbox.Put(j); err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	select {
	case end := <-ended:
		if end.Err != nil {
			return fmt.Errorf("notify: %w", end.Err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("notify: %w", context.Cause(ctx))
	}
}
