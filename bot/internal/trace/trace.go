// Package trace follows what one person sent through the program: under which name
// it stands in the log, and how long each part of its way took. Nothing of what was
// sent, nor of who sent it, is in a trace.
package trace

import (
	"context"
	"log/slog"
	"time"

	"articlebot/bot"
	"articlebot/retrieval/stage"
)

// SlowAfter is from when on what was sent is in the log without being asked for.
const SlowAfter = time.Second

// key is that of a name in a context.
type key struct{}

// Named returns a context for what was sent, under the name that it has in the
// adapter's own lines of the log.
func Named(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, key{}, name)
}

// Name is the name of what a context is for, "" for none.
func Name(ctx context.Context) string {
	name, _ := ctx.Value(key{}).(string)
	return name
}

// Recorder is told of what was worked on. It is safe for concurrent use.
type Recorder struct {
	Log     *slog.Logger
	Observe stage.Observer // of each part of each; nil tells nobody
}

// Trace is of one thing while it is worked on.
type Trace struct {
	to    *Recorder
	times *stage.Times
	began time.Time
	about []slog.Attr
}

// Begin starts to follow one thing; what it is called by stands in the log. Where
// the adapter gave it no name, it is named by the platform's id.
func (r *Recorder) Begin(ctx context.Context, what string, on bot.Platform, id string) (context.Context, *Trace) {
	if Name(ctx) == "" {
		ctx = Named(ctx, id)
	}
	ctx, times := stage.Gather(ctx)
	return ctx, &Trace{to: r, times: times, began: time.Now(), about: []slog.Attr{
		slog.String("request", Name(ctx)), slog.String("platform", string(on)), slog.String("what", what),
	}}
}

// End tells the parts, and the log with what else is known: at its debug level, and
// of what took long in any case.
func (t *Trace) End(ctx context.Context, known ...slog.Attr) {
	took := time.Since(t.began)
	level, said := slog.LevelDebug, "replied"
	if took >= SlowAfter {
		level, said = slog.LevelInfo, "replied slowly"
	}
	line := append(append(t.about, known...), slog.Duration("took", took))
	t.times.Each(func(part stage.Name, took time.Duration) {
		line = append(line, slog.Duration(string(part), took))
		if t.to.Observe != nil {
			t.to.Observe(part, took)
		}
	})
	t.to.Log.LogAttrs(ctx, level, said, line...)
}
