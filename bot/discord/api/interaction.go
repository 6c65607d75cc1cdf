package api

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// InteractionType says what a person did.
type InteractionType int

// The types of interactions,
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type.
const (
	CommandUsed      InteractionType = 2
	ComponentPressed InteractionType = 3
	OptionTyped      InteractionType = 4 // autocomplete
	ModalSubmitted   InteractionType = 5
)

// Interaction is a used command, a pressed button or a half-typed option.
type Interaction struct {
	ID            Snowflake       `json:"id"`
	ApplicationID Snowflake       `json:"application_id"`
	Type          InteractionType `json:"type"`
	Token         string          `json:"token"`
	GuildID       Snowflake       `json:"guild_id"`
	ChannelID     Snowflake       `json:"channel_id"`
	Channel       *Channel        `json:"channel"`
	Member        *Member         `json:"member"` // in guilds
	User          *User           `json:"user"`   // in direct messages
	Locale        string          `json:"locale"`
	Message       *Received       `json:"message"` // the one under the button
	Data          InteractionData `json:"data"`
	Context       int             `json:"context"`
	// Owners tells where the app is installed: key "0" is the guild, "1" the
	// person, https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object.
	Owners map[string]Snowflake `json:"authorizing_integration_owners"`
}

// Member is a person in a guild.
type Member struct {
	User        *User     `json:"user"`
	Permissions Snowflake `json:"permissions"` // bit set, decimal
}

// InteractionData is what was used: fields for commands and for components.
type InteractionData struct {
	Name     string    `json:"name"`
	Type     int       `json:"type"` // of command: 1 slash, 3 message
	TargetID Snowflake `json:"target_id"`
	Options  []Option  `json:"options"`
	Resolved struct {
		Messages map[Snowflake]*Received `json:"messages"`
		Channels map[Snowflake]*Channel  `json:"channels"`
	} `json:"resolved"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"`
	// Components are those of a form, filled in.
	Components []Component `json:"components"`
}

// Option is one filled-in option of a command.
type Option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []Option        `json:"options"`
}

// Asker returns who did it, nil if the server did not tell.
func (i *Interaction) Asker() *User {
	if i.Member != nil && i.Member.User != nil {
		return i.Member.User
	}
	return i.User
}

// contextGroup is where people talk to each other outside of guilds, and the
// bot is brought along by one of them,
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types.
const contextGroup = 2

// Direct tells whether nobody but the person and the bot can see the place.
func (i *Interaction) Direct() bool { return i.GuildID == "" && i.Context != contextGroup }

// Permits tells whether the person has one of the permission bits in the
// channel.
func (i *Interaction) Permits(bits uint64) bool {
	return i.Member != nil && i.Member.Permissions.Uint64()&bits != 0
}

// Installed tells whether the bot is a member of the guild, rather than
// brought along by the person who uses it. Where the server says nothing it
// is taken for a member.
func (i *Interaction) Installed() bool {
	if len(i.Owners) == 0 {
		return true
	}
	_, ok := i.Owners["0"]
	return ok
}

// Text returns the option's value as text: what a person typed, also for
// numbers, which arrive as strings while they are typed.
func (d InteractionData) Text(name string) string {
	for _, o := range d.Options {
		if o.Name == name {
			return o.Text()
		}
	}
	return ""
}

// Bool returns the option's value and whether it was given.
func (d InteractionData) Bool(name string) (value, given bool) {
	for _, o := range d.Options {
		if o.Name == name {
			return o.Text() == "true", true
		}
	}
	return false, false
}

// Focus returns the option that is being typed.
func (d InteractionData) Focus() (Option, bool) {
	for _, o := range d.Options {
		if o.Focused {
			return o, true
		}
	}
	return Option{}, false
}

// Text returns the value without the quotes of a JSON string.
func (o Option) Text() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	return string(o.Value)
}

// ResponseType is how an interaction is responded to.
type ResponseType int

// The response types,
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type.
const (
	Answer        ResponseType = 4
	DeferAnswer   ResponseType = 5 // "thinking…"
	DeferUpdate   ResponseType = 6
	UpdateMessage ResponseType = 7
	Choices       ResponseType = 8
	OpenForm      ResponseType = 9 // a modal
)

// Response is the first response to an interaction.
type Response struct {
	Type ResponseType `json:"type"`
	Data any          `json:"data,omitempty"`
}

// Respond answers with a new message.
func Respond(m Message) Response { return Response{Type: Answer, Data: m} }

// Update replaces the message that the button is under.
func Update(m Message) Response { return Response{Type: UpdateMessage, Data: m} }

// Defer promises an answer. Its visibility cannot be changed any more.
func Defer(ephemeral bool) Response {
	if !ephemeral {
		return Response{Type: DeferAnswer}
	}
	return Response{Type: DeferAnswer, Data: struct {
		Flags int `json:"flags"`
	}{FlagEphemeral}}
}

// Choice is one suggestion while an option is typed.
type Choice struct {
	Name  string `json:"name"`  // 1-100 code points
	Value string `json:"value"` // at most 100
}

// Suggest answers a half-typed option with at most 25 choices.
func Suggest(choices []Choice) Response {
	if choices == nil {
		choices = []Choice{}
	}
	return Response{Type: Choices, Data: struct {
		Choices []Choice `json:"choices"`
	}{choices}}
}

// MaxInput is the most characters that a form's field takes.
const MaxInput = 4000

// Form opens a form of one field. Its title has at most 45 characters, and so
// has the field's label.
func Form(customID, title string, field discordgo.TextInput) Response {
	return Response{Type: OpenForm, Data: struct {
		CustomID   string                 `json:"custom_id"`
		Title      string                 `json:"title"`
		Components []discordgo.ActionsRow `json:"components"`
	}{customID, title, []discordgo.ActionsRow{{Components: []discordgo.MessageComponent{field}}}}}
}

// Permissions that the bot looks at,
// https://discord.com/developers/docs/topics/permissions.
const (
	PermissionAdministrator = uint64(discordgo.PermissionAdministrator)
	PermissionManageGuild   = uint64(discordgo.PermissionManageGuild)
	PermissionManageChannel = uint64(discordgo.PermissionManageChannels)
	PermissionManageMessage = uint64(discordgo.PermissionManageMessages)
)
