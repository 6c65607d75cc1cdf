package main

import (
	"context"
	"sync"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/dialogue"
	"articlebot/bot/follow"
)

var chatVerb = verb{
	name: "chat", wordless: true, flags: []string{"articles", "config"},
	summary: "talk about the articles in the terminal",
	about: "Ask anything; then /more, /article, /articles and /help. The arrow keys bring\n" +
		"back what you typed; Ctrl-D or /quit ends.",
	example: "articlebot chat",
	run:     (*app).chat,
}

// late is a teller that is there only once the conversation is.
type late struct{ bot.Teller }

func (a *app) chat(ctx context.Context, o options) error {
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	engine, err := a.openEngine(ctx, c, askingAccess(c), a.quietLog(c))
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // the conversation is over
	a.noteSamples(c)
	terminal := &late{}
	talk := a.privateConversation(c)
	talk.Embed = embedder(c, engine)
	talk.Teller, talk.TellOn, talk.Quiet = terminal, []bot.Platform{bot.Console}, follow.Quiet{}
	conv, err := dialogue.New(talk, engine)
	if err != nil {
		return err
	}
	defer conv.Close() //nolint:errcheck // nothing of it is kept
	here := console.New(console.Config{In: a.stdin, Out: a.stdout, Getenv: a.env.Get, Now: a.now}, conv)
	terminal.Teller = here
	ctx, stop := context.WithCancel(ctx)
	var telling sync.WaitGroup
	telling.Go(func() { conv.TellNews(ctx) })
	defer telling.Wait()
	defer stop()
	return here.Run(ctx)
}
