package dialogue

import (
	"articlebot/bot"
	"articlebot/bot/limit"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
)

var _ bot.Conversation = (*Bot)(nil)

// Bot is the conversation of one process with all its people. Make it with
// New; Close it in the end. It is safe for concurrent use.
type Bot struct {
	cfg    Config
	lib    bot.Library
	log    *slog.Logger
	admins map[bot.UserKey]bool

	byPerson, byChat, byPress *limit.Limiter
	work                      *limit.Workers
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

// New returns a bot that answers from lib. It reads what is kept in
// Config.DataDir; what cannot be read there is put aside and logged, no error.
func New(cfg Config, lib bot.Library) (*Bot, error) {
	cfg = cfg.WithDefaults()
	b := &Bot{
		cfg: cfg, lib: lib, log: cfg.Log, admins: make(map[bot.UserKey]bool),
		byPerson: limit.NewLimiter(cfg.Limits.Person), byChat: limit.NewLimiter(cfg.Limits.Chat), byPress: limit.NewLimiter(cfg.Limits.Press),
		work: limit.NewWorkers(cfg.Limits), sessions: newSessions(), votes: newVotes(), asked: newVotes(),
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
func (b *Bot) Admin(who bot.UserKey) bool { return b.admins[who] }

// Commands lists the commands for a menu, in the given language. Menus for
// everybody leave out those marked Admin.
func (b *Bot) Commands(lang string) []bot.CommandInfo {
	t := textsOf(languageOfTag(lang))
	list := make([]bot.CommandInfo, len(commands))
	for i := range commands {
		list[i] = commands[i].describe(t)
	}
	return list
}
