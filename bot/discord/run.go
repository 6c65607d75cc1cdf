package discord

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/shards"
	"articlebot/bot/internal/backoff"
	"articlebot/bot/shared"
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
	if a.desk != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		a.desk.Close(ctx)
	}
}

// connect starts the shards on the line, in the given group. Those that replicas
// share end with the context at once, so that another has them while this one
// finishes its answers.
func (a *Adapter) connect(ctx, line context.Context, g *errgroup.Group) error {
	count, err := a.shardCount(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	gate := gateway.NewGate(a.cfg.Sleep)
	if a.desk != nil {
		return a.share(ctx, line, g, count, gate)
	}
	for n := range count {
		s := a.shard(gateway.Config{Shard: n, Shards: count, Gate: gate})
		g.Go(func() error { return s.Run(line) })
	}
	return nil
}

// shard makes a shard of this replica's.
func (a *Adapter) shard(c gateway.Config) *gateway.Shard {
	c.Token, c.Intents, c.Info, c.Handle, c.Log, c.Sleep = a.cfg.Token, a.intents(), a.api.Gateway, a.take, a.log, a.cfg.Sleep
	s := gateway.New(c)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.shards[c.Shard] = s
	return s
}

// share serves those of the shards that are this replica's.
func (a *Adapter) share(ctx, line context.Context, g *errgroup.Group, count int, gate *gateway.Gate) error {
	if err := a.meet(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	both, end := context.WithCancel(ctx)
	stop := context.AfterFunc(line, end)
	g.Go(func() error { a.desk.Run(line); return nil })
	_, app := a.identity()
	name := "discord:" + string(app)
	gate.Shared(func(ctx context.Context, key int) (time.Duration, error) {
		drawn, err := a.cfg.Shared.Store.Draw(ctx, shared.Draw{Key: fmt.Sprintf("%s:identify:%d", name, key), Burst: 1, Every: gateway.IdentifyEvery})
		if err != nil || drawn.Refused < 0 {
			return 0, err
		}
		return max(drawn.Wait, time.Millisecond), nil
	})
	a.mu.Lock()
	a.standby = true
	a.mu.Unlock()
	g.Go(func() error {
		defer end()
		defer stop()
		return shards.Run(both, shards.Config{
			Member: a.cfg.Shared, Name: name, Count: count, Kind: a.intents(), Lease: a.lease, Log: a.log,
			Serve: func(ctx context.Context, n int, l shards.Lease) error {
				s := a.shard(gateway.Config{Shard: n, Shards: count, Gate: gate, Session: l.Session, Keep: l.Keep, Holds: l.Holds})
				defer a.leave(n, s)
				return s.Run(ctx)
			},
		})
	})
	return nil
}

// leave forgets a shard that is this replica's no more.
func (a *Adapter) leave(n int, s *gateway.Shard) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.shards, n)
	a.past += s.Reconnects()
}

// meet learns who the bot is: a session that is resumed does not tell.
func (a *Adapter) meet(ctx context.Context) error {
	pauses := backoff.Policy{First: time.Second, Last: time.Minute}
	for n := 1; ; n++ {
		app, err := a.api.Application(ctx)
		switch {
		case err == nil && app.Bot.ID != "":
			a.onReady(&readyEvent{User: app.Bot, Application: struct {
				ID api.Snowflake `json:"id"`
			}{app.ID}})
			return nil
		case api.Unauthorized(err):
			return gateway.Unauthorized()
		}
		wait := pauses.Pause(n)
		a.log.Warn("discord does not say who the bot is", "err", err, "wait", wait)
		if a.cfg.Sleep(ctx, wait) != nil {
			return nil
		}
	}
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
