//go:build unix

package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
)

const (
	tall     = "how tall is the tower of the old town"
	isTall   = "57 metres"
	opened   = "who opened the bakery"
	opensIt  = "Lindqvist"
	swarm    = 5 // people on each platform who wait while the process is told to end
	waitNote = 700 * time.Millisecond
)

// somebody is a person on Telegram.
func somebody(n int) telegramtest.Person {
	return telegramtest.Person{ID: int64(100 + n), Language: "en"}
}

// asks has somebody ask everywhere but on the platforms that are away, and holds
// that the answer has words.
func (h *house) asks(t *testing.T, who int, question, words string, away ...string) {
	t.Helper()
	missing := strings.Join(away, " ")
	if !strings.Contains(missing, "telegram") {
		h.tg.Says(telegramtest.Say{From: somebody(who), Text: question})
		eventually(t, words+" on Telegram", func() bool { return strings.Contains(h.told(somebody(who).ID), words) })
	}
	if !strings.Contains(missing, "discord") {
		token := h.dc.Ask(question)
		eventually(t, words+" on Discord", func() bool { return strings.Contains(h.shown(token), words) })
	}
	if body, err := h.onWeb(t.Context(), question); err != nil || !strings.HasPrefix(body, "200 ") || !strings.Contains(body, words) {
		t.Errorf("the API: %v %s", err, body)
	}
}

// TestOneProcessFromTheFirstQuestionToTheLast asks on all three platforms,
// publishes and reloads, takes one platform after the other away, and ends the
// process while people wait.
func TestOneProcessFromTheFirstQuestionToTheLast(t *testing.T) {
	h := openHouse(t)
	h.asks(t, 1, tall, isTall)
	h.publish(t, town+bakery)
	h.reload(t)
	h.asks(t, 2, opened, opensIt)

	h.away.Store(true)
	h.tgServer.CloseClientConnections()
	eventually(t, "Telegram is missed", func() bool {
		return h.ready(t, http.StatusServiceUnavailable, "telegram: not ready", "discord: ok", "web: ok")
	})
	h.tg.Says(telegramtest.Say{From: somebody(3), Text: opened})
	h.asks(t, 3, opened, opensIt, "telegram")
	if code, body := get(t, h.base+"/healthz"); code != http.StatusOK {
		t.Errorf("/healthz with a platform away: %d %s", code, body)
	}
	h.away.Store(false)
	eventually(t, "who asked meanwhile is answered", func() bool { return strings.Contains(h.told(somebody(3).ID), opensIt) })
	eventually(t, "Telegram is back", func() bool { return h.ready(t, http.StatusOK, "telegram: ok", "discord: ok", "web: ok") })

	h.dc.Set(func(k *discordtest.Knobs) { k.OnFirst = func(*discordtest.Conn, int) bool { return true } })
	h.dc.Newest().Drop()
	eventually(t, "Discord is missed", func() bool {
		return h.ready(t, http.StatusServiceUnavailable, "telegram: ok", "discord: not ready", "web: ok")
	})
	h.asks(t, 4, tall, isTall, "discord")
	h.dc.Set(func(k *discordtest.Knobs) { k.OnFirst = nil })
	h.dc.Newest().Drop()
	eventually(t, "Discord is back", func() bool { return h.ready(t, http.StatusOK, "telegram: ok", "discord: ok", "web: ok") })

	h.endsWhilePeopleWait(t)
	h.tg.Says(telegramtest.Say{From: somebody(5), Text: tall})
	h.open(t)
	h.asks(t, 6, tall, isTall)
	eventually(t, "who asked while nobody served is answered", func() bool { return strings.Contains(h.told(somebody(5).ID), isTall) })
	for n := range swarm {
		if said := h.told(somebody(10 + n).ID); strings.Count(said, isTall) != 1 {
			t.Errorf("person %d on Telegram was not answered once:\n%s", n, said)
		}
	}
	h.term(t)
	must(t, h.ended(t))
	for _, secret := range []string{telegramtest.Token, "CANARY", discordtest.Token, "tower", "bakery"} {
		if strings.Contains(h.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// endsWhilePeopleWait sends SIGTERM while questions are under way on all three
// platforms, and holds that each is answered before the process ends.
func (h *house) endsWhilePeopleWait(t *testing.T) {
	t.Helper()
	h.slow.Store(int64(waitNote))
	var tokens []string
	var updates []int64
	for n := range swarm {
		update, _ := h.tg.Says(telegramtest.Say{From: somebody(10 + n), Text: tall})
		updates = append(updates, update)
		tokens = append(tokens, h.dc.Interact(2, discordtest.Command("ask", discordtest.Option("question", tall)), map[string]any{
			"member": map[string]any{"user": map[string]any{"id": fmt.Sprint(900 + n), "username": "reader"}, "permissions": "0"}}))
	}
	body, rest := io.Pipe()
	reading, answered := make(chan struct{}), make(chan string, 1)
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(reading) }})
	go func() {
		said, err := h.post(ctx, body)
		answered <- fmt.Sprint(said, err)
	}()
	<-reading // the page's question is under way as well
	eventually(t, "all questions have arrived", func() bool {
		for _, u := range updates {
			if _, handed := h.tg.HandedOut(u); !handed {
				return false
			}
		}
		return h.gauge(t, `articlebot_platform_handling{platform="discord"}`) >= swarm
	})
	h.term(t)
	eventually(t, "nobody new is let in", func() bool {
		conn, err := net.Dial("tcp", strings.TrimPrefix(h.base, "http://"))
		if err == nil {
			conn.Close()
		}
		return err != nil
	})
	_, err := fmt.Fprintf(rest, `{"question": %q}`, tall)
	must(t, err)
	must(t, rest.Close())
	must(t, h.ended(t))
	h.slow.Store(0)
	if said := <-answered; !strings.HasPrefix(said, "200 ") || !strings.Contains(said, isTall) {
		t.Errorf("on the web: %s", said)
	}
	for n, token := range tokens {
		if said := h.shown(token); !strings.Contains(said, isTall) {
			t.Errorf("person %d on Discord: %q", n, said)
		}
		if said := h.told(somebody(10 + n).ID); !strings.Contains(said, isTall) {
			t.Errorf("person %d on Telegram: %q", n, said)
		}
	}
	if n := h.tg.Unacknowledged(); n > 0 {
		t.Errorf("%d updates are not acknowledged: they would be answered again", n)
	}
}
