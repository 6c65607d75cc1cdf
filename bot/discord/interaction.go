package discord

import (
	"context"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/shared"
)

// onInteraction takes on an interaction, once and only while it can be
// answered.
func (a *Adapter) onInteraction(e gateway.Event, i *api.Interaction) {
	if i.ID == "" || i.Token == "" || i.Asker() == nil {
		a.log.Warn("discord interaction is incomplete", "interaction", i.ID, "type", int(i.Type))
		return
	}
	if !a.handled.Add("interaction/"+i.ID, struct{}{}) {
		return
	}
	late := a.fresh.Late(i.ID, a.cfg.Now())
	if late && a.desk == nil {
		a.tooLate(i)
		return
	}
	if i.ApplicationID == "" {
		_, i.ApplicationID = a.identity()
	}
	a.channels.Note(i.Channel)
	r := &response{a: a, i: i, received: time.Now()}
	handle := a.handlerOf(i)
	if handle == nil {
		a.log.Warn("discord interaction is of an unknown type", "interaction", i.ID, "type", int(i.Type))
		return
	}
	const name = "interaction"
	begun := a.start(e, name, i.ID, func(ctx context.Context) {
		if !a.owns(ctx, r, late) {
			return
		}
		defer func() { a.conclude(ctx, r.work, r.sent()) }()
		if !a.dispatcher.Guard(name, func() { handle(ctx, r) }) {
			a.excuse(ctx, i, a.ourFault(i.Locale, "interaction", i.ID))
		}
	})
	if begun == inbox.Busy {
		a.overflow.Run("busy", func() { a.excuse(a.work, i, a.words(i.Locale).TooBusy(tryAgainAfter)) })
	}
}

// tooLate counts an interaction whose time has passed.
func (a *Adapter) tooLate(i *api.Interaction) {
	a.late.Add(1)
	a.log.Warn("discord interaction came too late to be answered", "interaction", i.ID, "type", int(i.Type))
}

// owns claims an interaction. One that comes late can still be answered where a
// replica that is gone has told Discord to wait: in the place of that.
func (a *Adapter) owns(ctx context.Context, r *response, late bool) bool {
	if r.i.Type == api.OptionTyped { // suggestions are not worth a claim
		if late {
			a.tooLate(r.i)
		}
		return !late
	}
	w, before, ok := a.claim(ctx, "interaction", r.i.ID, !late)
	if !ok {
		return false
	}
	r.work = w
	switch {
	case before != shared.Taken:
		r.begun, r.waiting = true, true
	case late:
		a.tooLate(r.i)
		a.conclude(ctx, w, "")
		return false
	}
	return true
}

func (a *Adapter) handlerOf(i *api.Interaction) func(context.Context, *response) {
	switch i.Type {
	case api.CommandUsed:
		return a.command
	case api.ComponentPressed:
		if isMore(i.Data.CustomID) {
			return a.openForm
		}
		return a.press
	case api.ModalSubmitted:
		return a.submitted
	case api.OptionTyped:
		return a.suggest
	}
	return nil
}

// excuse answers an interaction that cannot be worked on.
func (a *Adapter) excuse(ctx context.Context, i *api.Interaction, why string) {
	if i.Type == api.OptionTyped {
		return // nothing to say to somebody who is still typing
	}
	ctx, cancel := context.WithTimeout(ctx, a.window)
	defer cancel()
	if err := a.api.Respond(ctx, i, api.Respond(api.Message{Content: why, Ephemeral: true})); err != nil {
		a.failed("excuse", err, "interaction", i.ID)
	}
}
