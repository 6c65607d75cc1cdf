package discord

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot/discord/api"
)

// syncAgain is the wait before commands that could not be registered are tried
// again; it doubles up to syncAtMost.
const (
	syncAgain  = 15 * time.Second
	syncAtMost = time.Hour
)

// syncCommands brings the registered commands up to date, global ones and
// those of the home guild. They are written only where they differ, and never
// deleted when the bot stops.
func (a *Adapter) syncCommands(ctx context.Context) {
	a.syncScope(ctx, "", globalCommands(a.conv, a.cfg.MaxQuestion))
	if a.cfg.HomeGuild != "" {
		a.syncScope(ctx, api.Snowflake(a.cfg.HomeGuild), homeCommands(a.conv))
	}
}

// syncScope brings one scope up to date, trying again as long as the reason is
// not in what is registered.
func (a *Adapter) syncScope(ctx context.Context, guild api.Snowflake, want []api.Command) {
	for wait := syncAgain; ; wait = min(2*wait, syncAtMost) {
		err := a.syncOnce(ctx, guild, want)
		var refused *api.Error
		if err == nil || errors.As(err, &refused) && refused.Status >= 400 && refused.Status < 500 && refused.Status != http.StatusTooManyRequests {
			return
		}
		if a.pause(ctx, wait) != nil {
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
		want = append(want, foreign(have)...)
	}
	if err != nil || !sameCommands(have, want) {
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

// entryPoint is the command that opens an Activity. Discord makes it by itself
// and refuses an overwrite that leaves it out.
const entryPoint discordgo.ApplicationCommandType = 4

// foreign are the registered commands that are not ours to remove.
func foreign(have []api.Command) []api.Command {
	var out []api.Command
	for _, c := range have {
		if c.Type == entryPoint {
			out = append(out, c)
		}
	}
	return out
}

// sameCommands compares what matters of two lists, in any order.
func sameCommands(have, want []api.Command) bool {
	if len(have) != len(want) {
		return false
	}
	scoped := make([]api.Command, len(have))
	for i, c := range have {
		scoped[i] = c
		if !hasContexts(want) { // commands of a guild have none of their own
			scoped[i].IntegrationTypes, scoped[i].Contexts = nil, nil
		}
	}
	return maps.Equal(fingerprints(scoped), fingerprints(want))
}

func hasContexts(list []api.Command) bool {
	return slices.ContainsFunc(list, func(c api.Command) bool { return c.Contexts != nil })
}

// commandKey names a command; names are unique per type.
type commandKey struct {
	typ  discordgo.ApplicationCommandType
	name string
}

func fingerprints(list []api.Command) map[commandKey]string {
	out := make(map[commandKey]string, len(list))
	for _, c := range list {
		c.ID = ""
		if c.Type == 0 {
			c.Type = discordgo.ChatApplicationCommand
		}
		if c.DefaultMemberPermissions != nil && *c.DefaultMemberPermissions == "" {
			c.DefaultMemberPermissions = nil
		}
		b, err := json.Marshal(c)
		if err != nil {
			return nil
		}
		out[commandKey{c.Type, c.Name}] = string(b)
	}
	return out
}
