package dialogue_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
)

func TestAFaultIsOneSentenceWithAReferenceThatStandsInTheLog(t *testing.T) {
	var log bytes.Buffer
	k := newTalk(t, func(c *dialogue.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	k.lib.set(func(l *fakeLibrary) { l.fail = fmt.Errorf("read index: %w", errors.New("input/output error")) })
	r := k.say("a very secret question")
	if r.Kind != bot.ShowNotice || r.Text != "Something went wrong on our side (ref 7F3A)." {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
	for _, want := range []string{"ref=7F3A", "search articles: read index: input/output error"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q: %s", want, log.String())
		}
	}
	if strings.Contains(log.String(), "secret") {
		t.Errorf("the question stands in the log: %s", log.String())
	}
}

func TestAPanicInOneQuestionTouchesNoOther(t *testing.T) {
	var log bytes.Buffer
	k := newTalk(t, func(c *dialogue.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		c.Limits.Workers = 1
	})
	next := button(t, k.say(filesQuestion), "▶")
	k.lib.set(func(l *fakeLibrary) { l.panicOn = "boom" })
	for range 3 {
		if r := k.say("hãy boom đi, tại sao không?"); r.Kind != bot.ShowNotice || r.Text != "Phía chúng tôi gặp trục trặc (mã 7F3A)." {
			t.Errorf("got %q: %q", r.Kind, r.Text)
		}
		if r := k.press(next, "boom"); r.Send.Kind != bot.ShowNotice {
			t.Errorf("got %+v", r)
		}
		if list := k.bot.Results(t.Context(), k.message("boom"), 3); list != nil {
			t.Errorf("got %+v", list)
		}
	}
	if r := k.say("coffee prices"); r.Kind != bot.ShowAnswer {
		t.Errorf("the next question gets %q: %q", r.Kind, r.Text)
	}
	if !strings.Contains(log.String(), "ref=7F3A") || !strings.Contains(log.String(), "library_test.go") {
		t.Errorf("the log has no stack under the reference: %s", log.String())
	}
}

// TestNothingThatPeopleWroteReachesTheLog talks with a canary through
// everything that may be logged.
func TestNothingThatPeopleWroteReachesTheLog(t *testing.T) {
	var log bytes.Buffer
	dir := t.TempDir()
	k := newTalk(t, func(c *dialogue.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c.DataDir = dir
	})
	const canary = "xyzzycanary"
	r := k.say("coffee prices " + canary)
	k.say("/" + canary)
	k.say("/article " + canary)
	k.say("/language " + canary)
	k.say("/start " + canary)
	k.press(button(t, r, "👍"), canary)
	k.press(bot.Action{Verb: canary}, canary)
	k.bot.Results(t.Context(), k.message(canary), 3)
	k.bot.Suggest(t.Context(), canary, 3)
	k.as(editor).say("/reload " + canary)
	if strings.Contains(log.String(), canary) {
		t.Errorf("the log has it: %s", log.String())
	}
	if err := k.bot.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), string(reader)) {
			t.Errorf("%s tells who asked: %s", f, data)
		}
	}
}
