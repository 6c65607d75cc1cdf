package discord

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/commands"
	"articlebot/bot/internal/backoff"
)

// syncPauses are the waits before commands that could not be registered are tried
// again.
var syncPauses = backoff.Policy{First: 15 * time.Second, Last: time.Hour}

// syncCommands brings the registered commands up to date, global ones and
// those of the home guild. They are written only where they differ, and never
// deleted when the bot stops.
func (a *Adapter) syncCommands(ctx context.Context) {
	a.syncScope(ctx, "", commands.Global(a.conv, a.cfg.Languages, a.cfg.MaxQuestion))
	if a.cfg.HomeGuild != "" {
		a.syncScope(ctx, api.Snowflake(a.cfg.HomeGuild), commands.Home(a.conv, a.cfg.Languages))
	}
}

// syncScope brings one scope up to date, trying again as long as the reason is
// not in what is registered.
func (a *Adapter) syncScope(ctx context.Context, guild api.Snowflake, want []api.Command) {
	for n := 1; ; n++ {
		err := a.syncOnce(ctx, guild, want)
		var refused *api.Error
		if err == nil || errors.As(err, &refused) && refused.Status >= 400 && refused.Status < 500 && refused.Status != http.StatusTooManyRequests {
			return
		}
		if a.cfg.Sleep(ctx, syncPauses.Pause(n)) != nil {
			return
		}
	}
}

// syncOnce brings one scope up to date and remembers the commands' ids.
func (a *Adapter) syncOnce(ctx context.Context, guild api.Snowflake, want []api.Command) error {
	_, app := a.identity()
	have, err := a.api.Commands(ctx, app, guild)
	if err != nil {
		a.log.Warn("discord commands cannot be read, so they are written", "guild", guild, "err", err)
	} else {
		want = append(want, commands.Foreign(have)...)
	}
	if err != nil || !commands.Same(have, want) {
		if have, err = a.api.SetCommands(ctx, app, guild, want); err != nil {
			hint := "the commands stay as they are"
			if api.HasCode(err, api.CodeMissingAccess) {
				hint = "invite the bot to the home guild with the scope applications.commands"
			}
			a.failed("registration of commands", err, "guild", guild, "hint", hint)
			return err
		}
		a.log.Info("discord commands registered", "guild", guild, "commands", len(have))
	}
	a.remember(have)
	return nil
}

// remember keeps the ids of commands, so that texts can mention them.
func (a *Adapter) remember(list []api.Command) {
	a.mu.Lock()
	defer a.mu.Unlock()
	ids := maps.Clone(a.mentions) // readers hold the old one
	if ids == nil {
		ids = map[string]api.Snowflake{}
	}
	for _, c := range list {
		if c.ID != "" && (c.Type == discordgo.ChatApplicationCommand || c.Type == 0) {
			ids[c.Name] = c.ID
		}
	}
	a.mentions = ids
}
