package telegram_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

func TestABotWhoseDiskTakesNothingStartsAllTheSame(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	c := telegram.Config{Token: telegramtest.Token, DataDir: filepath.Join(file, "below a file no folder can be")}
	if _, err := telegram.New(c, &script{}, slog.New(slog.NewTextHandler(&log, nil))); err != nil {
		t.Errorf("it does not: %v", err)
	}
	if !strings.Contains(log.String(), "cannot write the journal") {
		t.Errorf("the log says %q", log.String())
	}
}
