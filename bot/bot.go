package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
)

// Conversation is what an adapter talks to; *Bot is one. All methods are safe
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
	Arg         string // what the argument is called, "" if it takes none
}

// Bot is the conversation of one process with all its people. Make it with
// New; Close it in the end. It is safe for concurrent use.
type Bot struct {
	cfg    Config
	lib    Library
	log    *slog.Logger
	admins map[UserKey]bool

	byPerson, byChat, byPress *limiter
	work                      *workshop
	sessions                  *sessions
	people                    *people
	gaps                      *gapBook
	votes                     *votes // thumbs
	asked                     *votes // questions without an answer
	settings                  *SettingsStore
	catalogues                catalogues
	samples                   samples
	tally                     tally

	alerted atomic.Bool // the admins were told that the index is old
	refused string      // why Renew was refused last; the admins were told
	locales sync.Map    // UserKey of an admin → the platform's language tag
}

var _ Conversation = (*Bot)(nil)

// New returns a bot that answers from lib. It reads what is kept in
// Config.DataDir; what cannot be read there is put aside and logged, no error.
func New(cfg Config, lib Library) (*Bot, error) {
	cfg = cfg.withDefaults()
	b := &Bot{
		cfg: cfg, lib: lib, log: cfg.Log, admins: make(map[UserKey]bool),
		byPerson: newLimiter(cfg.Limits.Person), byChat: newLimiter(cfg.Limits.Chat), byPress: newLimiter(cfg.Limits.Press),
		work: newWorkshop(cfg.Limits), sessions: newSessions(), votes: newVotes(), asked: newVotes(),
	}
	for _, a := range cfg.Admins {
		b.admins[a] = true
	}
	b.people = openPeople(newStateFile(cfg.DataDir, "people.json"), b.log)
	b.gaps = openGaps(newStateFile(cfg.DataDir, "gaps.json"), cfg.GapRetention, b.log)
	var err error
	if b.settings, err = OpenSettings(cfg.DataDir, b.log); err != nil {
		return nil, fmt.Errorf("open settings: %w", err)
	}
	return b, nil
}

// Close saves what has not been saved yet. The bot must not be used after.
func (b *Bot) Close() error {
	if err := b.gaps.close(); err != nil {
		return fmt.Errorf("save gaps: %w", err)
	}
	return nil
}

// Settings is the store of chats' and guilds' settings in the data directory.
func (b *Bot) Settings() *SettingsStore { return b.settings }

// Admin tells whether a person is one of the configured admins.
func (b *Bot) Admin(who UserKey) bool { return b.admins[who] }

// Commands lists the commands for a menu, in the given language. Menus for
// everybody leave out those marked Admin.
func (b *Bot) Commands(lang string) []CommandInfo {
	t := textsOf(languageOfTag(lang))
	list := make([]CommandInfo, len(commands))
	for i := range commands {
		list[i] = commands[i].describe(t)
	}
	return list
}
