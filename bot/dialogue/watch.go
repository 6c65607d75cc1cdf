package dialogue

import (
	"articlebot/bot"
	"context"
	"time"
)

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
	b.gaps.expire(now)
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
		return adminReply(v.t, v.t.Admin.StaleAlert.with("generation", string(g), "age", v.t.age(age)))
	})
}

// age is how long ago the sources were last read, and whether that is too
// long.
func (b *Bot) age(now time.Time) (age time.Duration, old bool) {
	if b.cfg.StaleAfter <= 0 {
		return 0, false
	}
	s := b.lib.Status()
	read := s.ReadAt
	if read.IsZero() {
		read = s.BuiltAt
	}
	if age = now.Sub(read); read.IsZero() || age < b.cfg.StaleAfter {
		return age, false
	}
	return age, true
}
