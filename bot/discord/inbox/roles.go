package inbox

import (
	"context"

	"articlebot/bot/discord/api"
)

// Roles remembers the role that Discord makes for the bot in each server: people
// mention it for the bot, which has the same name. It is safe for concurrent use.
type Roles struct {
	own    *Recent[api.Snowflake, api.Snowflake]
	looked *Recent[api.Snowflake, struct{}] // the servers whose roles have been seen
}

// NewRoles returns a memory without roles.
func NewRoles() *Roles {
	return &Roles{own: NewRecent[api.Snowflake, api.Snowflake](maxGuilds), looked: NewRecent[api.Snowflake, struct{}](maxGuilds)}
}

// Seen notes that all roles of a server have been looked at.
func (r *Roles) Seen(guild api.Snowflake) { r.looked.Add(guild, struct{}{}) }

// Look asks for the roles of a server that have not been seen: a session that was
// resumed from another process does not tell of them.
func (r *Roles) Look(ctx context.Context, client *api.Client, guild, self api.Snowflake) error {
	if _, seen := r.looked.Get(guild); seen || guild == "" {
		return nil
	}
	list, err := client.Roles(ctx, guild)
	if err != nil {
		return err
	}
	for _, role := range list {
		r.Note(guild, self, role)
	}
	r.Seen(guild)
	return nil
}

// Note looks at a role of a server; self is the bot.
func (r *Roles) Note(guild, self api.Snowflake, role api.Role) {
	if self != "" && guild != "" && role.Tags.BotID == self {
		r.own.Add(guild, role.ID)
	}
}

// Own is the bot's role in a server, "" if none is known.
func (r *Roles) Own(guild api.Snowflake) api.Snowflake {
	id, _ := r.own.Get(guild)
	return id
}
