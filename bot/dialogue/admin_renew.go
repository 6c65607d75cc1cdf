package dialogue

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Renew reloads because something else than an admin asks for it, such as a
// schedule; why names it in the log. The admins are alerted once when the new
// index is refused, each in their language, and again when that happens for
// another reason. It returns false where it did not come to a reload, as while
// another runs. Call it from one goroutine at a time.
func (b *Bot) Renew(ctx context.Context, why string) bool {
	defer b.survive("renew")
	lib, ok := b.lib.(bot.Reloader)
	if !ok {
		return true
	}
	before := b.lib.Status()
	rep, err := lib.Reload(ctx, retrieval.ReloadOptions{})
	var running *retrieval.ReloadingError
	if errors.As(err, &running) || ctx.Err() != nil {
		return false
	}
	refused := rep.Refused
	if err != nil {
		refused = err.Error()
	}
	ref := b.logReload(why, rep, err)
	if rep.Switched {
		b.RecheckGaps(ctx)
	}
	if refused != "" && refused != b.refused {
		b.alert(ctx, func(v *visit) bot.Reply {
			if err != nil {
				return failedReply(v, before, ref, err)
			}
			return b.reloadReply(ctx, v, rep)
		})
	}
	b.refused = refused
	return true
}

// alert brings each admin a reply in their language.
func (b *Bot) alert(ctx context.Context, write func(*visit) bot.Reply) {
	if b.cfg.Alert == nil {
		return
	}
	for _, admin := range b.live.Load().alerted {
		v := &visit{key: sessionKey{who: admin}, admin: true, private: true, now: b.cfg.Now(), t: locale.Of(b.languageOf(admin))}
		b.cfg.Alert(ctx, admin, write(v))
	}
}

// languageOf is the language to write to an admin in who has not just spoken:
// the one they chose, else the one that their platform named last.
func (b *Bot) languageOf(admin bot.UserKey) text.Language {
	if lang := b.people.Language(admin); lang != "" {
		return lang
	}
	named, _ := b.locales.Load(admin)
	tag, _ := named.(string)
	return locale.FromTag(tag)
}

// logReload says what a reload did and returns the reference of one that
// failed.
func (b *Bot) logReload(why string, rep retrieval.Report, err error) (ref string) {
	if err != nil {
		ref = b.cfg.NewReference()
		b.log.Error("reload failed", "ref", ref, "why", why, "err", err)
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
	b.log.Log(context.Background(), level, said, "why", why, "switched", rep.Switched, "dry", rep.Dry, "generation", rep.Generation,
		"articles", rep.To.Articles, "briefs", rep.To.Briefs, "new", len(rep.New), "changed", len(rep.Changed),
		"removed", len(rep.Removed), "skipped", len(rep.Skipped), "refused", rep.Refused, "took", rep.Took)
	b.logFailing()
	return ""
}

// logFailing names the sources that could not be read.
func (b *Bot) logFailing() {
	for _, s := range b.lib.Status().Sources {
		if s.Err != "" {
			b.log.Warn("source not read", "source", s.Source, "why", s.Err)
		}
	}
}

// watchEvery is how often Watch looks.
const watchEvery = time.Minute

// Watch looks after what time alone changes, every minute until ctx ends: it
// alerts admins of an old index and drops gaps past their time. It does not
// look at once, as an index kept from before is old until it has been renewed.
func (b *Bot) Watch(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			b.look(ctx)
		}
	}
}

func (b *Bot) look(ctx context.Context) {
	defer b.survive("watch")
	now := b.cfg.Now()
	b.checkAge(ctx, now)
	b.gaps.Expire(now)
}

// checkAge alerts the admins once when the index has become too old, and once
// again if that happens after it was fresh in between.
func (b *Bot) checkAge(ctx context.Context, now time.Time) {
	age, old := b.age(now)
	if old && b.lib.Status().Reloading != nil {
		return // that may mend it
	}
	if was := b.alerted.Swap(old); !old || was {
		return
	}
	g := b.lib.Status().Generation
	b.log.Warn("index is old", "generation", g, "age", age.Round(time.Minute))
	b.alert(ctx, func(v *visit) bot.Reply {
		return adminReply(v.t, v.t.Admin.StaleAlert.With("generation", string(g), "age", v.t.Age(age)))
	})
}

// age is how long ago the sources were last read, and whether that is too
// long.
func (b *Bot) age(now time.Time) (age time.Duration, old bool) {
	limit := b.live.Load().staleAfter
	if limit <= 0 {
		return 0, false
	}
	s := b.lib.Status()
	read := s.ReadAt
	if read.IsZero() {
		read = s.BuiltAt
	}
	if age = now.Sub(read); read.IsZero() || age < limit {
		return age, false
	}
	return age, true
}
