package bot

import "context"

// Conversation is what an adapter talks to; dialogue.Bot is one. All methods are safe
// for concurrent use and never panic.
type Conversation interface {
	// Handle returns the reply to a message; of Kind Silent if none is due.
	Handle(ctx context.Context, m Message) Reply
	// Press returns what a pressed button does.
	Press(ctx context.Context, p Press) PressReply
	// Suggest returns up to limit titles for what a person has typed so far,
	// for autocompletion; the first ones for an empty prefix.
	Suggest(ctx context.Context, typed string, limit int) []Title
	// Results answers with up to limit single-card replies for the same
	// question, best first, for inline queries. None where nothing answers.
	// They have no buttons and are not counted against limits.
	Results(ctx context.Context, m Message, limit int) []Reply
	// Commands lists the commands for a menu, in the given language.
	Commands(lang string) []CommandInfo
}

// CommandInfo describes a command for a platform's menu.
type CommandInfo struct {
	Name        string // canonical, ASCII: "ask"
	LocalName   string // in the language asked for, NFC, no spaces: "hỏi"
	Description string // at most 100 characters
	Admin       bool
	Personal    bool   // the reply is for whoever asks alone
	Arg         string // what the argument is called, "" if it takes none
}
