package dialogue

import (
	"context"
	"errors"

	"articlebot/bot"
	"articlebot/retrieval"
)

// adminReply is a reply that only the admin should see.
func adminReply(t *texts, lines ...string) bot.Reply {
	return bot.Reply{Kind: bot.ShowText, Language: t.Language, Text: joinLines(lines...), Private: true}
}

// reload renews the index and reports what that did.
func (b *Bot) reload(ctx context.Context, v *visit, mode string) bot.Reply {
	lib, ok := b.lib.(bot.Reloader)
	if !ok {
		return adminReply(v.t, string(v.t.Admin.CannotReload))
	}
	before := b.lib.Status()
	if before.Reloading != nil {
		return adminReply(v.t, v.t.running(*before.Reloading, v.now))
	}
	rep, err := lib.Reload(ctx, retrieval.ReloadOptions{
		Force: mode == "force", Dry: mode == "dry", Progress: b.progress(v),
	})
	var running *retrieval.ReloadingError
	if errors.As(err, &running) {
		return adminReply(v.t, v.t.running(running.Progress, v.now))
	}
	ref := b.logReload(v.asked, rep, err)
	if err != nil {
		return failedReply(v, before, ref, err)
	}
	return b.reloadReply(ctx, v, rep)
}

// failedReply says that a reload or a rollback could not be done.
func failedReply(v *visit, before retrieval.Status, ref string, err error) bot.Reply {
	return adminReply(v.t, v.t.kept(before.Generation, before.BuiltAt, v.now),
		v.t.Admin.Failed.with("ref", ref, "reason", err.Error()))
}

// rollback returns to the generation before.
func (b *Bot) rollback(ctx context.Context, v *visit) bot.Reply {
	lib, ok := b.lib.(bot.Reloader)
	if !ok {
		return adminReply(v.t, string(v.t.Admin.CannotReload))
	}
	before := b.lib.Status()
	if len(before.Previous) == 0 {
		return adminReply(v.t, string(v.t.Admin.NoPrevious))
	}
	rep, err := lib.Rollback(ctx)
	if errors.Is(err, retrieval.ErrNoPrevious) {
		return adminReply(v.t, string(v.t.Admin.NoPrevious))
	}
	if err != nil {
		return failedReply(v, before, b.logReload(v.asked, rep, err), err)
	}
	b.log.Info("rolled back", "why", v.asked, "generation", rep.Generation, "before", before.Generation)
	said := v.t.Admin.RolledBack.with("generation", string(rep.Generation), "before", string(before.Generation),
		"to", v.t.counted(rep.To.Articles+rep.To.Briefs, v.t.Articles), "passages", v.t.counted(rep.To.Passages, v.t.Passages))
	return adminReply(v.t, said)
}

// pressRollback rolls back only from the generation that the button was made
// for, so that a button pressed twice does not go back twice.
func (b *Bot) pressRollback(ctx context.Context, v *visit, arg string) bot.PressReply {
	if generationArg(b.lib.Status().Generation) != arg {
		return bot.PressReply{Send: adminReply(v.t, v.t.Admin.NotLive.with("generation", arg))}
	}
	return bot.PressReply{Edit: b.rollback(ctx, v)}
}
