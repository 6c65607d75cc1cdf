package dialogue

import (
	"context"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/limit"
	"articlebot/bot/reply"
)

// gate bounds how often people and chats are heard, and how much is worked on
// at once. Admins are never held up: they may have to act in a flood.
type gate struct {
	byPerson, byChat, byPress *limit.Limiter
	work                      *limit.Workers
	tally                     *tally
}

func newGate(l limit.Limits, t *tally) *gate {
	return &gate{
		byPerson: limit.NewLimiter(l.Person), byChat: limit.NewLimiter(l.Chat), byPress: limit.NewLimiter(l.Press),
		work: limit.NewWorkers(l), tally: t,
	}
}

// adopt changes how often people and chats are heard.
func (g *gate) adopt(l limit.Limits) {
	g.byPerson.SetRate(l.Person)
	g.byChat.SetRate(l.Chat)
	g.byPress.SetRate(l.Press)
}

// overheardIn starts the key of what is overheard in a chat.
const overheardIn = "overheard:"

// hear asks the limits of the person and, in a group, of the chat. Where they
// refuse, the reply is what to say to that.
func (g *gate) hear(r *request) (bot.Reply, bool) {
	if r.admin {
		return bot.Reply{}, true
	}
	if r.overheard { // people who talk to each other use up nothing of what they may ask
		said, _ := g.byChat.Pass(r.now, overheardIn+string(r.key.chat))
		return bot.Reply{}, said == limit.Pass
	}
	said, wait := g.byPerson.Pass(r.now, string(r.key.who))
	if said == limit.Pass && !r.private {
		said, wait = g.byChat.Pass(r.now, string(r.key.chat))
	}
	switch said {
	case limit.Pass:
		return bot.Reply{}, true
	case limit.Caution:
		g.tally.slowed.Add(1)
		return reply.Notice(r.t, slowDown(r, wait)), false
	}
	g.tally.silent.Add(1)
	return bot.Reply{}, false
}

// press asks the limit of buttons.
func (g *gate) press(r *request) (bot.PressReply, bool) {
	if r.admin {
		return bot.PressReply{}, true
	}
	switch said, wait := g.byPress.Pass(r.now, string(r.key.who)); said {
	case limit.Caution:
		return bot.PressReply{Toast: slowDown(r, wait)}, false
	case limit.Refuse:
		return bot.PressReply{}, false
	}
	return bot.PressReply{}, true
}

func slowDown(r *request, wait time.Duration) string {
	return r.t.SlowDown.With("wait", r.t.Wait(wait))
}

// enter waits for a worker and has r show what it has meanwhile by progress.
// The leave that it returns must be called.
func (g *gate) enter(ctx context.Context, r *request, progress func(bot.Reply)) (leave func(), err error) {
	done, err := g.work.Enter(ctx)
	if err != nil {
		return nil, err
	}
	show, stop := guarded(progress)
	r.progress = show
	return func() { stop(); done() }, nil
}

// guarded makes a progress function that may be called from anywhere at any
// time: calls do not overlap, and after stop they do nothing.
func guarded(show func(bot.Reply)) (progress func(bot.Reply), stop func()) {
	if show == nil {
		return nil, func() {}
	}
	var mu sync.Mutex
	stopped := false
	progress = func(r bot.Reply) {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			show(r)
		}
	}
	stop = func() {
		mu.Lock()
		defer mu.Unlock()
		stopped = true
	}
	return progress, stop
}
