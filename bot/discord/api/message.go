package api

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// Message is a message to send, or the whole new state of one to edit. Its
// JSON always says that nobody is pinged: there is no field for it, so no
// caller can forget it.
type Message struct {
	// Content is at most 2,000 code points. On an edit "" clears it.
	Content string
	// Embeds are at most 10 with 6,000 code points together.
	Embeds []*discordgo.MessageEmbed
	// Components are at most 5 rows.
	Components []discordgo.ActionsRow
	// Ephemeral shows the message to one person only. It has a meaning only in
	// the first response to an interaction and in follow-ups.
	Ephemeral bool
	// ReplyTo is the message that a new message in a channel replies to. The
	// message is sent even if that one is gone.
	ReplyTo Snowflake
	// Nonce, at most 25 characters, makes Discord return the first message
	// where a second one with the same nonce is posted.
	Nonce string
}

// MarshalJSON writes all lists, empty ones as [], so that an edit replaces the
// whole message.
func (m Message) MarshalJSON() ([]byte, error) {
	body := messageBody{
		Content:         m.Content,
		Embeds:          m.Embeds,
		Components:      m.Components,
		AllowedMentions: mentions{Parse: []string{}},
		Nonce:           m.Nonce,
		EnforceNonce:    m.Nonce != "",
	}
	if body.Embeds == nil {
		body.Embeds = []*discordgo.MessageEmbed{}
	}
	if body.Components == nil {
		body.Components = []discordgo.ActionsRow{}
	}
	if m.Ephemeral {
		body.Flags = FlagEphemeral
	}
	if m.ReplyTo != "" {
		body.Reference = &reference{MessageID: m.ReplyTo}
	}
	return json.Marshal(body)
}

type messageBody struct {
	Content         string                    `json:"content"`
	Embeds          []*discordgo.MessageEmbed `json:"embeds"`
	Components      []discordgo.ActionsRow    `json:"components"`
	AllowedMentions mentions                  `json:"allowed_mentions"`
	Flags           int                       `json:"flags,omitempty"`
	Reference       *reference                `json:"message_reference,omitempty"`
	Nonce           string                    `json:"nonce,omitempty"`
	EnforceNonce    bool                      `json:"enforce_nonce,omitempty"`
}

// mentions is Discord's allowed_mentions. Parse must be [], not null: an
// absent list means that everything pings.
type mentions struct {
	Parse       []string `json:"parse"`
	RepliedUser bool     `json:"replied_user"`
}

type reference struct {
	MessageID Snowflake `json:"message_id"`
	// FailIfNotExists is false on purpose: a reply to a deleted question is
	// still an answer.
	FailIfNotExists bool `json:"fail_if_not_exists"`
}

// FlagEphemeral is the message flag of what one person sees,
// https://discord.com/developers/docs/resources/message#message-object-message-flags.
const FlagEphemeral = int(discordgo.MessageFlagsEphemeral)

// Received is a message as it comes in. What a server leaves out is zero, and
// what this bot does not need is not decoded.
type Received struct {
	ID        Snowflake `json:"id"`
	ChannelID Snowflake `json:"channel_id"`
	GuildID   Snowflake `json:"guild_id"`
	Type      int       `json:"type"`
	Content   string    `json:"content"`
	Author    *User     `json:"author"`
	WebhookID Snowflake `json:"webhook_id"`
	Mentions  []User    `json:"mentions"`
	Embeds    []Embed   `json:"embeds"`
	Flags     int       `json:"flags"`
	// MentionRoles are the roles that are mentioned.
	MentionRoles []Snowflake       `json:"mention_roles"`
	Attachments  []json.RawMessage `json:"attachments"`
	Stickers     []json.RawMessage `json:"sticker_items"`
	Components   []Component       `json:"components"`
	Poll         *Poll             `json:"poll"`
	// Snapshots are the messages that were forwarded.
	Snapshots []struct {
		Message *Received `json:"message"`
	} `json:"message_snapshots"`
	// EditedAt is "" for a message that was never edited.
	EditedAt string `json:"edited_timestamp"`
	// ReferencedMessage is the message replied to, nil if it is gone.
	ReferencedMessage *Received `json:"referenced_message"`
	Reference         *struct {
		MessageID Snowflake `json:"message_id"`
	} `json:"message_reference"`
}

// Embed is the text of a received embed.
type Embed struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	Fields      []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

// Component is a part of a received message or a filled-in form,
// https://discord.com/developers/docs/components/reference.
type Component struct {
	Content    string // of a text display
	CustomID   string
	Value      string      // of a text input
	Components []Component // those in it
}

// UnmarshalJSON reads what is read of any component; what has another shape than
// it should is left out, for a message holds more than its components.
func (c *Component) UnmarshalJSON(b []byte) error {
	var fields map[string]json.RawMessage
	if json.Unmarshal(b, &fields) != nil {
		return nil
	}
	for name, to := range map[string]*string{"content": &c.Content, "custom_id": &c.CustomID, "value": &c.Value} {
		_ = json.Unmarshal(fields[name], to)
	}
	_ = json.Unmarshal(fields["components"], &c.Components)
	var one Component // a label holds one, without a list
	if raw := fields["component"]; raw != nil && json.Unmarshal(raw, &one) == nil {
		c.Components = append(c.Components, one)
	}
	return nil
}

// Poll is the question of a poll.
type Poll struct {
	Question struct {
		Text string `json:"text"`
	} `json:"question"`
}

// Role is a role of a server, and whose it is.
type Role struct {
	ID   Snowflake `json:"id"`
	Tags struct {
		BotID Snowflake `json:"bot_id"`
	} `json:"tags"`
}

// User is a person or a bot.
type User struct {
	ID     Snowflake `json:"id"`
	Name   string    `json:"username"`
	Bot    bool      `json:"bot"`
	System bool      `json:"system"`
	Locale string    `json:"locale"`
}

// Ephemeral tells whether only one person sees the message.
func (m *Received) Ephemeral() bool { return m.Flags&FlagEphemeral != 0 }

// From tells whether the message was written by that user.
func (m *Received) From(user Snowflake) bool {
	return m != nil && m.Author != nil && user != "" && m.Author.ID == user
}
