package dialogue

import (
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

var _ bot.Conversation = (*Bot)(nil)

// Bot is the conversation of one process with all its people. Make it with
// New; Close it in the end. It is safe for concurrent use.
type Bot struct {
	cfg  Config
	lib  bot.Library
	log  *slog.Logger
	live atomic.Pointer[live]

	byPerson, byChat, byPress *limit.Limiter
	work                      *limit.Workers
	sessions                  *sessions
	people                    *state.People
	gaps                      *state.GapBook
	votes                     *state.Votes // thumbs
	asked                     *state.Votes // questions without an answer
	settings                  *state.SettingsStore
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
		cfg: cfg, lib: lib, log: cfg.Log,
		byPerson: limit.NewLimiter(cfg.Limits.Person), byChat: limit.NewLimiter(cfg.Limits.Chat), byPress: limit.NewLimiter(cfg.Limits.Press),
		work: limit.NewWorkers(cfg.Limits), sessions: newSessions(), votes: state.NewVotes(), asked: state.NewVotes(),
	}
	b.live.Store(newLive(cfg))
	b.people = state.OpenPeople(cfg.DataDir, b.log)
	b.gaps = state.OpenGaps(cfg.DataDir, cfg.GapRetention, b.log)
	var err error
	if b.settings, err = state.OpenSettings(cfg.DataDir, b.log); err != nil {
		return nil, fmt.Errorf("open settings: %w", err)
	}
	return b, nil
}

// Close saves what has not been saved yet. The bot must not be used after.
func (b *Bot) Close() error {
	if err := b.gaps.Close(); err != nil {
		return fmt.Errorf("save gaps: %w", err)
	}
	return nil
}

// Settings is the store of chats' and guilds' settings in the data directory.
func (b *Bot) Settings() *state.SettingsStore { return b.settings }

// Admin tells whether a person is one of the configured admins.
func (b *Bot) Admin(who bot.UserKey) bool { return b.live.Load().admins[who] }

// Commands lists the commands for a menu, in the given language. Menus for
// everybody leave out those marked Admin.
func (b *Bot) Commands(lang string) []bot.CommandInfo {
	t := locale.Of(locale.FromTag(lang))
	list := make([]bot.CommandInfo, len(intent.Commands))
	for i := range intent.Commands {
		list[i] = describe(t, &intent.Commands[i])
	}
	return list
}

// describe returns the menu entry of the command in a language.
func describe(t *locale.Texts, c *intent.Command) bot.CommandInfo {
	words := t.Commands[c.Name]
	local := c.Name
	if t.Language == text.Vietnamese {
		local = c.Vietnamese
	}
	return bot.CommandInfo{Name: c.Name, LocalName: local, Description: string(words.Description), Admin: c.Admin, Arg: string(words.Arg)}
}

type tally struct {
	answered, unsure, none       atomic.Int64
	presses, slowed, silent      atomic.Int64
	tooLong, busy, faults, votes atomic.Int64
	up, down                     atomic.Int64
}

func (c *tally) outcome(o retrieval.Outcome) {
	switch o {
	case retrieval.Answered:
		c.answered.Add(1)
	case retrieval.Unsure:
		c.unsure.Add(1)
	default:
		c.none.Add(1)
	}
}

// Stats returns the counts so far.
func (b *Bot) Stats() bot.Stats {
	c := &b.tally
	working, waiting := b.work.Load()
	return bot.Stats{
		Working: working, Waiting: waiting,
		Answered: c.answered.Load(), Unsure: c.unsure.Load(), None: c.none.Load(),
		Presses: c.presses.Load(), SlowedDown: c.slowed.Load(), Silent: c.silent.Load(),
		TooLong: c.tooLong.Load(), Busy: c.busy.Load(), Faults: c.faults.Load(), Votes: c.votes.Load(),
	}
}
