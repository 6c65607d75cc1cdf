package commands

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot/discord/api"
)

// entryPoint is the command that opens an Activity. Discord makes it by itself
// and refuses an overwrite that leaves it out.
const entryPoint discordgo.ApplicationCommandType = 4

// Foreign are the registered commands that are not ours to remove.
func Foreign(have []api.Command) []api.Command {
	var out []api.Command
	for _, c := range have {
		if c.Type == entryPoint {
			out = append(out, c)
		}
	}
	return out
}

// Same compares what matters of two lists, in any order.
func Same(have, want []api.Command) bool {
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
