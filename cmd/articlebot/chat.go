package main

import (
	"context"

	"articlebot/bot/console"
	"articlebot/bot/dialogue"
)

var chatVerb = verb{
	name: "chat", wordless: true, flags: []string{"articles", "config"},
	summary: "talk about the articles in the terminal",
	about: "Ask anything; then /more, /article, /articles and /help. The arrow keys bring\n" +
		"back what you typed; Ctrl-D or /quit ends.",
	example: "articlebot chat",
	run:     (*app).chat,
}

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
	conv, err := dialogue.New(a.privateConversation(c), engine)
	if err != nil {
		return err
	}
	defer conv.Close() //nolint:errcheck // nothing of it is kept
	return console.New(console.Config{In: a.stdin, Out: a.stdout, Getenv: a.env.Get, Now: a.now}, conv).Run(ctx)
}
