package api

import "github.com/bwmarrin/discordgo"

// Command is an application command to register, or one that is registered.
type Command struct {
	ID                       Snowflake                        `json:"id,omitempty"`
	Type                     discordgo.ApplicationCommandType `json:"type"`
	Name                     string                           `json:"name"`
	NameLocalizations        map[string]string                `json:"name_localizations,omitempty"`
	Description              string                           `json:"description,omitempty"`
	DescriptionLocalizations map[string]string                `json:"description_localizations,omitempty"`
	Options                  []CommandOption                  `json:"options,omitempty"`
	// DefaultMemberPermissions hides the command from people without these
	// permissions. It is a convenience and never the check.
	DefaultMemberPermissions *Snowflake `json:"default_member_permissions,omitempty"`
	IntegrationTypes         []int      `json:"integration_types,omitempty"`
	Contexts                 []int      `json:"contexts,omitempty"`
	// Handler belongs to commands of other kinds that must survive an
	// overwrite, such as the entry point of an Activity.
	Handler int `json:"handler,omitempty"`
}

// CommandOption is an argument of a command.
type CommandOption struct {
	Type                     discordgo.ApplicationCommandOptionType `json:"type"`
	Name                     string                                 `json:"name"`
	NameLocalizations        map[string]string                      `json:"name_localizations,omitempty"`
	Description              string                                 `json:"description"`
	DescriptionLocalizations map[string]string                      `json:"description_localizations,omitempty"`
	Required                 bool                                   `json:"required,omitempty"`
	Autocomplete             bool                                   `json:"autocomplete,omitempty"`
	MinLength                int                                    `json:"min_length,omitempty"`
	MaxLength                int                                    `json:"max_length,omitempty"`
	Choices                  []CommandChoice                        `json:"choices,omitempty"`
	ChannelTypes             []discordgo.ChannelType                `json:"channel_types,omitempty"`
}

// CommandChoice is a fixed value of an option.
type CommandChoice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             string            `json:"value"`
}
