package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"articlebot/bot/telegram"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/telegramtest"
)

// The process that TestKill starts and kills finds its orders here.
const (
	killURL = "ARTICLEBOT_TEST_TELEGRAM_URL"
	killDir = "ARTICLEBOT_TEST_TELEGRAM_DIR"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(killURL); url != "" {
		serveUntilKilled(url, os.Getenv(killDir))
	}
	os.Exit(m.Run())
}

// serveUntilKilled is a whole bot that answers every question.
func serveUntilKilled(url, dir string) {
	fast := outbox.Limits{PerSecond: 500, ChatBurst: 20, PrivatePerSecond: 20, GroupPerMinute: 600}
	a, err := telegram.New(telegram.Config{Token: telegramtest.Token, APIURL: url, DataDir: dir, Limits: fast}, &script{}, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		panic(err)
	}
	panic(a.Run(context.Background()))
}

// TestKill kills a process without warning at random moments between receipt
// and reply, and starts it again. No question may be lost. One may be answered
// twice only where nobody could know: its message had been delivered, and the
// process died before it had written that down.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes for some seconds")
	}
	const rounds, people = 12, 25
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d", seed)
	srv := telegramtest.New(telegramtest.Options{})
	defer srv.Close()
	web := httptest.NewServer(srv)
	defer web.Close()
	defer web.CloseClientConnections()
	dir := t.TempDir()
	// Every answer takes its time, so that the kills hit calls under way.
	srv.Fail(telegramtest.Fault{Method: "sendMessage", Times: -1, Lost: 3 * time.Millisecond})

	asked := map[int64]int64{} // message → chat
	var kills []time.Time
	for round := range rounds + 1 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killURL+"="+web.URL, killDir+"="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if round == rounds { // the last process may live
			waitUntil(t, func() bool { return srv.Unacknowledged() == 0 })
			kill(t, cmd)
			break
		}
		polls := len(srv.Calls("getUpdates"))
		waitUntil(t, func() bool { return len(srv.Calls("getUpdates")) > polls })
		for p := range people {
			_, id := srv.Says(telegramtest.Say{From: telegramtest.Person{ID: int64(100 + p)}, Text: fmt.Sprint("question of round ", round)})
			asked[id] = int64(100 + p)
			time.Sleep(time.Duration(random.IntN(25)) * time.Millisecond)
		}
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
		kills = append(kills, time.Now())
		kill(t, cmd)
	}

	twice := 0
	for id, chat := range asked {
		var at []time.Time
		for _, m := range srv.Messages(chat) {
			if m.ReplyTo == id {
				at = append(at, m.At)
			}
		}
		if len(at) == 0 {
			t.Errorf("question %d was lost", id)
		}
		for _, first := range at[:max(len(at)-1, 0)] {
			twice++
			if !undecidable(first, kills) {
				t.Errorf("question %d was answered again although it was known to be answered", id)
			}
		}
	}
	t.Logf("%d questions, %d kills: none lost, %d answered twice where nobody could know", len(asked), len(kills), twice)
}

// undecidable reports a delivery so shortly before a kill that the process may
// not have heard of it.
func undecidable(at time.Time, kills []time.Time) bool {
	const slack = 75 * time.Millisecond // a loaded machine runs a process late
	for _, k := range kills {
		if !at.After(k.Add(slack)) && k.Sub(at) < slack {
			return true
		}
	}
	return false
}

func kill(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // "signal: killed" is what was meant
}

// waitUntil waits for something that another process does, in real time.
func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	for limit := time.Now().Add(time.Minute); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal("waited a minute in vain")
		}
	}
}
