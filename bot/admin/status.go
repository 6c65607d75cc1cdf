package admin

import (
	"strings"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
)

// Bounds of what admins read in one message.
const (
	maxGapsShown    = 12
	maxSourcesShown = 12
	maxMissedShown  = 5
)

// Status says how the index is.
func (d *Desk) Status(r Request) bot.Reply {
	t, s := r.Texts, d.cfg.Library.Status()
	a := &t.Admin
	lines := []string{
		a.StatusHead.With("generation", string(s.Generation), "age", t.TimeAgo(r.Now.Sub(s.BuiltAt))),
		a.StatusCounts.With("counts", t.Corpus(s.Counts), "passages", t.Counted(s.Counts.Passages, t.Passages)),
	}
	if !s.ReadAt.IsZero() {
		lines = append(lines, a.StatusRead.With("age", t.TimeAgo(r.Now.Sub(s.ReadAt))))
	}
	lines = append(lines, t.Opened(s))
	if !s.Newest.IsZero() {
		lines = append(lines, a.StatusNewest.With("date", t.Day(s.Newest)))
	}
	if e := s.Embedded; e != nil && (e.Done < e.Total || e.Err != nil) {
		lines = append(lines, a.StatusEmbedded.With("done", t.Number(e.Done), "total", t.Number(e.Total)))
	}
	if s.Reloading != nil {
		lines = append(lines, t.Running(*s.Reloading, r.Now))
	}
	for _, source := range s.Sources[:min(len(s.Sources), maxSourcesShown)] {
		lines = append(lines, t.Source(source))
	}
	if n := len(s.Sources) - maxSourcesShown; n > 0 {
		lines = append(lines, a.AndMore.With("n", t.Number(n)))
	}
	if s.LastReload != nil && s.LastReload.Refused != "" {
		lines = append(lines, a.StatusRefused.With("age", t.TimeAgo(r.Now.Sub(s.LastReload.At)), "reason", s.LastReload.Refused))
	}
	for _, p := range s.Missed[:min(len(s.Missed), maxMissedShown)] {
		lines = append(lines, a.StatusMissed.With("question", p.Question, "title", p.Title))
	}
	if len(s.Previous) > 0 {
		lines = append(lines, a.StatusPrevious.With("list", generations(s.Previous)))
	}
	lines = append(lines, d.replicas(r)...)
	lines = append(lines, d.feedback(r))
	return reply.Private(t, lines...)
}

func generations(list []retrieval.Generation) string {
	names := make([]string, len(list))
	for i, g := range list {
		names[i] = string(g)
	}
	return strings.Join(names, ", ")
}

// maxReplicasShown is how many replicas stand in one message.
const maxReplicasShown = 12

// replicas says which there are, and of each what it serves and what is wrong.
func (d *Desk) replicas(r Request) (lines []string) {
	if d.cfg.Replicas == nil {
		return nil
	}
	list, err := d.cfg.Replicas()
	if err != nil {
		return []string{r.Texts.Admin.StatusMissing.With("reason", err.Error())}
	}
	for _, one := range list[:min(len(list), maxReplicasShown)] {
		line := r.Texts.Admin.StatusReplica.With("name", one.ID, "generation", one.Serves, "age", r.Texts.TimeAgo(r.Now.Sub(one.Since)),
			"platforms", strings.Join(one.Platforms, ", "))
		lines = append(lines, locale.JoinDots(line, strings.Join(one.Holds, ", "), one.Trouble))
	}
	if n := len(list) - maxReplicasShown; n > 0 {
		lines = append(lines, r.Texts.Admin.AndMore.With("n", r.Texts.Number(n)))
	}
	return lines
}

// feedback says what people missed and how they voted since the start.
func (d *Desk) feedback(r Request) string {
	t := r.Texts
	missed, voted := "", ""
	if n := len(d.cfg.Gaps.Open(r.Now)); n > 0 {
		missed = t.Admin.StatusGaps.With("n", t.Counted(n, t.Questions))
	}
	if up, down := d.cfg.Votes(); up+down > 0 {
		voted = t.Admin.StatusVotes.With("up", t.Number(int(up)), "down", t.Number(int(down)))
	}
	return locale.JoinLines(missed, voted)
}
