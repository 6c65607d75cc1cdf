package dialogue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"articlebot/bot"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
)

// busyAgain is when people are asked to try again when too much is going on.
const busyAgain = 5 * time.Second

// faults are told to people in one sentence and to the log in full.
type faults struct {
	log          *slog.Logger
	newReference func() string
	tally        *tally
}

// sorry turns an error into the sentence that a person reads. The log gets the
// whole chain under the same reference, never what was asked.
func (f *faults) sorry(t *locale.Texts, err error) bot.Reply {
	if errors.Is(err, limit.ErrBusy) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		f.tally.busy.Add(1)
		return reply.Notice(t, t.TooBusy(busyAgain))
	}
	ref := f.newReference()
	f.tally.faults.Add(1)
	f.log.Error("question failed", "ref", ref, "err", err)
	return reply.Notice(t, t.OurFault(ref))
}

// broken is sorry for a panic, to be called with what was recovered.
func (f *faults) broken(t *locale.Texts, panicked any) bot.Reply {
	ref := f.newReference()
	f.tally.faults.Add(1)
	f.log.Error("question panicked", "ref", ref, "panic", cause(panicked), "stack", string(debug.Stack()))
	return reply.Notice(t, t.OurFault(ref))
}

// survive is deferred where a panic has nobody to be told to.
func (f *faults) survive(where string) {
	if p := recover(); p != nil {
		f.tally.faults.Add(1)
		f.log.Error("panic", "in", where, "panic", cause(p), "stack", string(debug.Stack()))
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
