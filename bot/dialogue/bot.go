package dialogue

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/admin"
	"articlebot/bot/fault"
	"articlebot/bot/follow"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/internal/trace"
	"articlebot/bot/likeness"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/bot/session"
	"articlebot/bot/shared"
	"articlebot/bot/state"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

var _ bot.Conversation = (*Bot)(nil)

// Bot is the conversation of one process with all its people. Make it with
// New; Close it in the end. It is safe for concurrent use.
type Bot struct {
	cfg    Config
	live   *live
	words  *locale.Set
	parser *intent.Parser
	tags   sync.Map // UserKey of an admin → the platform's language tag

	gate   *gate
	faults *fault.Reporter
	traces *trace.Recorder
	tally  *tally

	sessions  *session.Store
	shelf     *shelf
	questions *questions
	samples   *samples
	small     *smallTalk
	personal  *personal
	feedback  *feedback
	following *following
	desk      *admin.Desk
	settings  *state.SettingsStore
	store     shared.Store       // what is kept, on files or shared
	stop      context.CancelFunc // ends what listens to it
}

// New returns a bot that answers from lib. It reads what is kept in
// Config.DataDir; what cannot be read there is put aside and logged, no error.
func New(cfg Config, lib bot.Library) (*Bot, error) {
	cfg = cfg.WithDefaults()
	b := &Bot{cfg: cfg, live: newLive(cfg), words: cfg.Languages, parser: intent.NewParser(cfg.Languages), tally: &tally{}, sessions: session.New(cfg.State, cfg.Log), store: cfg.State}
	if b.store == nil {
		b.store = state.OpenFiles(cfg.DataDir, cfg.Log)
	}
	var listening context.Context
	listening, b.stop = context.WithCancel(context.Background())
	b.settings = state.NewSettings(listening, b.store, cfg.Log)
	b.gate = newGate(cfg.Limits, b.tally)
	b.traces = &trace.Recorder{Log: cfg.Log, Observe: cfg.Stages}
	b.faults = &fault.Reporter{Log: cfg.Log, NewReference: cfg.NewReference, Busy: &b.tally.busy, Count: &b.tally.faults}
	b.feedback = newFeedback(cfg, b.store, b.tally)
	b.shelf = &shelf{lib: lib}
	news := b.followDesk(lib)
	b.personal = &personal{
		news: news, people: state.NewPeople(b.store), feedback: b.feedback, words: b.words,
		retention: cfg.GapRetention, live: b.live, log: cfg.Log,
	}
	search := &followup.Searcher{Lib: lib, Passages: cfg.Passages, Detect: cfg.Detect, Parser: b.parser}
	b.desk = admin.New(b.deskConfig(lib, search))
	b.samples = newSamples(b.shelf, search, b.faults, b.words, cfg.Samples)
	b.questions = &questions{
		search: search, shelf: b.shelf, samples: b.samples, feedback: b.feedback, tally: b.tally, old: b.desk.Old,
		wishes: likeness.NewWishes(cfg.Languages, cfg.Embed), fulfil: b.fulfil,
	}
	b.following = &following{desk: news, questions: b.questions, quiet: b.quiet}
	b.small = &smallTalk{live: b.live, lib: lib, samples: b.samples}
	return b, nil
}

// deskConfig is what the admins' desk stands on.
func (b *Bot) deskConfig(lib bot.Library, search *followup.Searcher) admin.Config {
	var replicas func() ([]shared.Replica, error)
	if b.cfg.State != nil {
		replicas = func() ([]shared.Replica, error) { return shared.Replicas(context.Background(), b.store) }
	}
	return admin.Config{
		Replicas: replicas,
		Library:  lib, Gaps: b.feedback.gaps, Retention: b.cfg.GapRetention, Reread: b.cfg.Reread,
		StaleAfter: func() time.Duration { return b.live.get().staleAfter },
		Search: func(ctx context.Context, question string) (retrieval.Answer, error) {
			return search.Find(ctx, search.Read(question), followup.Focus{})
		},
		Votes: func() (up, down int64) { return b.tally.up.Load(), b.tally.down.Load() },
		Alert: b.alert, Now: b.cfg.Now, Log: b.cfg.Log, NewReference: b.cfg.NewReference,
	}
}

// followDesk keeps what people follow.
func (b *Bot) followDesk(lib bot.Library) *follow.Desk {
	return follow.New(follow.Config{
		Library: lib, Follows: state.NewFollows(b.store), Words: b.words, Teller: b.cfg.Teller, On: b.cfg.TellOn,
		PerPlace: func() int { return b.live.get().follows }, Quiet: b.quiet, Now: b.cfg.Now, Log: b.cfg.Log,
	})
}

func (b *Bot) quiet() follow.Quiet { return b.live.get().quiet }

// Close ends what goes on in the background and saves what has not been saved
// yet. The bot must not be used after.
func (b *Bot) Close() error {
	b.samples.close()
	b.questions.wishes.Close()
	b.stop()
	b.feedback.gaps.Close()
	if b.cfg.State != nil {
		return nil // it is its owner's to close
	}
	if err := b.store.Close(); err != nil {
		return fmt.Errorf("save gaps: %w", err)
	}
	return nil
}

// Settings is the store of chats' and guilds' settings in the data directory.
func (b *Bot) Settings() *state.SettingsStore { return b.settings }

// Admin tells whether a person is one of the configured admins.
func (b *Bot) Admin(who bot.UserKey) bool { return b.live.get().admins[who] }

// Commands lists the commands for a menu, in the given language. Menus for
// everybody leave out those marked Admin.
func (b *Bot) Commands(lang string) []bot.CommandInfo {
	t := b.words.Of(b.words.FromTag(lang))
	var list []bot.CommandInfo
	for _, c := range intent.Commands() {
		words := t.Commands[c.Name]
		list = append(list, bot.CommandInfo{
			Name: c.Name, LocalName: words.Name, Description: string(words.Description), Admin: c.Admin, Personal: c.Personal, Arg: string(words.Arg),
		})
	}
	return list
}

// Suggest returns up to limit titles for what a person has typed so far: those
// that begin with it, then those that have all its words. Accents may be left
// out. The first articles of the list for nothing typed.
func (b *Bot) Suggest(_ context.Context, typed string, limit int) (titles []bot.Title) {
	defer b.faults.Survive("suggest")
	if limit <= 0 {
		return nil
	}
	return reply.Titles(b.words.Of(b.words.Default()), b.shelf.catalogue().Find(text.Clean(typed), limit), 1)
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
	c := b.tally
	working, waiting := b.gate.work.Load()
	return bot.Stats{
		Working: working, Waiting: waiting,
		Answered: c.answered.Load(), Unsure: c.unsure.Load(), None: c.none.Load(),
		Presses: c.presses.Load(), SlowedDown: c.slowed.Load(), Silent: c.silent.Load(),
		TooLong: c.tooLong.Load(), Busy: c.busy.Load(), Faults: c.faults.Load(), Votes: c.votes.Load(),
	}
}
