package discord

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/inbox"
)

// responder shows one answer: to an interaction, a pressed button, a message.
type responder interface {
	// announce tells that the answer takes a while. It may be called more than
	// once.
	announce(ctx context.Context)
	// preview shows a preliminary reply in the place of the answer.
	preview(ctx context.Context, r bot.Reply)
}

// previewEvery is how often a preliminary reply is replaced: Discord takes
// about five edits in five seconds.
const previewEvery = 1500 * time.Millisecond

// typingLasts is how long Discord shows that somebody is writing, less the way
// there.
const typingLasts = 8 * time.Second

// await runs work beside, tells through s when it takes longer than late, and
// shows what it reports meanwhile. The result is false where work panicked,
// which a conversation promises not to do, or the context ended.
func await[T any](ctx context.Context, r *inbox.Dispatcher, late time.Duration, s responder, work func(progress func(bot.Reply)) T) (T, bool) {
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
			s.announce(ctx)
			t.Reset(typingLasts)
		case step := <-steps:
			if time.Since(shown) < previewEvery {
				continue
			}
			s.preview(ctx, step)
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
