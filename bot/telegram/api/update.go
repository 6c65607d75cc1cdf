package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// AllowedUpdates are the kinds that are asked for, always named in full: a
// request without them keeps the list of an older deploy,
// https://core.telegram.org/bots/api#getupdates.
const AllowedUpdates = `["message","edited_message","callback_query","inline_query","guest_message","my_chat_member"]`

// Update is what is read of an Update, https://core.telegram.org/bots/api#update.
// The library's own lacks several kinds, and one odd field of one update makes
// it lose the whole batch.
type Update struct {
	Message  *Message       `json:"message"`
	Edited   *Message       `json:"edited_message"`
	Guest    *Message       `json:"guest_message"`
	Callback *CallbackQuery `json:"callback_query"`
	Inline   *InlineQuery   `json:"inline_query"`
	Member   *MemberUpdate  `json:"my_chat_member"`
}

// Message is what is read of a Message, https://core.telegram.org/bots/api#message.
type Message struct {
	ID              int64          `json:"message_id"` // 0 of one that only two see
	Ephemeral       int64          `json:"ephemeral_message_id"`
	Thread          int64          `json:"message_thread_id"`
	IsTopic         bool           `json:"is_topic_message"`
	Direct          *directTopic   `json:"direct_messages_topic"`
	From            *user          `json:"from"`
	SenderChat      *chat          `json:"sender_chat"`
	Date            int64          `json:"date"`
	EditDate        int64          `json:"edit_date"`
	Chat            *chat          `json:"chat"`
	Text            string         `json:"text"`
	Entities        []Entity       `json:"entities"`
	Caption         string         `json:"caption"`
	CaptionEntities []Entity       `json:"caption_entities"`
	ReplyTo         *Message       `json:"reply_to_message"`
	ViaBot          *user          `json:"via_bot"`
	AutoForward     bool           `json:"is_automatic_forward"`
	Forward         *forwardOrigin `json:"forward_origin"`
	GuestQuery      string         `json:"guest_query_id"`
	MigrateTo       int64          `json:"migrate_to_chat_id"`
	MigrateFrom     int64          `json:"migrate_from_chat_id"`
	Album           string         `json:"media_group_id"`
	Quote           *quote         `json:"quote"`
	External        *external      `json:"external_reply"`
	Poll            *poll          `json:"poll"`
	Checklist       *checklist     `json:"checklist"`
	media
}

// media are the kinds of messages that people send and that have no words of
// their own.
type media struct {
	Photo     json.RawMessage `json:"photo"`
	Voice     json.RawMessage `json:"voice"`
	Video     json.RawMessage `json:"video"`
	Document  json.RawMessage `json:"document"`
	Sticker   json.RawMessage `json:"sticker"`
	Audio     json.RawMessage `json:"audio"`
	VideoNote json.RawMessage `json:"video_note"`
	Animation json.RawMessage `json:"animation"`
	LivePhoto json.RawMessage `json:"live_photo"`
	PaidMedia json.RawMessage `json:"paid_media"`
	Story     json.RawMessage `json:"story"`
	Location  json.RawMessage `json:"location"`
	Venue     json.RawMessage `json:"venue"`
	Contact   json.RawMessage `json:"contact"`
	Dice      json.RawMessage `json:"dice"`
	Game      json.RawMessage `json:"game"`
	Invoice   json.RawMessage `json:"invoice"`
	Giveaway  json.RawMessage `json:"giveaway"`
	Winners   json.RawMessage `json:"giveaway_winners"`
	Rich      json.RawMessage `json:"rich_message"`
}

// quote is the part of a message that a reply points at,
// https://core.telegram.org/bots/api#textquote.
type quote struct {
	Text     string   `json:"text"`
	Entities []Entity `json:"entities"`
}

// external is what is known of a message of another chat that was replied to,
// https://core.telegram.org/bots/api#externalreplyinfo. Its text is not.
type external struct {
	Poll      *poll      `json:"poll"`
	Checklist *checklist `json:"checklist"`
}

type poll struct {
	Question string   `json:"question"`
	Entities []Entity `json:"question_entities"`
}

type checklist struct {
	Title    string   `json:"title"`
	Entities []Entity `json:"title_entities"`
}

// Said is what a message says, and its entities: its text or caption, a poll's
// question or a checklist's title.
func (m *Message) Said() (string, []Entity) {
	switch {
	case m.Text != "":
		return m.Text, m.Entities
	case m.Caption != "":
		return m.Caption, m.CaptionEntities
	}
	return listed(m.Poll, m.Checklist)
}

func listed(p *poll, c *checklist) (string, []Entity) {
	switch {
	case p != nil:
		return p.Question, p.Entities
	case c != nil:
		return c.Title, c.Entities
	}
	return "", nil
}

// Pointed is what a message points at by replying: the quoted part, or what is
// known of a message of another chat.
func (m *Message) Pointed() (string, []Entity) {
	switch {
	case m.Quote != nil && m.Quote.Text != "":
		return m.Quote.Text, m.Quote.Entities
	case m.External != nil:
		return listed(m.External.Poll, m.External.Checklist)
	}
	return "", nil
}

// Media reports a message of a person that has no words but is no service
// message either.
func (m *Message) Media() bool {
	c := &m.media
	for _, raw := range []json.RawMessage{
		c.Photo, c.Voice, c.Video, c.Document, c.Sticker, c.Audio, c.VideoNote, c.Animation, c.LivePhoto, c.PaidMedia,
		c.Story, c.Location, c.Venue, c.Contact, c.Dice, c.Game, c.Invoice, c.Giveaway, c.Winners, c.Rich,
	} {
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			return true
		}
	}
	return m.Poll != nil || m.Checklist != nil
}

// Topic is the thread to name when talking to the message's chat, 0 for none.
// Replies in plain supergroups carry a thread id that must not be echoed.
func (m *Message) Topic() int64 {
	if m.IsTopic {
		return m.Thread
	}
	return 0
}

// directTopic is one person's talk with a channel, in its direct messages,
// https://core.telegram.org/bots/api#directmessagestopic.
type directTopic struct {
	ID int64 `json:"topic_id"`
}

// DirectTopic is the topic of a channel's direct messages that the message is in, 0
// for none. It must be named in whatever is sent there.
func (m *Message) DirectTopic() int64 {
	if m.Direct == nil {
		return 0
	}
	return m.Direct.ID
}

// Sent is when the message was sent.
func (m *Message) Sent() time.Time { return time.Unix(m.Date, 0) }

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Username string `json:"username"`
	Language string `json:"language_code"`
}

type chat struct {
	ID   ident  `json:"id"`
	Type string `json:"type"`
}

func (c *chat) Private() bool { return c.Type == "private" }

// ident is a chat's id. Some servers write it as a string.
type ident int64

// UnmarshalJSON reads a number or a number in quotes.
func (i *ident) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseInt(string(bytes.Trim(b, `"`)), 10, 64)
	if err != nil {
		return fmt.Errorf("parse chat id: %w", strconv.ErrSyntax)
	}
	*i = ident(n)
	return nil
}

// Entity is a marked part of a text, in UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	User   *user  `json:"user"`
	URL    string `json:"url"`
}

type forwardOrigin struct {
	Type string `json:"type"`
}

// CallbackQuery is a pressed button, https://core.telegram.org/bots/api#callbackquery.
type CallbackQuery struct {
	ID            string   `json:"id"`
	From          *user    `json:"from"`
	Message       *Message `json:"message"`
	InlineMessage string   `json:"inline_message_id"`
	ChatInstance  string   `json:"chat_instance"`
	Data          string   `json:"data"`
}

// InlineQuery is what a person types after the bot's name,
// https://core.telegram.org/bots/api#inlinequery.
type InlineQuery struct {
	ID     string `json:"id"`
	From   *user  `json:"from"`
	Query  string `json:"query"`
	Offset string `json:"offset"`
}

// MemberUpdate is a change of the bot's own membership of a chat,
// https://core.telegram.org/bots/api#chatmemberupdated.
type MemberUpdate struct {
	Chat *chat      `json:"chat"`
	From *user      `json:"from"`
	Old  membership `json:"old_chat_member"`
	New  membership `json:"new_chat_member"`
}

// membership is a ChatMember, https://core.telegram.org/bots/api#chatmember.
type membership struct {
	Status  string `json:"status"`
	Member  bool   `json:"is_member"`         // of one that is restricted
	MayText bool   `json:"can_send_messages"` // the same
}

// In tells whether the member is in the chat.
func (m membership) In() bool {
	switch m.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return m.Member
	}
	return false
}

// Writes tells whether the member may write there.
func (m membership) Writes() bool { return m.In() && (m.Status != "restricted" || m.MayText) }

// Group tells chats of several people.
func (c *chat) Group() bool { return c.Type == "group" || c.Type == "supergroup" }

// DecodeUpdate reads one update. Its error says no more than the field at
// fault.
func DecodeUpdate(raw json.RawMessage) (Update, error) {
	var u Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return Update{}, fmt.Errorf("decode update: %w", shapeOnly(err))
	}
	return u, nil
}

// UpdateID reads the id of an update alone, 0 where it cannot be read.
func UpdateID(raw json.RawMessage) int64 {
	var u struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return 0
	}
	return u.ID
}

// UpdateChat reads the chat that an update is about alone, 0 where it is about
// none or cannot be read.
func UpdateChat(raw json.RawMessage) int64 {
	type in struct {
		Chat struct {
			ID ident `json:"id"`
		} `json:"chat"`
	}
	var u struct {
		Message  in `json:"message"`
		Edited   in `json:"edited_message"`
		Member   in `json:"my_chat_member"`
		Callback struct {
			Message in `json:"message"`
		} `json:"callback_query"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return 0
	}
	return int64(cmp.Or(u.Message.Chat.ID, u.Edited.Chat.ID, u.Member.Chat.ID, u.Callback.Message.Chat.ID))
}

// shapeOnly keeps of a decoding error what cannot quote a person.
func shapeOnly(err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("field %q is not %s", e.Field, e.Type)
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("syntax error at byte %d", e.Offset)
	}
	return fmt.Errorf("unexpected shape")
}
