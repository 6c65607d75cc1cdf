package admin

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/reply"
)

// CheckAge alerts the admins once when the index has become too old, and once
// again if that happens after it was fresh in between.
func (d *Desk) CheckAge(ctx context.Context, now time.Time) {
	age, old := d.age(now)
	if old && d.cfg.Library.Status().Reloading != nil {
		return // that may mend it
	}
	if was := d.alerted.Swap(old); !old || was {
		return
	}
	g := d.cfg.Library.Status().Generation
	d.cfg.Log.Warn("index is old", "generation", g, "age", age.Round(time.Minute))
	d.cfg.Alert(ctx, func(r Request) bot.Reply {
		return reply.Private(r.Texts, r.Texts.Admin.StaleAlert.With("generation", string(g), "age", r.Texts.Age(age)))
	})
}

// Old is how long ago the sources were read, if that is too long; else 0.
func (d *Desk) Old(now time.Time) time.Duration {
	if age, old := d.age(now); old {
		return age
	}
	return 0
}

// age is how long ago the sources were last read, and whether that is too
// long.
func (d *Desk) age(now time.Time) (age time.Duration, old bool) {
	limit := d.cfg.StaleAfter()
	if limit <= 0 {
		return 0, false
	}
	s := d.cfg.Library.Status()
	read := s.ReadAt
	if read.IsZero() {
		read = s.BuiltAt
	}
	if age = now.Sub(read); read.IsZero() || age < limit {
		return age, false
	}
	return age, true
}
