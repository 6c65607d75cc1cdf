package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"articlebot/retrieval"
)

// progressEvery is the least time between two preliminary replies of a long
// reload: platforms let a message be edited about once a second.
const progressEvery = 2 * time.Second

// adminReply is a reply that only the admin should see.
func adminReply(t *texts, lines ...string) Reply {
	return Reply{Kind: ShowText, Language: t.Language, Text: joinLines(lines...), Private: true}
}

// reload renews the index and reports what that did.
func (b *Bot) reload(ctx context.Context, v *visit, mode string) Reply {
	lib, ok := b.lib.(Reloader)
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
	if err != nil {
		return b.failedReload(v, before, err)
	}
	b.log.Info("reloaded by an admin", "switched", rep.Switched, "dry", rep.Dry, "generation", rep.Generation, "refused", rep.Refused)
	return b.reloadReply(ctx, v, rep)
}

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
		v.show(adminReply(v.t, v.t.progress(p)))
	}
}

func (t *texts) stage(name string) string {
	switch name {
	case "reading":
		return string(t.Admin.Reading)
	case "indexing":
		return string(t.Admin.Indexing)
	case "checking":
		return string(t.Admin.Checking)
	case "switching":
		return string(t.Admin.Swap)
	}
	return name
}

func (t *texts) progress(p retrieval.Progress) string {
	if p.Total > 0 {
		return t.Admin.ProgressOf.with("stage", t.stage(p.Stage), "done", t.number(p.Done), "total", t.number(p.Total))
	}
	return t.Admin.Progress.with("stage", t.stage(p.Stage))
}

func (t *texts) running(p retrieval.Progress, now time.Time) string {
	stage := strings.TrimSuffix(t.progress(p), " …")
	return t.Admin.Running.with("stage", stage, "age", t.ago(now.Sub(p.Started)))
}

// kept says that the old index keeps answering.
func (t *texts) kept(g retrieval.Generation, built, now time.Time) string {
	return t.Admin.Kept.with("generation", string(g), "age", t.age(now.Sub(built)))
}

func (b *Bot) failedReload(v *visit, before retrieval.Status, err error) Reply {
	ref := b.cfg.NewReference()
	b.log.Error("reload failed", "ref", ref, "err", err)
	return adminReply(v.t, v.t.kept(before.Generation, before.BuiltAt, v.now),
		v.t.Admin.Failed.with("ref", ref, "reason", err.Error()))
}

// reloadReply says what a reload did, in the order in which people are
// concerned: what answers now, what is different, what was left out.
func (b *Bot) reloadReply(ctx context.Context, v *visit, rep retrieval.Report) Reply {
	t, a := v.t, &v.t.Admin
	switch {
	case rep.Refused != "":
		r := adminReply(t, t.kept(rep.Before, rep.BeforeBuilt, v.now), a.Refused.with("reason", rep.Refused),
			t.changes(rep), string(a.ForceHint))
		r.Buttons = titleButtons(t, rep)
		return r
	case rep.Dry:
		r := adminReply(t, t.sizes(a.DryRun, rep), t.changes(rep))
		r.Buttons = titleButtons(t, rep)
		return r
	case !rep.Switched:
		return adminReply(t, t.sizes(a.Unchanged, rep), t.skipped(rep.Skipped))
	}
	fixed := ""
	if n, of := b.RecheckGaps(ctx); of > 0 {
		fixed = a.GapsAnswered.with("n", t.number(n), "total", t.number(of))
	}
	r := adminReply(t, t.sizes(a.Reloaded, rep), t.changes(rep), fixed)
	r.Buttons = titleButtons(t, rep)
	if len(b.lib.Status().Previous) > 0 {
		back := Button{Label: string(t.RollBack), Action: Action{RollBack, generationArg(rep.Generation)}}
		if len(r.Buttons) == 0 {
			r.Buttons = [][]Button{nil}
		}
		r.Buttons[0] = append(r.Buttons[0], back)
	}
	return r
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

func titleButtons(t *texts, rep retrieval.Report) [][]Button {
	if len(rep.New)+len(rep.Changed)+len(rep.Removed)+len(rep.Skipped) == 0 {
		return nil
	}
	return [][]Button{{{Label: string(t.ShowTitles), Action: Action{ReloadTitles, generationArg(rep.Generation)}}}}
}

// sizes fills the first line of a report.
func (t *texts) sizes(p phrase, rep retrieval.Report) string {
	from, to := rep.From.Articles+rep.From.Briefs, rep.To.Articles+rep.To.Briefs
	return p.with("took", t.took(rep.Took), "generation", string(rep.Generation), "from", t.number(from),
		"to", t.counted(to, t.Articles), "passages", t.counted(rep.To.Passages, t.Passages))
}

func (t *texts) changes(rep retrieval.Report) string {
	return joinDots(t.Admin.Changes.with("new", t.number(len(rep.New)), "changed", t.number(len(rep.Changed)),
		"removed", t.number(len(rep.Removed))), t.skipped(rep.Skipped))
}

// maxSkipsNamed is how many skipped files a report names in one line.
const maxSkipsNamed = 3

func (t *texts) skipped(skips []retrieval.Skip) string {
	if len(skips) == 0 {
		return ""
	}
	var names []string
	for _, s := range skips[:min(len(skips), maxSkipsNamed)] {
		names = append(names, s.Name+": "+s.Reason)
	}
	if n := len(skips) - maxSkipsNamed; n > 0 {
		names = append(names, t.Admin.AndMore.with("n", t.number(n)))
	}
	return t.Admin.Skipped.with("n", t.number(len(skips)), "names", strings.Join(names, "; "))
}

// maxTitlesShown bounds each list of titles in a report.
const maxTitlesShown = 10

// reloadTitles lists the titles of the last reload, if it is still the one
// that the button is under.
func (b *Bot) reloadTitles(v *visit, arg string) Reply {
	rep := b.lib.Status().LastReload
	if rep == nil || generationArg(rep.Generation) != arg {
		return adminReply(v.t, string(v.t.Admin.NoReport))
	}
	a := &v.t.Admin
	var skips []string
	for _, s := range rep.Skipped {
		skips = append(skips, s.Name+": "+s.Reason)
	}
	said := joinLines(
		v.t.bullets(a.NewTitles, titlesOf(rep.New)), v.t.bullets(a.ChangedTitles, titlesOf(rep.Changed)),
		v.t.bullets(a.RemovedTitles, titlesOf(rep.Removed)), v.t.bullets(a.SkippedFiles, skips))
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

func (t *texts) bullets(head phrase, items []string) string {
	if len(items) == 0 {
		return ""
	}
	lines := []string{string(head)}
	for _, item := range items[:min(len(items), maxTitlesShown)] {
		lines = append(lines, "• "+clip(item, maxLineRunes))
	}
	if n := len(items) - maxTitlesShown; n > 0 {
		lines = append(lines, t.Admin.AndMore.with("n", t.number(n)))
	}
	return strings.Join(lines, "\n")
}

// rollback returns to the generation before.
func (b *Bot) rollback(ctx context.Context, v *visit) Reply {
	lib, ok := b.lib.(Reloader)
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
		return b.failedReload(v, before, err)
	}
	b.log.Info("rolled back by an admin", "generation", rep.Generation, "before", before.Generation)
	said := v.t.Admin.RolledBack.with("generation", string(rep.Generation), "before", string(before.Generation),
		"to", v.t.counted(rep.To.Articles+rep.To.Briefs, v.t.Articles), "passages", v.t.counted(rep.To.Passages, v.t.Passages))
	return adminReply(v.t, said)
}

// pressRollback rolls back only from the generation that the button was made
// for, so that a button pressed twice does not go back twice.
func (b *Bot) pressRollback(ctx context.Context, v *visit, arg string) PressReply {
	if generationArg(b.lib.Status().Generation) != arg {
		return PressReply{Send: adminReply(v.t, v.t.Admin.NotLive.with("generation", arg))}
	}
	return PressReply{Edit: b.rollback(ctx, v)}
}
