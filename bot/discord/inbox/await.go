package inbox

import (
	"context"
	"time"

	"articlebot/bot"
)

// Responder shows one answer: to an interaction, a pressed button, a message.
type Responder interface {
	// Announce tells that the answer takes a while. It may be called more than
	// once.
	Announce(ctx context.Context)
	// Preview shows a preliminary reply in the place of the answer.
	Preview(ctx context.Context, r bot.Reply)
}

// previewEvery is how often a preliminary reply is replaced: Discord takes
// about five edits in five seconds.
const previewEvery = 1500 * time.Millisecond

// typingLasts is how long Discord shows that somebody is writing, less the way
// there.
const typingLasts = 8 * time.Second

// Await runs work beside, tells through s when it takes longer than late, and
// shows what it reports meanwhile. The result is false where work panicked,
// which a conversation promises not to do, or the context ended.
func Await[T any](ctx context.Context, r *Dispatcher, late time.Duration, s Responder, work func(progress func(bot.Reply)) T) (T, bool) {
	final := make(chan T, 1)
	steps := make(chan bot.Reply, 1)
	broken := make(chan struct{})
	go func() {
		if !r.Guard("conversation", func() { final <- work(latest(steps)) }) {
			close(broken)
		}
	}()
	t := time.NewTimer(late)
	defer t.Stop()
	var shown time.Time
	for {
		select {
		case v := <-final:
			return v, true
		case <-broken:
			var zero T
			return zero, false
		case <-ctx.Done():
			var zero T
			return zero, false
		case <-t.C:
			s.Announce(ctx)
			t.Reset(typingLasts)
		case step := <-steps:
			if time.Since(shown) < previewEvery {
				continue
			}
			s.Preview(ctx, step)
			shown = time.Now()
		}
	}
}

// latest returns a function that puts a reply into the channel in the place of
// one that nobody has taken yet. It never blocks.
func latest(steps chan bot.Reply) func(bot.Reply) {
	return func(r bot.Reply) {
		for {
			select {
			case steps <- r:
				return
			default:
			}
			select {
			case <-steps:
			default:
			}
		}
	}
}
