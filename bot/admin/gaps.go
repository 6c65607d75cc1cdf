package admin

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
)

// Bounds of asking the gaps again.
const (
	maxRecheck = 200 // groups asked again after a reload
	recentGap  = 7 * 24 * time.Hour
)

// recheck asks the unanswered questions of the last seven days again and
// tells how many of them are answered now, and how many there were.
func (d *Desk) recheck(ctx context.Context) (answered, of int) {
	now := d.cfg.Now()
	for _, g := range d.cfg.Gaps.Open(now) {
		if now.Sub(g.Last) > recentGap || of == maxRecheck {
			continue
		}
		ans, err := d.cfg.Search(ctx, g.Question)
		if err != nil {
			d.cfg.Log.Warn("gaps not rechecked", "err", err)
			return answered, of
		}
		of++
		if ans.Outcome == retrieval.Answered && len(ans.Hits) > 0 && reply.RefOf(ans.Hits[0]).String() != g.Disliked {
			answered++
			d.cfg.Gaps.MarkAnswered(g, now)
		}
	}
	return answered, of
}

// ShowGaps lists the questions without an answer.
func (d *Desk) ShowGaps(r Request) bot.Reply {
	t, list := r.Texts, d.cfg.Gaps.Open(r.Now)
	days := t.Counted(max(1, int(d.cfg.Retention/(24*time.Hour))), t.Days)
	if len(list) == 0 {
		return reply.Private(t, t.Admin.NoGaps.With("days", days))
	}
	lines := []string{t.Admin.GapsHead.With("n", t.Counted(len(list), t.Questions), "days", days)}
	for _, g := range list[:min(len(list), maxGapsShown)] {
		down := ""
		if g.Down > 0 {
			down = t.Admin.GapDown.With("n", t.Number(g.Down))
		}
		line := t.Admin.GapLine.With("count", t.Number(g.Asked+g.Down), "question", locale.Clip(g.Question),
			"age", t.TimeAgo(r.Now.Sub(g.Last)))
		lines = append(lines, locale.JoinDots(line, down))
	}
	if n := len(list) - maxGapsShown; n > 0 {
		lines = append(lines, t.Admin.AndMore.With("n", t.Number(n)))
	}
	return reply.Private(t, lines...)
}
