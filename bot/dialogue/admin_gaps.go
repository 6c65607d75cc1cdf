package dialogue

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval"
)

// Bounds of asking the gaps again.
const (
	maxRecheck = 200 // groups asked again after a reload
	recentGap  = 7 * 24 * time.Hour
)

// miss keeps a question without an answer, once per person.
func (b *Bot) miss(v *visit, question string) {
	if b.asked.Once(v.key.who, state.GapKey(question), v.now) {
		b.gaps.Note(question, "", v.now)
	}
}

// RecheckGaps asks the unanswered questions of the last seven days again and
// tells how many of them are answered now, and how many there were. Call it
// after a reload that switched; /reload does so itself.
func (b *Bot) RecheckGaps(ctx context.Context) (answered, of int) {
	defer b.survive("recheck gaps")
	now := b.cfg.Now()
	for _, g := range b.gaps.Open(now) {
		if now.Sub(g.Last) > recentGap || of == maxRecheck {
			continue
		}
		ans, err := b.search(ctx, g.Question, "")
		if err != nil {
			b.log.Warn("gaps not rechecked", "err", err)
			return answered, of
		}
		of++
		if ans.Outcome == retrieval.Answered && len(ans.Hits) > 0 && placeOf(ans.Hits[0]).String() != g.Disliked {
			answered++
			b.gaps.MarkAnswered(g, now)
		}
	}
	return answered, of
}

// showGaps lists the questions without an answer.
func (b *Bot) showGaps(v *visit) bot.Reply {
	t, list := v.t, b.gaps.Open(v.now)
	days := t.Counted(max(1, int(b.cfg.GapRetention/(24*time.Hour))), t.Days)
	if len(list) == 0 {
		return adminReply(t, t.Admin.NoGaps.With("days", days))
	}
	lines := []string{t.Admin.GapsHead.With("n", t.Counted(len(list), t.Questions), "days", days)}
	for _, g := range list[:min(len(list), maxGapsShown)] {
		down := ""
		if g.Down > 0 {
			down = t.Admin.GapDown.With("n", t.Number(g.Down))
		}
		line := t.Admin.GapLine.With("count", t.Number(g.Asked+g.Down), "question", locale.Clip(g.Question),
			"age", t.TimeAgo(v.now.Sub(g.Last)))
		lines = append(lines, locale.JoinDots(line, down))
	}
	if n := len(list) - maxGapsShown; n > 0 {
		lines = append(lines, t.Admin.AndMore.With("n", t.Number(n)))
	}
	return adminReply(t, lines...)
}
