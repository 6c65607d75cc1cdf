package bot

import (
	"sync/atomic"

	"articlebot/retrieval"
)

// Stats counts what happened since the start, for a metrics page.
type Stats struct {
	Answered, Unsure, None       int64 // questions, by outcome
	Presses, SlowedDown, Silent  int64
	TooLong, Busy, Faults, Votes int64
}

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
func (b *Bot) Stats() Stats {
	c := &b.tally
	return Stats{
		Answered: c.answered.Load(), Unsure: c.unsure.Load(), None: c.none.Load(),
		Presses: c.presses.Load(), SlowedDown: c.slowed.Load(), Silent: c.silent.Load(),
		TooLong: c.tooLong.Load(), Busy: c.busy.Load(), Faults: c.faults.Load(), Votes: c.votes.Load(),
	}
}
