package discord

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/internal/backoff"
)

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
	if !a.dispatcher.Drain(a.cfg.Drain) {
		a.log.Warn("discord answers were cut off at shutdown", "running", a.dispatcher.Running())
	}
	a.overflow.Drain(time.Second)
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
	pauses := backoff.Policy{First: time.Second, Last: time.Minute}
	for n := 1; ; n++ {
		info, err := a.api.Gateway(ctx)
		switch {
		case err == nil:
			return min(max(1, info.Shards), maxShards), nil
		case api.Unauthorized(err):
			return 0, gateway.Unauthorized()
		}
		wait := pauses.Pause(n)
		a.log.Warn("discord does not say where its gateway is", "err", err, "wait", wait)
		if a.cfg.Sleep(ctx, wait) != nil {
			return 0, nil
		}
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
