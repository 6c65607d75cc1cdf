package dialogue

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"articlebot/bot"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
)

// busyAgain is when people are asked to try again when too much is going on.
const busyAgain = 5 * time.Second

// notice is a reply for the asker's eyes alone.
func notice(t *locale.Texts, said string) bot.Reply {
	return bot.Reply{Kind: bot.ShowNotice, Language: t.Language, Text: said, Private: true}
}

// fault turns an error into the sentence that a person reads. The log gets the
// whole chain under the same reference, never what was asked.
func (b *Bot) fault(t *locale.Texts, err error) bot.Reply {
	if errors.Is(err, limit.ErrBusy) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		b.tally.busy.Add(1)
		return notice(t, t.TooBusy(busyAgain))
	}
	ref := b.cfg.NewReference()
	b.tally.faults.Add(1)
	b.log.Error("question failed", "ref", ref, "err", err)
	return notice(t, t.OurFault(ref))
}

// broken is fault for a panic, to be called with what was recovered.
func (b *Bot) broken(t *locale.Texts, panicked any) bot.Reply {
	ref := b.cfg.NewReference()
	b.tally.faults.Add(1)
	b.log.Error("question panicked", "ref", ref, "panic", cause(panicked), "stack", string(debug.Stack()))
	return notice(t, t.OurFault(ref))
}

// survive is deferred where a panic has nobody to be told to.
func (b *Bot) survive(where string) {
	if p := recover(); p != nil {
		b.tally.faults.Add(1)
		b.log.Error("panic", "in", where, "panic", cause(p), "stack", string(debug.Stack()))
	}
}

// cause says what panicked without repeating what people wrote: the runtime's
// own words, or only the type of anything else.
func cause(panicked any) string {
	if err, ok := panicked.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", panicked)
}
