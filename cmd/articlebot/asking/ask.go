package asking

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"articlebot/bot/console"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// Verb is the command ask.
var Verb = cli.Verb{
	Name: "ask", Args: "[QUESTION...]", Flags: []string{"articles", "limit", "explain", "json", "config"},
	Summary: "answer a question from the articles",
	About: "Without a question, one is read from each line of standard input and answered\n" +
		"at once. Flags may stand before or after the question's words; a word that\n" +
		"begins with - and a letter goes after --. With a data directory the kept index\n" +
		"answers; index renews that.",
	Example: `articlebot ask "how many files did na hy commune resolve ahead of schedule"`,
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).ask(ctx, o) },
}

// answerer shows the answer to one question.
type answerer func(ctx context.Context, question string) error

func (a *app) ask(ctx context.Context, o cli.Options) error {
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	question := strings.TrimSpace(strings.Join(o.Words, " "))
	if len(o.Words) > 0 && question == "" {
		return cli.Usagef("ask", "the question is empty")
	}
	engine, err := wire.OpenEngine(ctx, a.App, c, wire.AskingAccess(c), a.QuietLog(c))
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // the answer is out; nothing is left to lose
	if !o.JSON {
		wire.NoteSamples(a.App, c)
	}
	answer, err := a.answerer(engine, c, o)
	if err != nil {
		return err
	}
	if len(o.Words) > 0 {
		return answer(ctx, question)
	}
	return a.askLines(ctx, engine, answer, o.JSON)
}

// answerer returns how answers are shown: to programs or to people.
func (a *app) answerer(engine *engine.Engine, c config.Config, o cli.Options) (answerer, error) {
	if o.Explain {
		return func(ctx context.Context, question string) error { return a.explain(ctx, engine, question) }, nil
	}
	if o.JSON {
		return func(ctx context.Context, question string) error {
			return a.answerJSON(ctx, engine, retrieval.Question{Text: question, Limit: o.Limit})
		}, nil
	}
	p, err := a.newPerson(engine, c, o.Limit)
	if err != nil {
		return nil, err
	}
	return p.answer, nil
}

// mostAwaited is up to how many passages without vectors a program that asks many
// questions waits for: some minutes, once, as vectors are kept. Of more, words
// answer for those that have none yet.
const mostAwaited = 5000

// fewAwaited is up to how many nobody is told of it: some seconds.
const fewAwaited = 200

// askLines answers each line of standard input before it reads the next, so
// that another program can hold a dialogue. Programs get an object for an
// empty line too; people do not.
func (a *app) askLines(ctx context.Context, e *engine.Engine, answer answerer, json bool) error {
	if _, ok := console.Terminal(a.Stdin); ok {
		fmt.Fprintln(a.Stderr, "Type a question and press Enter; Ctrl-D ends. (articlebot chat does more.)")
	} else if at := e.Status().Embedded; json && at != nil && at.Err == nil && at.Total-at.Done <= mostAwaited {
		if left := at.Total - at.Done; left > fewAwaited {
			fmt.Fprintf(a.Stderr, "%d passages are read for their meaning first, which may take minutes, once: it is kept. ARTICLEBOT_ENCODER_MODEL=off answers by words at once.\n", left)
		}
		if err := wire.AwaitVectors(ctx, a.App, e); err != nil && !errors.Is(err, engine.ErrNoVectors) {
			return err // without vectors words answer
		}
	}
	feed := console.NewFeed(ctx, console.NewLines(a.Stdin))
	for {
		line, err := feed.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read question: %w", err)
		}
		if strings.TrimSpace(line) == "" && !json {
			continue
		}
		if err := answer(ctx, line); err != nil {
			return err
		}
	}
}
