package asking

import (
	"context"
	"sync"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/dialogue"
	"articlebot/bot/follow"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/wire"
)

// ChatVerb is the command chat.
var ChatVerb = cli.Verb{
	Name: "chat", Wordless: true, Flags: []string{"articles", "config"},
	Summary: "talk about the articles in the terminal",
	About: "Ask anything; then /more, /article, /articles and /help. The arrow keys bring\n" +
		"back what you typed; Ctrl-D or /quit ends.",
	Example: "articlebot chat",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).chat(ctx, o) },
}

// late is a teller that is there only once the conversation is.
type late struct{ bot.Teller }

func (a *app) chat(ctx context.Context, o cli.Options) error {
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	engine, err := wire.OpenEngine(ctx, a.App, c, wire.AskingAccess(c), a.QuietLog(c))
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // the conversation is over
	wire.NoteSamples(a.App, c)
	terminal := &late{}
	talk := wire.PrivateConversation(a.App, c)
	talk.Embed = wire.Embedder(c, engine)
	talk.Teller, talk.TellOn, talk.Quiet = terminal, []bot.Platform{bot.Console}, follow.Quiet{}
	conv, err := dialogue.New(talk, engine)
	if err != nil {
		return err
	}
	defer conv.Close() //nolint:errcheck // nothing of it is kept
	here := console.New(console.Config{In: a.Stdin, Out: a.Stdout, Getenv: a.Env.Get, Now: a.Now}, conv)
	terminal.Teller = here
	ctx, stop := context.WithCancel(ctx)
	var telling sync.WaitGroup
	telling.Go(func() { conv.TellNews(ctx) })
	defer telling.Wait()
	defer stop()
	return here.Run(ctx)
}
