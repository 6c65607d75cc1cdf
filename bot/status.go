package bot

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/retrieval"
)

// Bounds of what admins read in one message.
const (
	maxGapsShown    = 12
	maxLineRunes    = 120
	maxSourcesShown = 12
)

// status says how the index is.
func (b *Bot) status(v *visit) Reply {
	t, s := v.t, b.lib.Status()
	a := &t.Admin
	lines := []string{
		a.StatusHead.with("generation", string(s.Generation), "age", t.ago(v.now.Sub(s.BuiltAt))),
		a.StatusCounts.with("counts", t.corpus(s.Counts), "passages", t.counted(s.Counts.Passages, t.Passages)),
	}
	if !s.ReadAt.IsZero() {
		lines = append(lines, a.StatusRead.with("age", t.ago(v.now.Sub(s.ReadAt))))
	}
	lines = append(lines, t.opened(s))
	if !s.Newest.IsZero() {
		lines = append(lines, a.StatusNewest.with("date", FormatDate(s.Newest, t.Language)))
	}
	if s.Reloading != nil {
		lines = append(lines, t.running(*s.Reloading, v.now))
	}
	for _, source := range s.Sources[:min(len(s.Sources), maxSourcesShown)] {
		lines = append(lines, t.source(source))
	}
	if n := len(s.Sources) - maxSourcesShown; n > 0 {
		lines = append(lines, a.AndMore.with("n", t.number(n)))
	}
	if s.LastReload != nil && s.LastReload.Refused != "" {
		lines = append(lines, a.StatusRefused.with("reason", s.LastReload.Refused))
	}
	if len(s.Previous) > 0 {
		lines = append(lines, a.StatusPrevious.with("list", generations(s.Previous)))
	}
	lines = append(lines, b.feedback(v))
	return adminReply(t, lines...)
}

// opened says how the program came to its first generation, where that is not
// as usual, and whether this one outlives it.
func (t *texts) opened(s retrieval.Status) string {
	a := &t.Admin
	how, kept := "", ""
	switch s.Opened.How {
	case retrieval.Reindexed:
		how = string(a.OpenedReindexed)
	case retrieval.FellBack:
		how = string(a.OpenedFellBack)
	}
	if s.Opened.Why != "" {
		how = joinDots(how, s.Opened.Why)
	}
	if !s.Kept {
		kept = string(a.StatusNotKept)
	}
	return joinLines(how, kept)
}

func generations(list []retrieval.Generation) string {
	names := make([]string, len(list))
	for i, g := range list {
		names[i] = string(g)
	}
	return strings.Join(names, ", ")
}

func (t *texts) source(s retrieval.SourceStatus) string {
	kind := s.Kind
	if kind == "" {
		kind = string(t.Admin.SourceOfPages)
	}
	line := t.Admin.StatusSource.with("source", s.Source, "kind", kind,
		"counts", t.corpus(retrieval.Counts{Articles: s.Articles, Briefs: s.Briefs}))
	skipped, failed := "", ""
	if len(s.Skipped) > 0 {
		skipped = t.Admin.StatusSkipped.with("n", t.number(len(s.Skipped)))
	}
	if s.Err != "" {
		failed = t.Admin.StatusError.with("reason", s.Err)
	}
	return joinDots(line, skipped, failed)
}

// feedback says what people missed and how they voted since the start.
func (b *Bot) feedback(v *visit) string {
	t := v.t
	missed, voted := "", ""
	if n := len(b.gaps.open(v.now)); n > 0 {
		missed = t.Admin.StatusGaps.with("n", t.counted(n, t.Questions))
	}
	if up, down := b.tally.up.Load(), b.tally.down.Load(); up+down > 0 {
		voted = t.Admin.StatusVotes.with("up", t.number(int(up)), "down", t.number(int(down)))
	}
	return joinLines(missed, voted)
}

// showGaps lists the questions without an answer.
func (b *Bot) showGaps(v *visit) Reply {
	t, list := v.t, b.gaps.open(v.now)
	days := t.counted(max(1, int(b.cfg.GapRetention/(24*time.Hour))), t.Days)
	if len(list) == 0 {
		return adminReply(t, t.Admin.NoGaps.with("days", days))
	}
	lines := []string{t.Admin.GapsHead.with("n", t.counted(len(list), t.Questions), "days", days)}
	for _, g := range list[:min(len(list), maxGapsShown)] {
		down := ""
		if g.Down > 0 {
			down = t.Admin.GapDown.with("n", t.number(g.Down))
		}
		line := t.Admin.GapLine.with("count", t.number(g.Asked+g.Down), "question", clip(g.Question, maxLineRunes),
			"age", t.ago(v.now.Sub(g.Last)))
		lines = append(lines, joinDots(line, down))
	}
	if n := len(list) - maxGapsShown; n > 0 {
		lines = append(lines, t.Admin.AndMore.with("n", t.number(n)))
	}
	return adminReply(t, lines...)
}

// clip cuts a line to so many runes.
func clip(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return strings.TrimRight(s[:runeOffset(s, runes-1)], " ") + "…"
}

// checkAge alerts the admins once when the index has become too old, and once
// again if that happens after it was fresh in between.
func (b *Bot) checkAge(ctx context.Context, now time.Time) {
	age, old := b.age(now)
	if was := b.alerted.Swap(old); !old || was {
		return
	}
	g := b.lib.Status().Generation
	b.log.Warn("index is old", "generation", g, "age", age.Round(time.Minute))
	if b.cfg.Alert == nil {
		return
	}
	for _, admin := range b.cfg.Admins {
		t := textsOf(b.people.language(admin))
		b.cfg.Alert(ctx, admin, adminReply(t, t.Admin.StaleAlert.with("generation", string(g), "age", t.age(age))))
	}
}

// watchEvery is how often Watch looks.
const watchEvery = time.Minute

// Watch looks after what time alone changes, now and every minute until ctx
// ends: it alerts admins of an old index and drops gaps past their time.
func (b *Bot) Watch(ctx context.Context) {
	b.look(ctx)
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
	b.gaps.expire(now)
}
