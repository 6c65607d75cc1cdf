package discord

import (
	"context"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
)

// onInteraction takes on an interaction, once and only while it can be
// answered.
func (a *Adapter) onInteraction(i *api.Interaction) {
	if i.ID == "" || i.Token == "" || i.Asker() == nil {
		a.log.Warn("discord interaction is incomplete", "interaction", i.ID, "type", int(i.Type))
		return
	}
	if !a.handled.Add("interaction/"+i.ID, struct{}{}) {
		return
	}
	if a.fresh.Late(i.ID, a.cfg.Now()) {
		a.late.Add(1)
		a.log.Warn("discord interaction came too late to be answered", "interaction", i.ID, "type", int(i.Type))
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
	begun := a.start(name, i.ID, func(ctx context.Context) {
		if !a.dispatcher.Guard(name, func() { handle(ctx, r) }) {
			a.excuse(ctx, i, a.ourFault(i.Locale, "interaction", i.ID))
		}
	})
	if begun == inbox.Busy {
		a.overflow.Run("busy", func() { a.excuse(a.work, i, a.words(i.Locale).TooBusy(tryAgainAfter)) })
	}
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
