package admin

import (
	"context"
	"errors"
	"log/slog"

	"articlebot/bot"
	"articlebot/retrieval"
)

// Renew reloads because something else than an admin asks for it, such as a
// schedule; why names it in the log. The admins are alerted once when the new
// index is refused, each in their language, and again when that happens for
// another reason. It returns false where it did not come to a reload, as while
// another runs. Call it from one goroutine at a time.
func (d *Desk) Renew(ctx context.Context, why string) bool {
	lib, ok := d.cfg.Library.(bot.Reloader)
	if !ok {
		return true
	}
	before := d.cfg.Library.Status()
	rep, err := lib.Reload(ctx, retrieval.ReloadOptions{})
	var running *retrieval.ReloadingError
	if errors.As(err, &running) || ctx.Err() != nil {
		return false
	}
	refused := rep.Refused
	if err != nil {
		refused = err.Error()
	}
	ref := d.logReload(why, rep, err)
	if rep.Switched {
		d.recheck(ctx)
	}
	if refused != "" && refused != d.refused {
		d.cfg.Alert(ctx, func(r Request) bot.Reply {
			if err != nil {
				return failedReply(r, before, ref, err)
			}
			return d.reloadReply(ctx, r, rep)
		})
	}
	d.refused = refused
	return true
}

// logReload says what a reload did and returns the reference of one that
// failed.
func (d *Desk) logReload(why string, rep retrieval.Report, err error) (ref string) {
	if err != nil {
		ref = d.cfg.NewReference()
		d.cfg.Log.Error("reload failed", "ref", ref, "why", why, "err", err)
		return ref
	}
	level, said := slog.LevelInfo, "nothing to reload"
	switch {
	case rep.Switched:
		said = "reloaded"
	case rep.Refused != "":
		level, said = slog.LevelWarn, "reload refused"
	case rep.Dry:
		said = "reload tried"
	}
	d.cfg.Log.Log(context.Background(), level, said, "why", why, "switched", rep.Switched, "dry", rep.Dry, "generation", rep.Generation,
		"articles", rep.To.Articles, "briefs", rep.To.Briefs, "new", len(rep.New), "changed", len(rep.Changed),
		"removed", len(rep.Removed), "skipped", retrieval.Things(rep.Skipped), "refused", rep.Refused, "took", rep.Took)
	d.logFailing()
	return ""
}

// logFailing names the sources that could not be read.
func (d *Desk) logFailing() {
	for _, s := range d.cfg.Library.Status().Sources {
		if s.Err != "" {
			d.cfg.Log.Warn("source not read", "source", s.Source, "why", s.Err)
		}
	}
}
