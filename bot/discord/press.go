package discord

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/discord/render"
	"articlebot/bot/internal/trace"
)

// press does what a pressed button or a chosen title says.
func (a *Adapter) press(ctx context.Context, r *response) {
	p := &pressed{response: r}
	state, action := render.ParseCustomID(r.i.Data.CustomID)
	if len(r.i.Data.Values) > 0 {
		action = r.i.Data.Values[0]
	}
	p.state = state
	p.mine = state.Asker == "" || state.Asker == r.asker() || r.direct()
	if r.i.Message != nil {
		p.question = render.Question(r.i.Message.Content)
		p.mine = p.mine || r.i.Message.Ephemeral()
		p.hidden = r.i.Message.Ephemeral()
	}
	r.private = !p.mine && !r.direct()
	result, ok := inbox.Await(ctx, a.dispatcher, a.deferAfter, p, func(progress func(bot.Reply)) bot.PressReply {
		return a.conv.Press(trace.Named(ctx, string(r.i.ID)), bot.Press{
			Platform: bot.Discord,
			Chat:     chatOf(r.i.ChannelID, r.asker()),
			User:     bot.NewUserKey(bot.Discord, string(r.asker())),
			Private:  r.direct(),
			Locale:   a.localeOf(r.i),
			Action:   action,
			Question: p.question,
			Article:  state.Article,
			Manages:  a.managed(r.i),
			Progress: progress,
		})
	})
	if !ok {
		result = bot.PressReply{Toast: a.ourFault(r.i.Locale, "interaction", r.i.ID)}
	}
	p.finish(ctx, result)
}

// pressed is the response to a pressed button.
type pressed struct {
	*response
	state    render.State
	question string
	// mine is set where the person may turn the pages of this very message.
	mine bool
	// hidden is set where only one person sees the message.
	hidden bool
}

var _ inbox.Responder = (*pressed)(nil)

// Announce tells Discord to wait, for an edit of the message or for a copy of
// one's own.
func (p *pressed) Announce(ctx context.Context) {
	if p.mine {
		p.begin(ctx, api.Response{Type: api.DeferUpdate})
	} else {
		p.response.Announce(ctx)
	}
}

// Preview shows progress in the message that the button is under.
func (p *pressed) Preview(ctx context.Context, reply bot.Reply) {
	p.Announce(ctx)
	p.progress(ctx, p.message(reply))
}

// finish shows what the button does: an edit of the message for the asker, a
// copy for everybody else, and new messages for the presser's eyes only.
func (p *pressed) finish(ctx context.Context, result bot.PressReply) {
	edit, news := p.sort(result)
	if edit.Kind != bot.Silent {
		p.update(ctx, edit)
	}
	for _, r := range news {
		p.add(ctx, r)
	}
	p.acknowledge(ctx)
}

// sort says which reply replaces the message and which are new. A notice and a
// whole article never take the place of a public answer.
func (p *pressed) sort(result bot.PressReply) (edit bot.Reply, news []bot.Reply) {
	edit = result.Edit
	if edit.Question == "" && len(edit.Cards) > 0 && edit.Kind != bot.ShowArticle {
		edit.Question = p.question
	}
	aside := !p.mine || edit.Kind == bot.ShowNotice || edit.Kind == bot.ShowArticle && !p.hidden && !p.direct()
	if aside && edit.Kind != bot.Silent {
		news = append(news, edit)
		edit = bot.Reply{}
	}
	if result.Send.Kind != bot.Silent {
		news = append(news, result.Send)
	}
	if result.Toast != "" {
		news = append(news, notice(result.Toast))
	}
	return edit, news
}

// message renders a reply. The pages of a public answer stay its asker's.
func (p *pressed) message(reply bot.Reply) api.Message {
	s := render.State{Asker: p.asker(), Article: p.state.Article}
	if p.mine && p.state.Asker != "" {
		s.Asker = p.state.Asker
	}
	m := p.a.render(reply, s)
	if p.mine && hasMore(p.i.Message) && answers(reply) {
		m = p.a.withMore(m, s, string(reply.Language))
	}
	return m
}

// update replaces the message that the button is under.
func (p *pressed) update(ctx context.Context, reply bot.Reply) {
	m := p.message(reply)
	if !p.begun {
		err := p.inForm(m, reply, func(m api.Message) error { return p.first(ctx, api.Update(m)) })
		p.begun = !api.HasCode(err, api.CodeInvalidForm)
		if err == nil || !mayHaveArrived(err) {
			p.shown(ctx, err)
			return
		}
	}
	p.shown(ctx, p.inForm(m, reply, func(m api.Message) error { return p.put(ctx, m) }))
}

// shown reports why a message was not replaced. Whoever pressed is told where it was
// refused for a reason of our own.
func (p *pressed) shown(ctx context.Context, err error) {
	p.report(err)
	if api.HasCode(err, api.CodeInvalidForm) {
		p.waiting = false
		p.add(ctx, notice(p.a.ourFault(p.i.Locale, "interaction", p.i.ID)))
	}
}

// add shows a new message to the presser.
func (p *pressed) add(ctx context.Context, reply bot.Reply) {
	m := p.message(reply)
	m.Ephemeral = !p.direct()
	send := func(m api.Message) error { return p.first(ctx, api.Respond(m)) }
	switch {
	case !p.begun:
	case p.waiting:
		send = func(m api.Message) error { return p.put(ctx, m) }
	default:
		send = func(m api.Message) error {
			if err := leaving(ctx, p.work); err != nil {
				return err
			}
			return p.a.api.FollowUp(ctx, p.i, m)
		}
	}
	p.begun, p.waiting = true, false
	p.report(p.say(m, reply, send))
}

// acknowledge ends the waiting where the button does nothing to see.
func (p *pressed) acknowledge(ctx context.Context) {
	switch {
	case !p.begun:
		p.begun = true
		p.report(p.first(ctx, api.Response{Type: api.DeferUpdate}))
	case p.waiting:
		p.add(ctx, notice(string(p.a.words(p.i.Locale).Discord.Done)))
	}
}
