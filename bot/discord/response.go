package discord

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/bot/shared"
)

// response is the answer to one interaction. Only one goroutine uses it.
type response struct {
	a        *Adapter
	i        *api.Interaction
	received time.Time
	// work is the claim of the interaction.
	work *shared.Work
	// private shows the answer to the asker only.
	private bool
	// article is the key of the only article that was searched.
	article string
	// hint is a line of ours below a private answer.
	hint string
	// more puts a button under the answer that asks for the next question.
	more bool
	// begun is set once the first response is out; edits follow.
	begun bool
	// waiting is set while a deferral stands where the answer will be.
	waiting bool
	// expired is set once the interaction can no longer be answered.
	expired bool
}

var _ inbox.Responder = (*response)(nil)

// sent is the id under which Discord knows the answer, "" before anything has left.
func (r *response) sent() api.Snowflake {
	if !r.begun {
		return ""
	}
	return r.i.ID
}

// asker is the person's id.
func (r *response) asker() api.Snowflake { return r.i.Asker().ID }

// direct tells a direct message with the bot, where nothing is public.
func (r *response) direct() bool { return r.i.Direct() }

// Announce defers the answer, with the visibility that it will have.
func (r *response) Announce(ctx context.Context) {
	r.begin(ctx, api.Defer(r.private))
}

// begin sends a first response that only asks for patience. Where that fails
// the answer itself is the next try.
func (r *response) begin(ctx context.Context, resp api.Response) {
	if r.begun || time.Since(r.received) > r.a.window {
		return
	}
	err := r.first(ctx, resp)
	if err != nil {
		r.a.failed("deferral", err, "interaction", r.i.ID)
	}
	r.begun = err == nil
	r.waiting = r.begun && resp.Type == api.DeferAnswer
}

// Preview shows a preliminary reply.
func (r *response) Preview(ctx context.Context, reply bot.Reply) {
	r.Announce(ctx)
	r.progress(ctx, r.render(reply))
}

// progress edits the first response while it can be edited.
func (r *response) progress(ctx context.Context, m api.Message) {
	if r.expired {
		return
	}
	if err := r.put(ctx, m); err != nil {
		r.expired = api.Expired(err)
		r.a.failed("progress", err, "interaction", r.i.ID)
	}
}

// answer shows the reply: at once, or in the place of a deferral.
func (r *response) answer(ctx context.Context, reply bot.Reply) {
	if reply.Kind == bot.Silent { // an interaction without an answer looks broken
		reply = notice(r.a.words(r.i.Locale).AskSlower(tryAgainAfter))
	}
	if !r.begun && r.hides(reply) {
		r.private = true
	}
	m := r.render(reply)
	m.Ephemeral = r.private
	if !r.begun {
		r.begun = true
		err := r.say(m, reply, func(m api.Message) error { return r.first(ctx, api.Respond(m)) })
		if err == nil || !mayHaveArrived(err) {
			r.report(err)
			return
		}
		// The first response may be there although nobody said so. To edit it
		// then does no harm, and fails if it is not.
	}
	r.edit(ctx, m, reply)
}

// edit replaces the first response.
func (r *response) edit(ctx context.Context, m api.Message, reply bot.Reply) {
	err := r.say(m, reply, func(m api.Message) error {
		return r.a.api.Outlast(ctx, func() error { return r.put(ctx, m) })
	})
	if r.waiting && (api.Expired(err) || errors.Is(err, context.DeadlineExceeded)) {
		// It took longer than an interaction lives: a long reload. The person
		// still waits for how it ended.
		err = r.a.Notify(ctx, bot.NewUserKey(bot.Discord, string(r.asker())), reply)
	}
	r.report(err)
}

// tokenLives is how long an interaction can be answered,
// https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages.
const tokenLives = 15 * time.Minute

// put replaces the first response, as long as the interaction lives.
func (r *response) put(ctx context.Context, m api.Message) error {
	if err := leaving(ctx, r.work); err != nil {
		return err
	}
	ctx, cancel := context.WithDeadline(ctx, r.received.Add(tokenLives))
	defer cancel()
	return r.a.api.EditOriginal(ctx, r.i, m)
}

// first sends the first response within its window.
func (r *response) first(ctx context.Context, resp api.Response) error {
	if err := leaving(ctx, r.work); err != nil {
		return err
	}
	ctx, cancel := context.WithDeadline(ctx, r.received.Add(r.a.window))
	defer cancel()
	return r.a.api.Respond(ctx, r.i, resp)
}

// report logs why an answer did not arrive.
func (r *response) report(err error) {
	if err == nil {
		return
	}
	if api.Expired(err) {
		r.a.late.Add(1)
	}
	r.a.failed("answer", err, "interaction", r.i.ID, "after", time.Since(r.received).Round(time.Millisecond))
}

// mayHaveArrived tells errors after which the first response may exist.
func mayHaveArrived(err error) bool {
	var e *api.Error
	if !errors.As(err, &e) {
		return errors.Is(err, context.DeadlineExceeded)
	}
	return e.Status == 0 && !e.Unsent || e.Status >= 500 || e.Code == api.CodeAlreadyAnswered
}

// hides tells replies that are for the asker only.
func (r *response) hides(reply bot.Reply) bool {
	return !r.direct() && (reply.Private || reply.Kind == bot.ShowNotice)
}

// render turns a reply into a message with buttons for the asker.
func (r *response) render(reply bot.Reply) api.Message {
	s := render.State{Asker: r.asker(), Article: r.article}
	m := r.a.render(reply, s)
	if r.more && answers(reply) {
		m = r.a.withMore(m, s, string(reply.Language))
	}
	if r.hint != "" && utf8.RuneCountInString(m.Content)+utf8.RuneCountInString(r.hint) < maxContent {
		if m.Content != "" {
			m.Content += "\n"
		}
		m.Content += r.hint
	}
	return m
}

// answers tells replies to a question from notices and lists of commands.
func answers(reply bot.Reply) bool {
	return reply.Kind == bot.ShowAnswer || reply.Kind == bot.ShowUnsure || reply.Kind == bot.ShowNone || reply.Kind == bot.ShowArticle
}

// maxContent is the length of a message's text in code points,
// https://discord.com/developers/docs/resources/message#create-message.
const maxContent = 2000

// inForm sends a rendered reply, and the same words without ornaments where Discord
// refuses its form.
func (r *response) inForm(m api.Message, reply bot.Reply, send func(api.Message) error) error {
	err := send(m)
	if api.HasCode(err, api.CodeInvalidForm) {
		r.a.failed("answer", err, "interaction", r.i.ID)
		plain := r.fallback(reply)
		plain.Ephemeral = m.Ephemeral
		err = send(plain)
	}
	return err
}

// say sends a rendered reply as inForm does, and an apology where both are refused.
func (r *response) say(m api.Message, reply bot.Reply, send func(api.Message) error) error {
	err := r.inForm(m, reply, send)
	if api.HasCode(err, api.CodeInvalidForm) {
		r.report(err)
		sorry := r.a.render(notice(r.a.ourFault(r.i.Locale, "interaction", r.i.ID)), noState)
		sorry.Ephemeral = m.Ephemeral
		err = send(sorry)
	}
	return err
}

// fallback is what is shown where Discord refuses the form of an answer, which
// our own checks should have prevented: the same words without ornaments.
func (r *response) fallback(reply bot.Reply) api.Message {
	reply.Buttons, reply.Titles = nil, nil
	m := r.a.render(reply, render.State{})
	for _, e := range m.Embeds {
		e.URL, e.Timestamp, e.Footer = "", "", nil
	}
	return m
}

// tell answers with a text of ours that is markdown already, for the asker only.
func (r *response) tell(ctx context.Context, content string) {
	r.begun = true
	r.report(r.first(ctx, api.Respond(api.Message{Content: content, Ephemeral: true})))
}

// notice is a reply of ours for the asker's eyes.
func notice(s string) bot.Reply { return bot.Reply{Kind: bot.ShowNotice, Text: s} }
