package bot

import (
	"time"

	"articlebot/retrieval/text"
)

// Platform names a chat platform, as it stands in keys and configuration.
type Platform string

// The platforms.
const (
	Telegram Platform = "telegram"
	Discord  Platform = "discord"
	Console  Platform = "console"
	Web      Platform = "web"
)

// UserKey names a person (or the anonymous "send as" identity that the
// platform shows instead) on one platform: "telegram:12345".
type UserKey string

// ChatKey names a conversation on one platform, topics and threads apart:
// "telegram:-100123", "telegram:-100123:7", "discord:42".
type ChatKey string

// NewUserKey returns the key of the platform's user id.
func NewUserKey(p Platform, id string) UserKey { return UserKey(string(p) + ":" + id) }

// NewChatKey returns the key of the platform's chat id, and of the topic or
// thread in it unless that is empty.
func NewChatKey(p Platform, chat, topic string) ChatKey {
	if topic != "" {
		chat += ":" + topic
	}
	return ChatKey(string(p) + ":" + chat)
}

// Message is one thing a person said to the bot. An adapter only builds it
// once it knows that the bot was spoken to.
type Message struct {
	Platform Platform
	// ID is the platform's id of the message, unique in its chat.
	ID   string
	Chat ChatKey
	User UserKey
	// Private tells a conversation with one person from a group's.
	Private bool
	// Text is what was said, without the mention or the command word that
	// addressed the bot.
	Text string
	// Command is the command's name in lower case without its slash, as typed
	// or chosen ("ask", "hoi"); "" for free text. Text then holds its arguments.
	Command string
	// Article restricts a question to one article, by ArticleID or its Key
	// (a chosen autocomplete entry, a deep link); "" for all.
	Article string
	// Locale is the language tag that the platform knows of the person ("vi",
	// "en-US"), "" if none.
	Locale string
	// Quoted is the text of the message that this one replies to, if that is
	// the bot's own; "" otherwise.
	Quoted string
	// Media tells that something without words was sent: a picture, a place, a
	// sticker. Text is what was said with it, often "".
	Media bool
	// Overheard marks what was said in the bot's hearing and not to it. It is
	// replied to only where the answer is sure.
	Overheard bool
	// Manages is the channel, by ChannelKey, that the person may manage and means;
	// "" for none. Only an adapter that has checked the person's rights sets it.
	Manages ChatKey
	// HowToAsk says, in a line, how the bot is spoken to where the message was
	// sent; nil where people just write.
	HowToAsk func(text.Language) string
	// Edited marks a new text for a message that was sent before.
	Edited bool
	Sent   time.Time
	// Progress, if set, may be called from Handle with a preliminary reply
	// that the adapter shows in the place of the final one. It is never called
	// after Handle has returned, nor concurrently.
	Progress func(Reply)
}

// Press is a pressed button or a chosen entry under one of the bot's replies.
type Press struct {
	Platform Platform
	Chat     ChatKey
	User     UserKey
	Private  bool
	Locale   string
	// Action is what the button carries, as Action.Encode made it. It comes
	// from the network and may be forged.
	Action string
	// Question is the question that the reply under the button answered, read
	// back from the platform's messages; "" if it cannot be had any more.
	Question string
	// Article is the restriction that the question had, as in Message.
	Article string
	// Manages is the channel that the button is in, where the person may manage
	// it, as in Message.
	Manages ChatKey
	// Progress is as in Message.
	Progress func(Reply)
}
