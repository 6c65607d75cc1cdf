//go:build unix

package main

import (
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
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
