package dialogue

import (
	"context"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

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
		r := adminReply(t, t.kept(rep.Before, rep.BeforeBuilt, v.now), refused.with("reason", rep.Refused),
			t.changes(rep), string(a.ForceHint))
		r.Buttons = titleButtons(t, rep)
		return r
	case rep.Dry && rep.Generation == rep.Before:
		return adminReply(t, t.sizes(a.Unchanged, rep), t.skipped(rep.Skipped))
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
		back := bot.Button{Label: string(t.RollBack), Action: bot.Action{Verb: bot.RollBack, Arg: generationArg(rep.Generation)}}
		if len(r.Buttons) == 0 {
			r.Buttons = [][]bot.Button{nil}
		}
		r.Buttons[0] = append(r.Buttons[0], back)
	}
	return r
}

// kept says that the old index keeps answering.
func (t *texts) kept(g retrieval.Generation, built, now time.Time) string {
	return t.Admin.Kept.with("generation", string(g), "age", t.age(now.Sub(built)))
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

func titleButtons(t *texts, rep retrieval.Report) [][]bot.Button {
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

// maxTitlesShown bounds each list of titles in a report.
const maxTitlesShown = 10

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
