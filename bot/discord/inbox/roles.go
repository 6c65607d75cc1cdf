package inbox

import "articlebot/bot/discord/api"

// Roles remembers the role that Discord makes for the bot in each server: people
// mention it for the bot, which has the same name. It is safe for concurrent use.
type Roles struct {
	own *Recent[api.Snowflake, api.Snowflake]
}

// NewRoles returns a memory without roles.
func NewRoles() *Roles { return &Roles{own: NewRecent[api.Snowflake, api.Snowflake](maxGuilds)} }

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
