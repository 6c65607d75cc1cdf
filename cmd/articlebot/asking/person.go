package asking

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/dialogue"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval/engine"
)

// person answers single questions in the form that people read: what the
// conversation replies, as the terminal shows it.
type person struct {
	conv  bot.Conversation
	app   *app
	limit int // passages to show; 0 or 1: the best
	asked int
}

func (a *app) newPerson(engine *engine.Engine, c config.Config, limit int) (*person, error) {
	conv, err := dialogue.New(wire.PrivateConversation(a.App, c), engine)
	if err != nil {
		return nil, err
	}
	return &person{conv: conv, app: a, limit: limit}, nil
}

// answer replies to one question, apart from all others.
func (p *person) answer(ctx context.Context, question string) error {
	p.asked++
	m := bot.Message{
		Platform: bot.Console,
		ID:       strconv.Itoa(p.asked),
		Chat:     bot.NewChatKey(bot.Console, "ask", strconv.Itoa(p.asked)),
		User:     bot.NewUserKey(bot.Console, strconv.Itoa(p.asked)),
		Private:  true,
		Command:  "ask",
		Text:     question,
		Sent:     p.app.Now(),
	}
	r := p.conv.Handle(ctx, m)
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.limit > 1 && len(r.Cards) > 0 {
		r.Cards = nil
		for _, one := range p.conv.Results(ctx, m, p.limit) {
			r.Cards = append(r.Cards, one.Cards...)
		}
	}
	return p.show(r)
}

// show prints a reply, an empty line between it and the one before.
func (p *person) show(r bot.Reply) error {
	out := console.Render(r, console.DetectStyle(p.app.Stdout, p.app.Env.Get))
	if p.asked > 1 {
		out = "\n" + out
	}
	if _, err := io.WriteString(p.app.Stdout, out); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}
