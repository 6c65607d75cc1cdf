package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"articlebot/bot/console"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

var askVerb = verb{
	name: "ask", args: "[QUESTION...]", flags: []string{"articles", "limit", "explain", "json", "config"},
	summary: "answer a question from the articles",
	about: "Without a question, one is read from each line of standard input and answered\n" +
		"at once. Flags may stand before or after the question's words; a word that\n" +
		"begins with - and a letter goes after --. With a data directory the kept index\n" +
		"answers; index renews that.",
	example: `articlebot ask "how many files did na hy commune resolve ahead of schedule"`,
	run:     (*app).ask,
}

// answerer shows the answer to one question.
type answerer func(ctx context.Context, question string) error

func (a *app) ask(ctx context.Context, o options) error {
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	question := strings.TrimSpace(strings.Join(o.words, " "))
	if len(o.words) > 0 && question == "" {
		return usagef("ask", "the question is empty")
	}
	engine, err := a.openEngine(ctx, c, askingAccess(c), a.quietLog(c))
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // the answer is out; nothing is left to lose
	if !o.json {
		a.noteSamples(c)
	}
	answer, err := a.answerer(engine, c, o)
	if err != nil {
		return err
	}
	if len(o.words) > 0 {
		return answer(ctx, question)
	}
	return a.askLines(ctx, engine, answer, o.json)
}

// answerer returns how answers are shown: to programs or to people.
func (a *app) answerer(engine *engine.Engine, c config.Config, o options) (answerer, error) {
	if o.explain {
		return func(ctx context.Context, question string) error { return a.explain(ctx, engine, question) }, nil
	}
	if o.json {
		return func(ctx context.Context, question string) error {
			return a.answerJSON(ctx, engine, retrieval.Question{Text: question, Limit: o.limit})
		}, nil
	}
	p, err := a.newPerson(engine, c, o.limit)
	if err != nil {
		return nil, err
	}
	return p.answer, nil
}

// mostAwaited is up to how many passages without vectors a program that asks many
// questions waits for: some minutes, once, as vectors are kept. Of more, words
// answer for those that have none yet.
const mostAwaited = 5000

// askLines answers each line of standard input before it reads the next, so
// that another program can hold a dialogue. Programs get an object for an
// empty line too; people do not.
func (a *app) askLines(ctx context.Context, e *engine.Engine, answer answerer, json bool) error {
	if _, ok := console.Terminal(a.stdin); ok {
		fmt.Fprintln(a.stderr, "Type a question and press Enter; Ctrl-D ends. (articlebot chat does more.)")
	} else if at := e.Status().Embedded; json && at != nil && at.Err == nil && at.Total-at.Done <= mostAwaited {
		if err := a.awaitVectors(ctx, e); err != nil && !errors.Is(err, engine.ErrNoVectors) {
			return err // without vectors words answer
		}
	}
	feed := console.NewFeed(ctx, console.NewLines(a.stdin))
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
