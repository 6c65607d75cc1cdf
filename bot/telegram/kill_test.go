package telegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"articlebot/bot/telegram"
	"articlebot/bot/telegram/journal"
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
// process died before it had written that down. No clock tells which those are, for
// a busy machine lets a process wait as long as it likes: the journal does, and that
// the process went on to the next question of the same chat.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes for some seconds")
	}
	const rounds, people = 12, 13
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d", seed)
	srv := telegramtest.New(telegramtest.Options{})
	defer srv.Close()
	web := httptest.NewServer(srv)
	defer web.Close()
	defer web.CloseClientConnections()
	dir := t.TempDir()
	// One answer gets through only in the end: until then Telegram keeps all updates
	// behind its question and hands them out at each start. Every other takes its time,
	// so that the kills hit calls under way.
	srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "99", Times: -1, Hang: time.Minute})
	slowly := telegramtest.Fault{Method: "sendMessage", Times: -1, Lost: 3 * time.Millisecond}
	srv.Fail(slowly)

	asked := []asking{{chat: 99}}
	asked[0].update, asked[0].message = srv.Says(telegramtest.Say{From: telegramtest.Person{ID: 99}, Text: "a question that waits"})
	for round := range rounds + 1 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killURL+"="+web.URL, killDir+"="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if round == rounds { // the last process may live
			srv.Heal()
			srv.Fail(slowly)
			waitUntil(t, func() bool { return srv.Unacknowledged() == 0 })
			kill(t, cmd)
			break
		}
		polls := len(srv.Calls("getUpdates"))
		waitUntil(t, func() bool { return len(srv.Calls("getUpdates")) > polls })
		for p := range people {
			for range 2 { // the second is sent only once the first is written down
				q := asking{chat: int64(100 + p)}
				q.update, q.message = srv.Says(telegramtest.Say{From: telegramtest.Person{ID: q.chat}, Text: fmt.Sprint("question of round ", round)})
				asked = append(asked, q)
				time.Sleep(time.Duration(random.IntN(12)) * time.Millisecond)
			}
		}
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
		kill(t, cmd)
		noteKnown(t, srv, dir, asked)
	}

	twice := 0
	for _, q := range asked {
		switch n := len(answersTo(srv, q)); {
		case n == 0:
			t.Errorf("question %d was lost", q.message)
		case q.known > 0 && n > q.known:
			t.Errorf("question %d was answered again although it was known to be answered", q.message)
		case n > 1:
			twice += n - 1
		}
	}
	t.Logf("%d questions, %d kills: none lost, %d answered twice where nobody could know", len(asked), rounds, twice)
}

// asking is a question of a test that kills.
type asking struct {
	update, message, chat int64
	// known is how many answers there were at the first kill before which the process
	// knew that there was one, 0 if it never did.
	known int
}

// answersTo are when a question was answered, in order.
func answersTo(srv *telegramtest.Server, q asking) (at []time.Time) {
	for _, m := range srv.Messages(q.chat) {
		if m.ReplyTo == q.message {
			at = append(at, m.At)
		}
	}
	return at
}

// noteKnown notes, right after a kill, which questions the process had answered and
// knew of: those of its journal, and those of a chat in which it went on to the next.
func noteKnown(t *testing.T, srv *telegramtest.Server, dir string, asked []asking) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("telegram-%d.journal", telegramtest.BotID)))
	if err != nil {
		t.Fatal(err)
	}
	written := make(map[int64]bool)
	for line := range bytes.Lines(b) {
		var r journal.Record
		if json.Unmarshal(line, &r) == nil {
			written[r.Done] = true
		}
	}
	for i := range asked {
		q := &asked[i]
		at := answersTo(srv, *q)
		if q.known > 0 || len(at) == 0 {
			continue
		}
		wentOn := false
		for _, next := range asked[i+1:] {
			if next.chat == q.chat && len(answersTo(srv, next)) > 0 {
				wentOn = true
			}
		}
		if wentOn || written[q.update] {
			q.known = len(at)
		}
	}
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
