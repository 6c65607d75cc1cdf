package admin

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
)

// reloadReply says what a reload did, in the order in which people are
// concerned: what answers now, what is different, what was left out.
func (d *Desk) reloadReply(ctx context.Context, r Request, rep retrieval.Report) bot.Reply {
	t, a := r.Texts, &r.Texts.Admin
	switch {
	case rep.Refused != "":
		refused := a.Refused
		if rep.Dry {
			refused = a.WouldRefuse
		}
		said := reply.Private(t, t.Kept(rep.Before, rep.BeforeBuilt, r.Now), refused.With("reason", rep.Refused),
			t.Changes(rep), string(a.ForceHint))
		said.Buttons = titleButtons(t, rep)
		return said
	case rep.Dry && rep.Generation == rep.Before:
		return reply.Private(t, t.Sizes(a.Unchanged, rep), t.Skipped(rep.Skipped))
	case rep.Dry:
		said := reply.Private(t, t.Sizes(a.DryRun, rep), t.Changes(rep))
		said.Buttons = titleButtons(t, rep)
		return said
	case !rep.Switched:
		return reply.Private(t, t.Sizes(a.Unchanged, rep), t.Skipped(rep.Skipped))
	}
	fixed := ""
	if n, of := d.recheck(ctx); of > 0 {
		fixed = a.GapsAnswered.With("n", t.Number(n), "total", t.Number(of))
	}
	said := reply.Private(t, t.Sizes(a.Reloaded, rep), t.Changes(rep), fixed)
	said.Buttons = titleButtons(t, rep)
	if len(d.cfg.Library.Status().Previous) > 0 {
		back := bot.Button{Label: string(t.RollBack), Action: bot.Action{Verb: bot.RollBack, Arg: generationArg(rep.Generation)}}
		if len(said.Buttons) == 0 {
			said.Buttons = [][]bot.Button{nil}
		}
		said.Buttons[0] = append(said.Buttons[0], back)
	}
	return said
}

// titleButtons offers the titles of a report, if there are any.
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

// ReloadTitles lists the titles of the last reload, if it is still the one
// that the button is under.
func (d *Desk) ReloadTitles(r Request, arg string) bot.Reply {
	rep := d.cfg.Library.Status().LastReload
	if rep == nil || generationArg(rep.Generation) != arg {
		return reply.Private(r.Texts, string(r.Texts.Admin.NoReport))
	}
	a := &r.Texts.Admin
	var skips []string
	for _, s := range rep.Skipped {
		skips = append(skips, s.Name+": "+s.Reason)
	}
	said := locale.JoinLines(
		r.Texts.Bullets(a.NewTitles, titlesOf(rep.New)), r.Texts.Bullets(a.ChangedTitles, titlesOf(rep.Changed)),
		r.Texts.Bullets(a.RemovedTitles, titlesOf(rep.Removed)), r.Texts.Bullets(a.SkippedFiles, skips))
	if said == "" {
		said = string(a.NoTitles)
	}
	return reply.Private(r.Texts, said)
}

func titlesOf(list []retrieval.Summary) []string {
	var titles []string
	for _, s := range list {
		titles = append(titles, s.Title)
	}
	return titles
}
