package discord

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/bot/discord/shards"
	"articlebot/bot/internal/reference"
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/bot/state"
	"articlebot/retrieval/stage"
)

// Adapter connects a conversation to Discord. Make it with New and run it
// once. All methods are safe for concurrent use.
type Adapter struct {
	cfg        Config
	conv       bot.Conversation
	log        *slog.Logger
	api        *api.Client
	dispatcher *inbox.Dispatcher
	overflow   *inbox.Dispatcher // tells those who are too many
	guilds     *inbox.GuildLimiter
	settings   *state.SettingsStore
	muted      *inbox.MutedChannels
	channels   *inbox.ChannelIndex
	roles      *inbox.Roles
	fresh      inbox.Freshness
	// known are the servers that the bot is in.
	known *inbox.Recent[api.Snowflake, struct{}]
	// handled are the ids, with their kind, of the events taken on.
	handled *inbox.Recent[api.Snowflake, struct{}]
	// exchanges find our reply to a message, to edit or delete it along.
	exchanges *inbox.Recent[api.Snowflake, *exchange]

	// introduced is closed once it is known who the bot is.
	introduced chan struct{}
	introduce  func()

	work   context.Context // of handlers; outlives Run's by the drain
	cancel context.CancelCauseFunc
	// deferAfter is how long an answer may take before it is announced, and
	// window how long an interaction waits for its first response.
	deferAfter, window time.Duration

	// desk has the claims of what is worked on, nil for a bot that is alone; lease
	// is how long a shard is one's own.
	desk  *shared.Desk
	lease time.Duration

	mu       sync.Mutex
	shards   map[int]*gateway.Shard // that are this replica's
	past     int64                  // how often those that are no more came up again
	standby  bool                   // others may have all shards
	self     api.Snowflake          // the bot's user id
	name     string                 // the bot's name
	named    bool                   // READY names the servers that the bot is in
	app      api.Snowflake
	mentions map[string]api.Snowflake // ids of the registered commands
	fatal    func(error)              // ends Run

	late, dropped atomic.Int64
}

// deferAfter is half of what Discord allows: most answers take milliseconds
// and need no "thinking…".
const deferAfter = 1500 * time.Millisecond

// Bounds of what is remembered.
const (
	maxHandled   = 4096
	maxExchanges = 4096
	maxKnown     = 10_000
)

// settingsSource is a conversation that keeps settings itself, as *bot.Bot.
type settingsSource interface {
	Settings() *state.SettingsStore
}

// New returns an adapter for a conversation. It fails where the configuration
// is wrong, naming all that is.
func New(cfg Config, conv bot.Conversation, log *slog.Logger) (*Adapter, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	log = log.With("adapter", string(bot.Discord))
	client, err := api.New(api.Options{Token: cfg.Token, URL: cfg.APIURL, Transport: cfg.Transport, Log: log, Sleep: cfg.Sleep, Now: cfg.Now})
	if err != nil {
		return nil, err
	}
	a := &Adapter{
		cfg: cfg, conv: conv, log: log, api: client,
		dispatcher: inbox.NewDispatcher(log, cfg.Handlers),
		overflow:   inbox.NewDispatcher(log, DefaultHandlers),
		guilds:     inbox.NewGuildLimiter(cfg.Guild),
		muted:      inbox.NewMutedChannels(),
		known:      inbox.NewRecent[api.Snowflake, struct{}](maxKnown),
		handled:    inbox.NewRecent[api.Snowflake, struct{}](maxHandled),
		exchanges:  inbox.NewRecent[api.Snowflake, *exchange](maxExchanges),
		introduced: make(chan struct{}),
		deferAfter: deferAfter,
		window:     inbox.RespondWithin,
		fatal:      func(error) {},
		shards:     map[int]*gateway.Shard{},
		lease:      shards.DefaultLease,
	}
	if cfg.Shared != nil {
		a.desk = shared.NewDesk(cfg.Shared)
	}
	a.introduce = sync.OnceFunc(func() { close(a.introduced) })
	a.channels = inbox.NewChannelIndex(client)
	a.roles = inbox.NewRoles()
	a.work, a.cancel = context.WithCancelCause(context.Background())
	if s, ok := conv.(settingsSource); ok {
		a.settings = s.Settings()
	} else {
		a.settings = state.NewSettings(a.work, state.OpenFiles(cfg.DataDir, log), log)
	}
	return a, nil
}

// render turns a reply into a message.
func (a *Adapter) render(reply bot.Reply, s render.State) api.Message {
	defer a.cfg.Stages.Begin(stage.Render)()
	a.mu.Lock()
	o := render.Options{State: s, Mentions: a.mentions, Self: a.self, Name: a.name, Languages: a.cfg.Languages}
	a.mu.Unlock()
	return render.Message(reply, o)
}

// words are the texts in the language of a tag.
func (a *Adapter) words(tag string) *locale.Texts { return a.cfg.Languages.OfTag(tag) }

// tryAgainAfter is when people are asked to try again where too much is asked at
// once.
const tryAgainAfter = 5 * time.Second

// ourFault says, in the language of a tag, that something went wrong on our side.
// The log gets the same reference, with what it concerns.
func (a *Adapter) ourFault(tag string, about ...any) string {
	ref := reference.New()
	a.log.Error("discord got no answer from us", append([]any{"ref", ref}, about...)...)
	return a.words(tag).OurFault(ref)
}

// failed logs an error of a request. A refused token ends everything: going
// on would only get the address banned.
func (a *Adapter) failed(what string, err error, attrs ...any) {
	if api.Unauthorized(err) {
		a.mu.Lock()
		end := a.fatal
		a.mu.Unlock()
		end(gateway.Unauthorized())
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, errStopped) || errors.Is(err, errNotOurs) {
		a.log.Info("discord "+what+" was given up", append(attrs, "err", err)...)
		return
	}
	a.log.Error("discord "+what+" failed", append(attrs, "err", err)...)
}

// identity returns who the bot is, as READY told.
func (a *Adapter) identity() (self, app api.Snowflake) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.self, a.app
}

// isAdmin tells whether a person is one of the configured admins.
func (a *Adapter) isAdmin(user api.Snowflake) bool {
	for _, id := range a.cfg.Admins {
		if strings.TrimSpace(id) == string(user) {
			return true
		}
	}
	return false
}
