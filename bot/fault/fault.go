// Package fault tells what went wrong: to people in one sentence with a reference,
// to the log in full under the same, and never what was asked.
package fault

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/trace"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
)

// busyAgain is when people are asked to try again when too much is going on.
const busyAgain = 5 * time.Second

// Reporter are told to people in one sentence and to the log in full.
type Reporter struct {
	Log          *slog.Logger
	NewReference func() string
	Busy, Count  *atomic.Int64 // how often there was too much to do, and how often something went wrong
}

// Sorry turns an error into the sentence that a person reads. The log gets the
// whole chain under the same reference, never what was asked.
func (f *Reporter) Sorry(ctx context.Context, t *locale.Texts, err error) bot.Reply {
	if errors.Is(err, limit.ErrBusy) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		f.Busy.Add(1)
		return reply.Notice(t, t.TooBusy(busyAgain))
	}
	ref := f.NewReference()
	f.Count.Add(1)
	f.Log.Error("question failed", "ref", ref, "request", trace.Name(ctx), "err", err)
	return reply.Notice(t, t.OurFault(ref))
}

// Panicked is sorry for a panic, to be called with what was recovered.
func (f *Reporter) Panicked(ctx context.Context, t *locale.Texts, panicked any) bot.Reply {
	ref := f.NewReference()
	f.Count.Add(1)
	f.Log.Error("question panicked", "ref", ref, "request", trace.Name(ctx), "panic", cause(panicked), "stack", string(debug.Stack()))
	return reply.Notice(t, t.OurFault(ref))
}

// Survive is deferred where a panic has nobody to be told to.
func (f *Reporter) Survive(where string) {
	if p := recover(); p != nil {
		f.Count.Add(1)
		f.Log.Error("panic", "in", where, "panic", cause(p), "stack", string(debug.Stack()))
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
