package dialogue

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/limit"
	"articlebot/bot/reply"
	"articlebot/bot/shared"
	"articlebot/retrieval/stage"
)

// gate bounds how often people and chats are heard, and how much is worked on
// at once. Admins are never held up: they may have to act in a flood.
type gate struct {
	byPerson, byChat, byPress *limit.Limiter
	rates                     atomic.Pointer[limit.Limits]
	work                      *limit.Workers
	tally                     *tally
}

func newGate(l limit.Limits, t *tally) *gate {
	g := &gate{
		byPerson: limit.NewLimiter(l.Person), byChat: limit.NewLimiter(l.Chat), byPress: limit.NewLimiter(l.Press),
		work: limit.NewWorkers(l), tally: t,
	}
	g.rates.Store(&l)
	return g
}

// adopt changes how often people and chats are heard.
func (g *gate) adopt(l limit.Limits) {
	g.rates.Store(&l)
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
	if r.drawn != nil {
		said, wait := verdict(*r.drawn)
		return g.heard(r, said, wait)
	}
	if r.overheard { // people who talk to each other use up nothing of what they may ask
		said, _ := g.byChat.Pass(r.now, overheardIn+string(r.key.Chat))
		return bot.Reply{}, said == limit.Pass
	}
	said, wait := passes(g.byPerson, r, string(r.key.Who))
	if said == limit.Pass && !r.private {
		said, wait = passes(g.byChat, r, string(r.key.Chat))
	}
	return g.heard(r, said, wait)
}

const (
	// onTheWay is how long a message may take to come here.
	onTheWay = 5 * time.Second
	// waitedIn starts the key of what had to wait.
	waitedIn = "waited:"
)

// passes asks a limit of a message. What waited for the bot, which was away, was not
// said all at once, as it comes: it passes by when it was said, too. That alone would
// hold up who writes from a platform or past a server whose times stand still.
func passes(l *limit.Limiter, r *request, key string) (limit.Verdict, time.Duration) {
	if r.now.Sub(r.said) > onTheWay {
		if said, _ := l.Pass(r.said, waitedIn+key); said == limit.Pass {
			return limit.Pass, 0
		}
	}
	return l.Pass(r.now, key)
}

// heard is what to say to a verdict.
func (g *gate) heard(r *request, said limit.Verdict, wait time.Duration) (bot.Reply, bool) {
	if r.overheard {
		return bot.Reply{}, said == limit.Pass
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
	switch said, wait := g.pressed(r); said {
	case limit.Caution:
		return bot.PressReply{Toast: slowDown(r, wait)}, false
	case limit.Refuse:
		return bot.PressReply{}, false
	}
	return bot.PressReply{}, true
}

// pressed asks the limit of buttons of a person.
func (g *gate) pressed(r *request) (limit.Verdict, time.Duration) {
	if r.drawn != nil {
		return verdict(*r.drawn)
	}
	return g.byPress.Pass(r.now, string(r.key.Who))
}

// verdict is what shared limits say, as a Limiter does.
func verdict(d shared.Drawn) (limit.Verdict, time.Duration) {
	switch {
	case d.Refused < 0:
		return limit.Pass, 0
	case d.First:
		return limit.Caution, d.Wait
	}
	return limit.Refuse, d.Wait
}

// drawsOf are the shared limits that a message has to pass, the person's before the
// chat's: as hear and nod ask those of one process.
func (g *gate) drawsOf(m bot.Message, in intent.Intent) []shared.Draw {
	rates := g.rates.Load()
	switch {
	case m.Overheard && in.Kind != intent.Question:
		return nil
	case acknowledges(m, in):
		return g.drawsOfPress(m.User)
	case m.Overheard:
		return []shared.Draw{{Key: "chat:" + overheardIn + string(m.Chat), Burst: rates.Chat.Burst, Every: rates.Chat.Every}}
	}
	list := []shared.Draw{{Key: "person:" + string(m.User), Burst: rates.Person.Burst, Every: rates.Person.Every}}
	if !m.Private {
		list = append(list, shared.Draw{Key: "chat:" + string(m.Chat), Burst: rates.Chat.Burst, Every: rates.Chat.Every})
	}
	return list
}

// drawsOfPress is the shared limit of buttons.
func (g *gate) drawsOfPress(who bot.UserKey) []shared.Draw {
	rates := g.rates.Load()
	return []shared.Draw{{Key: "press:" + string(who), Burst: rates.Press.Burst, Every: rates.Press.Every}}
}

func slowDown(r *request, wait time.Duration) string {
	return r.t.SlowDown.With("wait", r.t.Wait(wait))
}

// enter waits for a worker and has r show what it has meanwhile by progress.
// The leave that it returns must be called.
func (g *gate) enter(ctx context.Context, r *request, progress func(bot.Reply)) (leave func(), err error) {
	end := stage.Begin(ctx, stage.Queue)
	done, err := g.work.Enter(ctx)
	end()
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
