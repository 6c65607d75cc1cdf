package dialogue

import (
	"sync/atomic"

	"articlebot/bot"
	"articlebot/retrieval"
)

type tally struct {
	answered, unsure, none       atomic.Int64
	presses, slowed, silent      atomic.Int64
	tooLong, busy, faults, votes atomic.Int64
	up, down                     atomic.Int64
}

func (c *tally) outcome(o retrieval.Outcome) {
	switch o {
	case retrieval.Answered:
		c.answered.Add(1)
	case retrieval.Unsure:
		c.unsure.Add(1)
	default:
		c.none.Add(1)
	}
}

// Stats returns the counts so far.
func (b *Bot) Stats() bot.Stats {
	c := &b.tally
	return bot.Stats{
		Answered: c.answered.Load(), Unsure: c.unsure.Load(), None: c.none.Load(),
		Presses: c.presses.Load(), SlowedDown: c.slowed.Load(), Silent: c.silent.Load(),
		TooLong: c.tooLong.Load(), Busy: c.busy.Load(), Faults: c.faults.Load(), Votes: c.votes.Load(),
	}
}
