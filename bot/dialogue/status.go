package dialogue

import (
	"strings"

	"articlebot/bot"
	"articlebot/retrieval"
)

// Bounds of what admins read in one message.
const (
	maxGapsShown    = 12
	maxLineRunes    = 120
	maxSourcesShown = 12
	maxMissedShown  = 5
)

// status says how the index is.
func (b *Bot) status(v *visit) bot.Reply {
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
	if e := s.Embedded; e != nil && (e.Done < e.Total || e.Err != nil) {
		lines = append(lines, a.StatusEmbedded.with("done", t.number(e.Done), "total", t.number(e.Total)))
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
		lines = append(lines, a.StatusRefused.with("age", t.ago(v.now.Sub(s.LastReload.At)), "reason", s.LastReload.Refused))
	}
	for _, p := range s.Missed[:min(len(s.Missed), maxMissedShown)] {
		lines = append(lines, a.StatusMissed.with("question", p.Question, "title", p.Title))
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
	case retrieval.Built:
		if s.Opened.Why != "" {
			how = string(a.OpenedBuilt)
		}
	case retrieval.Updated:
		how = string(a.OpenedUpdated)
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
	if kind == "" || kind == "mixed" {
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
