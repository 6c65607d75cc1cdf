//go:build unix

package main

import (
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"articlebot/bot/telegram/telegramtest"
)

func TestHangupReloadsAndARefusalAlertsTheAdminsOnce(t *testing.T) {
	caught := make(chan os.Signal, 8) // keeps the signal from ending the test
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	n := startNewsroom(t)
	reloads := 0
	hangUp := func() {
		must(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
		reloads++
		eventually(t, "a reload", func() bool { return strings.Count(n.log.String(), "why=signal") == reloads })
	}
	n.publish(t, town+bakery)
	hangUp()
	if !strings.Contains(n.log.String(), "new=1 ") || telegramSaid(n.tg) != "" {
		t.Errorf("a good reload tells the admins: %s", telegramSaid(n.tg))
	}
	n.publish(t, "")
	hangUp()
	hangUp()
	eventually(t, "an alert", func() bool { return telegramSaid(n.tg) != "" })
	if got := telegramSaid(n.tg); strings.Count(got, "keeps answering") != 1 {
		t.Errorf("the admin reads %s", got)
	}
	must(t, n.end())
}

func TestHangupRereadsTheSettings(t *testing.T) {
	caught := make(chan os.Signal, 8)
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	tg := telegramtest.New(telegramtest.Options{})
	server := httptest.NewServer(tg)
	defer server.Close()
	file := filepath.Join(t.TempDir(), "articlebot.yaml")
	must(t, os.WriteFile(file, []byte("log: {level: info}\n"), 0o600))
	p := start(t, map[string]string{
		"ARTICLEBOT_CONFIG": file, "ARTICLEBOT_TELEGRAM_TOKEN": telegramtest.Token, "ARTICLEBOT_TELEGRAM_API_URL": server.URL,
	})
	eventually(t, "it serves", func() bool { return len(tg.Calls("getUpdates")) > 0 })
	hangUp := func(text, want string) {
		t.Helper()
		must(t, os.WriteFile(file, []byte(text), 0o600))
		must(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
		eventually(t, want, func() bool { return strings.Contains(p.log.String(), want) })
	}
	hangUp("limits: {burst: none}\n", "the settings are wrong; the old ones stay")
	hangUp("telegram: {admins: [5]}\nlog: {level: info}\n", `msg="settings taken over" changed=[telegram.admins]`)
	tg.Says(telegramtest.Say{From: reader, Text: "/status"})
	eventually(t, "the new admin reads the status", func() bool { return strings.Contains(telegramSaid(tg), "61 briefs") })
	must(t, p.end())
}
