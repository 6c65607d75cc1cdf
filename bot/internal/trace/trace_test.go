package trace_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/trace"
	"articlebot/retrieval/stage"
)

// follow has something be worked on for as long as told, most of it in the queue,
// and returns what the log says at a level.
func follow(t *testing.T, level slog.Level, took time.Duration, name string) (log string, parts map[stage.Name]time.Duration) {
	t.Helper()
	parts = map[stage.Name]time.Duration{}
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		r := &trace.Recorder{
			Log:     slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: level})),
			Observe: func(part stage.Name, took time.Duration) { parts[part] += took },
		}
		ctx := t.Context()
		if name != "" {
			ctx = trace.Named(ctx, name)
		}
		ctx, tr := r.Begin(ctx, "message", bot.Discord, "17")
		end := stage.Begin(ctx, stage.Queue)
		time.Sleep(took - time.Millisecond)
		end()
		time.Sleep(time.Millisecond)
		tr.End(ctx, slog.String("outcome", "answer"))
		log = out.String()
	})
	return log, parts
}

func TestTheLogTellsTheNameAndTheParts(t *testing.T) {
	log, parts := follow(t, slog.LevelDebug, 20*time.Millisecond, "")
	for _, want := range []string{"request=17", "platform=discord", "what=message", "outcome=answer", "took=20ms", "queue=19ms", "level=DEBUG"} {
		if !strings.Contains(log, want) {
			t.Errorf("there is no %s in %s", want, log)
		}
	}
	if len(parts) != 1 || parts[stage.Queue] != 19*time.Millisecond {
		t.Errorf("told %v", parts)
	}
	if log, _ := follow(t, slog.LevelDebug, time.Millisecond, "update-9"); !strings.Contains(log, "request=update-9 ") {
		t.Errorf("the adapter's name is not in %s", log)
	}
}

func TestOnlyWhatTookLongIsToldUnasked(t *testing.T) {
	if log, _ := follow(t, slog.LevelInfo, trace.SlowAfter-time.Millisecond, ""); log != "" {
		t.Errorf("the log tells of what was quick: %s", log)
	}
	if log, _ := follow(t, slog.LevelInfo, trace.SlowAfter, ""); !strings.Contains(log, "replied slowly") || !strings.Contains(log, "queue=999ms") {
		t.Errorf("the log tells %q of what was slow", log)
	}
}
