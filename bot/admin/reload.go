package admin

import (
	"context"
	"errors"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
)

// Reload renews the index and reports what that did. The mode is "", "dry" to
// switch nothing or "force" to take what would be refused.
func (d *Desk) Reload(ctx context.Context, r Request, mode string) bot.Reply {
	lib, ok := d.cfg.Library.(bot.Reloader)
	if !ok {
		return reply.Private(r.Texts, string(r.Texts.Admin.CannotReload))
	}
	before := d.cfg.Library.Status()
	if before.Reloading != nil {
		return reply.Private(r.Texts, r.Texts.Running(*before.Reloading, r.Now))
	}
	settings := d.reread(r, mode == "dry")
	rep, err := lib.Reload(ctx, retrieval.ReloadOptions{
		Force: mode == "force", Dry: mode == "dry", Progress: d.progress(r),
	})
	var running *retrieval.ReloadingError
	if errors.As(err, &running) {
		return reply.Private(r.Texts, r.Texts.Running(running.Progress, r.Now))
	}
	ref := d.logReload(r.By, rep, err)
	if err != nil {
		return failedReply(r, before, ref, err)
	}
	said := d.reloadReply(ctx, r, rep)
	said.Text = locale.JoinLines(said.Text, settings)
	return said
}

// reread reads the settings again and says so where they are wrong.
func (d *Desk) reread(r Request, dry bool) string {
	if d.cfg.Reread == nil || dry {
		return ""
	}
	if err := d.cfg.Reread(); err != nil {
		return r.Texts.Admin.BadSettings.With("reason", err.Error())
	}
	return ""
}

// failedReply says that a reload or a rollback could not be done.
func failedReply(r Request, before retrieval.Status, ref string, err error) bot.Reply {
	return reply.Private(r.Texts, r.Texts.Kept(before.Generation, before.BuiltAt, r.Now),
		r.Texts.Admin.Failed.With("ref", ref, "reason", err.Error()))
}

// Rollback returns to the generation before.
func (d *Desk) Rollback(ctx context.Context, r Request) bot.Reply {
	lib, ok := d.cfg.Library.(bot.Reloader)
	if !ok {
		return reply.Private(r.Texts, string(r.Texts.Admin.CannotReload))
	}
	before := d.cfg.Library.Status()
	if len(before.Previous) == 0 {
		return reply.Private(r.Texts, string(r.Texts.Admin.NoPrevious))
	}
	rep, err := lib.Rollback(ctx)
	if errors.Is(err, retrieval.ErrNoPrevious) {
		return reply.Private(r.Texts, string(r.Texts.Admin.NoPrevious))
	}
	if err != nil {
		return failedReply(r, before, d.logReload(r.By, rep, err), err)
	}
	d.cfg.Log.Info("rolled back", "why", r.By, "generation", rep.Generation, "before", before.Generation)
	said := r.Texts.Admin.RolledBack.With("generation", string(rep.Generation), "before", string(before.Generation),
		"to", r.Texts.Counted(rep.To.Articles+rep.To.Briefs, r.Texts.Articles), "passages", r.Texts.Counted(rep.To.Passages, r.Texts.Passages))
	return reply.Private(r.Texts, said)
}

// RollbackFrom rolls back only from the generation that the button was made
// for, so that a button pressed twice does not go back twice.
func (d *Desk) RollbackFrom(ctx context.Context, r Request, arg string) bot.PressReply {
	if generationArg(d.cfg.Library.Status().Generation) != arg {
		return bot.PressReply{Send: reply.Private(r.Texts, r.Texts.Admin.NotLive.With("generation", arg))}
	}
	return bot.PressReply{Edit: d.Rollback(ctx, r)}
}

// progressEvery is the least time between two preliminary replies of a long
// reload: platforms let a message be edited about once a second.
const progressEvery = 2 * time.Second

// progress shows how far a reload is, not too often.
func (d *Desk) progress(r Request) func(retrieval.Progress) {
	if r.Show == nil {
		return nil
	}
	var last time.Time
	var stage string
	return func(p retrieval.Progress) {
		now := d.cfg.Now()
		if p.Stage == stage && now.Sub(last) < progressEvery {
			return
		}
		last, stage = now, p.Stage
		r.Show(reply.Private(r.Texts, r.Texts.Progress(p)))
	}
}
