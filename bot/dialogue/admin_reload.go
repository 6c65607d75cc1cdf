package dialogue

import (
	"context"
	"errors"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// adminReply is a reply that only the admin should see.
func adminReply(t *locale.Texts, lines ...string) bot.Reply {
	return bot.Reply{Kind: bot.ShowText, Language: t.Language, Text: locale.JoinLines(lines...), Private: true}
}

// reload renews the index and reports what that did.
func (b *Bot) reload(ctx context.Context, v *visit, mode string) bot.Reply {
	lib, ok := b.lib.(bot.Reloader)
	if !ok {
		return adminReply(v.t, string(v.t.Admin.CannotReload))
	}
	before := b.lib.Status()
	if before.Reloading != nil {
		return adminReply(v.t, v.t.Running(*before.Reloading, v.now))
	}
	settings := b.reread(v, mode == "dry")
	rep, err := lib.Reload(ctx, retrieval.ReloadOptions{
		Force: mode == "force", Dry: mode == "dry", Progress: b.progress(v),
	})
	var running *retrieval.ReloadingError
	if errors.As(err, &running) {
		return adminReply(v.t, v.t.Running(running.Progress, v.now))
	}
	ref := b.logReload(v.asked, rep, err)
	if err != nil {
		return failedReply(v, before, ref, err)
	}
	r := b.reloadReply(ctx, v, rep)
	r.Text = locale.JoinLines(r.Text, settings)
	return r
}

// reread reads the settings again and says so where they are wrong.
func (b *Bot) reread(v *visit, dry bool) string {
	if b.cfg.Reread == nil || dry {
		return ""
	}
	if err := b.cfg.Reread(); err != nil {
		return v.t.Admin.BadSettings.With("reason", err.Error())
	}
	return ""
}

// failedReply says that a reload or a rollback could not be done.
func failedReply(v *visit, before retrieval.Status, ref string, err error) bot.Reply {
	return adminReply(v.t, v.t.Kept(before.Generation, before.BuiltAt, v.now),
		v.t.Admin.Failed.With("ref", ref, "reason", err.Error()))
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
	said := v.t.Admin.RolledBack.With("generation", string(rep.Generation), "before", string(before.Generation),
		"to", v.t.Counted(rep.To.Articles+rep.To.Briefs, v.t.Articles), "passages", v.t.Counted(rep.To.Passages, v.t.Passages))
	return adminReply(v.t, said)
}

// pressRollback rolls back only from the generation that the button was made
// for, so that a button pressed twice does not go back twice.
func (b *Bot) pressRollback(ctx context.Context, v *visit, arg string) bot.PressReply {
	if generationArg(b.lib.Status().Generation) != arg {
		return bot.PressReply{Send: adminReply(v.t, v.t.Admin.NotLive.With("generation", arg))}
	}
	return bot.PressReply{Edit: b.rollback(ctx, v)}
}

// progressEvery is the least time between two preliminary replies of a long
// reload: platforms let a message be edited about once a second.
const progressEvery = 2 * time.Second

// progress shows how far a reload is, not too often.
func (b *Bot) progress(v *visit) func(retrieval.Progress) {
	if v.progress == nil {
		return nil
	}
	var last time.Time
	var stage string
	return func(p retrieval.Progress) {
		now := b.cfg.Now()
		if p.Stage == stage && now.Sub(last) < progressEvery {
			return
		}
		last, stage = now, p.Stage
		v.show(adminReply(v.t, v.t.Progress(p)))
	}
}

// reloadReply says what a reload did, in the order in which people are
// concerned: what answers now, what is different, what was left out.
func (b *Bot) reloadReply(ctx context.Context, v *visit, rep retrieval.Report) bot.Reply {
	t, a := v.t, &v.t.Admin
	switch {
	case rep.Refused != "":
		refused := a.Refused
		if rep.Dry {
			refused = a.WouldRefuse
		}
		r := adminReply(t, t.Kept(rep.Before, rep.BeforeBuilt, v.now), refused.With("reason", rep.Refused),
			t.Changes(rep), string(a.ForceHint))
		r.Buttons = titleButtons(t, rep)
		return r
	case rep.Dry && rep.Generation == rep.Before:
		return adminReply(t, t.Sizes(a.Unchanged, rep), t.Skipped(rep.Skipped))
	case rep.Dry:
		r := adminReply(t, t.Sizes(a.DryRun, rep), t.Changes(rep))
		r.Buttons = titleButtons(t, rep)
		return r
	case !rep.Switched:
		return adminReply(t, t.Sizes(a.Unchanged, rep), t.Skipped(rep.Skipped))
	}
	fixed := ""
	if n, of := b.RecheckGaps(ctx); of > 0 {
		fixed = a.GapsAnswered.With("n", t.Number(n), "total", t.Number(of))
	}
	r := adminReply(t, t.Sizes(a.Reloaded, rep), t.Changes(rep), fixed)
	r.Buttons = titleButtons(t, rep)
	if len(b.lib.Status().Previous) > 0 {
		back := bot.Button{Label: string(t.RollBack), Action: bot.Action{Verb: bot.RollBack, Arg: generationArg(rep.Generation)}}
		if len(r.Buttons) == 0 {
			r.Buttons = [][]bot.Button{nil}
		}
		r.Buttons[0] = append(r.Buttons[0], back)
	}
	return r
}

func titleButtons(t *locale.Texts, rep retrieval.Report) [][]bot.Button {
	if len(rep.New)+len(rep.Changed)+len(rep.Removed)+len(rep.Skipped) == 0 {
		return nil
	}
	return [][]bot.Button{{{Label: string(t.ShowTitles), Action: bot.Action{Verb: bot.ReloadTitles, Arg: generationArg(rep.Generation)}}}}
}

// maxGenerationArg is how long a generation's name may be to stand in a button
// as it is.
const maxGenerationArg = 48

// generationArg is a generation's name in a button, or a hash of a long one.
func generationArg(g retrieval.Generation) string {
	if len(g) > maxGenerationArg {
		return retrieval.ArticleID(g).Key()
	}
	return string(g)
}

// reloadTitles lists the titles of the last reload, if it is still the one
// that the button is under.
func (b *Bot) reloadTitles(v *visit, arg string) bot.Reply {
	rep := b.lib.Status().LastReload
	if rep == nil || generationArg(rep.Generation) != arg {
		return adminReply(v.t, string(v.t.Admin.NoReport))
	}
	a := &v.t.Admin
	var skips []string
	for _, s := range rep.Skipped {
		skips = append(skips, s.Name+": "+s.Reason)
	}
	said := locale.JoinLines(
		v.t.Bullets(a.NewTitles, titlesOf(rep.New)), v.t.Bullets(a.ChangedTitles, titlesOf(rep.Changed)),
		v.t.Bullets(a.RemovedTitles, titlesOf(rep.Removed)), v.t.Bullets(a.SkippedFiles, skips))
	if said == "" {
		said = string(a.NoTitles)
	}
	return adminReply(v.t, said)
}

func titlesOf(list []retrieval.Summary) []string {
	var titles []string
	for _, s := range list {
		titles = append(titles, s.Title)
	}
	return titles
}
