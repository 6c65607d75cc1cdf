package discord

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot/discord/api"
)

// syncCommands brings the registered commands up to date, global ones and
// those of the home guild. They are written only where they differ, and never
// deleted when the bot stops.
func (a *Adapter) syncCommands(ctx context.Context) {
	ids := map[string]api.Snowflake{}
	a.syncScope(ctx, "", globalCommands(a.conv, a.cfg.MaxQuestion), ids)
	if a.cfg.HomeGuild != "" {
		a.syncScope(ctx, api.Snowflake(a.cfg.HomeGuild), homeCommands(a.conv), ids)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.mentions = ids
}

// syncScope brings one scope up to date and adds the commands' ids.
func (a *Adapter) syncScope(ctx context.Context, guild api.Snowflake, want []api.Command, ids map[string]api.Snowflake) {
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
			return
		}
		a.log.Info("discord commands registered", "guild", guild, "commands", len(have))
	}
	for _, c := range have {
		if c.Type == discordgo.ChatApplicationCommand || c.Type == 0 {
			ids[c.Name] = c.ID
		}
	}
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
