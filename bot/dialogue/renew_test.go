package dialogue_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"
)

func TestARefusalIsToldToEachAdminOnceInTheirLanguage(t *testing.T) {
	const vietnamese, chosen = bot.UserKey("telegram:2"), bot.UserKey("telegram:3")
	var alerts []string
	var log strings.Builder
	k := newTalk(t, func(c *dialogue.Config) {
		c.Admins = append(c.Admins, vietnamese, chosen)
		c.Alert = alertInto(&alerts)
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
	})
	m := k.as(vietnamese).message("/status")
	m.Locale = "vi-VN"
	k.handle(m)
	k.as(chosen).say("/language vi")
	k.lib.set(func(l *fakeLibrary) { l.refused = "66 articles would shrink to 3" })
	for range 3 {
		if !k.bot.Renew(t.Context(), "schedule") {
			t.Error("a refused reload counts as none")
		}
	}
	if len(alerts) != 3 || !strings.HasPrefix(alerts[0], "telegram:1: The old index") ||
		!strings.HasPrefix(alerts[1], "telegram:2: Chỉ mục cũ") || !strings.HasPrefix(alerts[2], "telegram:3: Chỉ mục cũ") {
		t.Errorf("alerts: %q", alerts)
	}
	k.lib.set(func(l *fakeLibrary) { l.refused = "" })
	k.bot.Renew(t.Context(), "files changed")
	if len(alerts) != 3 {
		t.Errorf("a good reload is told: %q", alerts[3:])
	}
	k.lib.set(func(l *fakeLibrary) { l.fail = errors.New("write index: no space left on device") })
	k.bot.Renew(t.Context(), "signal")
	if len(alerts) != 6 || !strings.Contains(alerts[3], "The reload failed (ref 7F3A): write index: no space") || strings.Contains(alerts[3], "force") {
		t.Errorf("alerts: %q", alerts[3:])
	}
	for _, line := range []string{`level=WARN msg="reload refused" why=schedule`, `msg=reloaded why="files changed"`, `level=ERROR msg="reload failed" ref=7F3A why=signal`} {
		if !strings.Contains(log.String(), line) {
			t.Errorf("the log has no %q:\n%s", line, &log)
		}
	}
	if k.as(editor).say("/reload"); !strings.Contains(log.String(), `why="an admin on telegram"`) {
		t.Errorf("the log does not say that an admin asked:\n%s", &log)
	}
}

func TestASourceThatFailsIsLogged(t *testing.T) {
	var log strings.Builder
	k := newTalk(t, func(c *dialogue.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	k.lib.set(func(l *fakeLibrary) {
		l.same = true
		l.sources = []retrieval.SourceStatus{{Source: "desk"}, {Source: "feed", Err: "connection refused"}}
	})
	k.bot.Renew(t.Context(), "schedule")
	if got := log.String(); strings.Count(got, "source not read") != 1 || !strings.Contains(got, `source=feed why="connection refused"`) {
		t.Errorf("the log says %s", got)
	}
}

func TestNoAlertWhileAReloadMayMendIt(t *testing.T) {
	var alerts []string
	k := newTalk(t, func(c *dialogue.Config) { c.StaleAfter, c.Alert = time.Hour, alertInto(&alerts) })
	k.clock.Add(2 * time.Hour)
	k.lib.set(func(l *fakeLibrary) { l.running = &retrieval.Progress{Stage: "reading"} })
	k.bot.Look(t.Context())
	if len(alerts) > 0 {
		t.Errorf("alerts: %q", alerts)
	}
	k.lib.set(func(l *fakeLibrary) { l.running = nil })
	if k.bot.Look(t.Context()); len(alerts) != 1 {
		t.Errorf("alerts: %q", alerts)
	}
}

func TestALanguageIsSpokenEvenWhereItCannotBeSaved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	k := newTalk(t, func(c *dialogue.Config) { c.DataDir = file })
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil { // no file can be made below it
		t.Fatal(err)
	}
	if r := k.say("/language vi"); !strings.HasPrefix(r.Text, "Từ giờ tôi nói tiếng Việt") {
		t.Errorf("got %q", r.Text)
	}
	if r := k.say("/language auto"); !strings.Contains(r.Text, "(mã 7F3A)") {
		t.Errorf("what could not be forgotten is said to be: %q", r.Text)
	}
	if r := k.say("/help"); r.Language != "vi" {
		t.Errorf("it speaks %q", r.Language)
	}
}

func TestAReloadThatCannotBeginIsTriedAgain(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.fail = &retrieval.ReloadingError{} })
	if k.bot.Renew(t.Context(), "schedule") {
		t.Error("another reload counts as this one")
	}
}

func TestStatusNamesWhatIsNotAsItShouldBe(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) {
		l.missed = []retrieval.Probe{{Question: "who built the tower", Title: "Tower"}}
		l.opened = retrieval.Opened{How: retrieval.Updated}
	})
	got := k.say("/status").Text
	for _, line := range []string{
		"At the start the index was made again for this version of the program, of the articles that were there",
		"Probe “who built the tower” does not find “Tower”, so it guards nothing",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in %q", line, got)
		}
	}
}

func TestADryReloadOfTheSameArticlesSaysThatNothingHasChanged(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) { l.same = true })
	k.clock.Add(time.Minute)
	if r := k.say("/reload dry"); !strings.HasPrefix(r.Text, "Nothing has changed · generation 1") {
		t.Errorf("got %q", r.Text)
	}
}
