package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
)

// Adapter connects a conversation to Discord. Make it with New and run it
// once. All methods are safe for concurrent use.
type Adapter struct {
	cfg      Config
	conv     bot.Conversation
	log      *slog.Logger
	api      *api.Client
	router   *router
	crowd    *crowd
	settings *bot.SettingsStore
	closed   *closedDoors
	places   *places
	fresh    freshness
	// handled are the ids, with their kind, of the events taken on.
	handled *recent[api.Snowflake, struct{}]
	// exchanges find our reply to a message, to edit or delete it along.
	exchanges *recent[api.Snowflake, *exchange]

	// introduced is closed once it is known who the bot is.
	introduced chan struct{}
	introduce  func()

	work   context.Context // of handlers; outlives Run's by the drain
	cancel context.CancelCauseFunc
	// deferAfter is how long an answer may take before it is announced.
	deferAfter time.Duration

	mu       sync.Mutex
	shards   []*gateway.Shard
	self     api.Snowflake // the bot's user id
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
)

// settingsSource is a conversation that keeps settings itself, as *bot.Bot.
type settingsSource interface{ Settings() *bot.SettingsStore }

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
		router:     newRouter(log, maxHandlers),
		crowd:      newCrowd(cfg.Guild),
		closed:     newClosedDoors(),
		handled:    newRecent[api.Snowflake, struct{}](maxHandled),
		exchanges:  newRecent[api.Snowflake, *exchange](maxExchanges),
		introduced: make(chan struct{}),
		deferAfter: deferAfter,
		fatal:      func(error) {},
	}
	a.introduce = sync.OnceFunc(func() { close(a.introduced) })
	a.places = newPlaces(client)
	a.work, a.cancel = context.WithCancelCause(context.Background())
	if s, ok := conv.(settingsSource); ok {
		a.settings = s.Settings()
	} else if a.settings, err = bot.OpenSettings(cfg.DataDir, log); err != nil {
		return nil, fmt.Errorf("open servers' settings: %w", err)
	}
	return a, nil
}

// errStopped is why handlers are cut off after the drain.
var errStopped = errors.New("the adapter has stopped")

// Run keeps the bot on Discord until the context ends; then it finishes what
// it has begun and returns nil. It returns a *gateway.FatalError, with a hint,
// where Discord refuses the bot for good.
func (a *Adapter) Run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	a.mu.Lock()
	a.fatal = func(err error) { stop(err) }
	a.mu.Unlock()
	// The connection stays until the answers under way are sent.
	line, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	g, line := errgroup.WithContext(line)
	g.Go(func() error {
		err := a.connect(ctx, line, g)
		if err != nil {
			stop(err)
		}
		return err
	})
	g.Go(func() error {
		select {
		case <-ctx.Done():
		case <-line.Done(): // a shard has ended for good
		}
		a.shutDown()
		hangUp()
		return nil
	})
	g.Go(func() error {
		select {
		case <-a.introduced:
			a.syncCommands(ctx)
		case <-line.Done():
		case <-ctx.Done():
		}
		return nil
	})
	err := g.Wait()
	var fatal *gateway.FatalError
	if cause := context.Cause(ctx); errors.As(cause, &fatal) {
		return fatal
	}
	if errors.As(err, &fatal) {
		return fatal
	}
	return nil
}

// shutDown finishes what runs, within bounds.
func (a *Adapter) shutDown() {
	if !a.router.drain(context.Background(), a.cfg.Drain) {
		a.log.Warn("discord answers were cut off at shutdown", "running", a.router.running())
	}
	a.cancel(errStopped)
}

// connect starts the shards on the line, in the given group.
func (a *Adapter) connect(ctx, line context.Context, g *errgroup.Group) error {
	count, err := a.shardCount(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	gate := gateway.NewGate(a.cfg.Sleep)
	for n := range count {
		s := gateway.New(gateway.Config{
			Token: a.cfg.Token, Intents: a.intents(), Shard: n, Shards: count,
			Info: a.api.Gateway, Gate: gate, Handle: a.take, Log: a.log, Sleep: a.cfg.Sleep,
		})
		a.mu.Lock()
		a.shards = append(a.shards, s)
		a.mu.Unlock()
		g.Go(func() error { return s.Run(line) })
	}
	return nil
}

// shardCount is the configured number of shards, or the one that Discord
// recommends.
func (a *Adapter) shardCount(ctx context.Context) (int, error) {
	if a.cfg.Shards > 0 {
		return a.cfg.Shards, nil
	}
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		info, err := a.api.Gateway(ctx)
		switch {
		case err == nil:
			return min(max(1, info.Shards), maxShards), nil
		case api.Unauthorized(err):
			return 0, gateway.Unauthorized()
		}
		a.log.Warn("discord does not say where its gateway is", "err", err, "wait", wait)
		if a.pause(ctx, wait) != nil {
			return 0, nil
		}
	}
}

// pause sleeps.
func (a *Adapter) pause(ctx context.Context, d time.Duration) error {
	if a.cfg.Sleep != nil {
		return a.cfg.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// intents are what the bot listens to,
// https://discord.com/developers/docs/events/gateway#gateway-intents. None is
// privileged unless the setting asks for it.
func (a *Adapter) intents() int {
	in := discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	if a.cfg.MessageContent {
		in |= discordgo.IntentMessageContent
	}
	return int(in)
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
	if errors.Is(err, context.Canceled) || errors.Is(err, errStopped) {
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

// commandIDs returns the ids of the registered commands by name.
func (a *Adapter) commandIDs() map[string]api.Snowflake {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.mentions
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
