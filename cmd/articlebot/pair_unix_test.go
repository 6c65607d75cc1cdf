//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"articlebot/bot/shared/pgtest"
	"articlebot/bot/telegram/telegramtest"
)

// replicaUpdates is how many people ask two processes while these are killed and
// frozen; -freeze tells whether one is frozen for longer than its claims last.
var (
	replicaUpdates = flag.Int("updates", 60, "questions to two processes")
	older          = flag.String("older", "", "a program of an earlier version, which the first of two processes runs")
	freezeReplica  = flag.Bool("freeze", false, "freeze a process for 40 seconds while questions are asked")
)

// pairOfProcesses are two articlebot serve on one database, and Telegram, which
// posts every update to both until one of them has it.
type pairOfProcesses struct {
	tg   *telegramtest.Server
	env  [2]map[string]string
	cmds [2]*exec.Cmd
	logs []*safeBuffer // of all that ran
	addr [2]atomic.Pointer[string]
}

// openPair starts both.
func openPair(t *testing.T) *pairOfProcesses {
	t.Helper()
	file := filepath.Join(t.TempDir(), "news.jsonl")
	must(t, os.WriteFile(file, []byte(town), 0o600))
	return openPairOn(t, pgtest.Start(t).Database(t), file, nil)
}

// openPairOn starts both on a database and a file of articles, with further
// settings.
func openPairOn(t *testing.T, database, file string, more map[string]string) *pairOfProcesses {
	t.Helper()
	dir := t.TempDir()
	p := &pairOfProcesses{tg: telegramtest.New(telegramtest.Options{})}
	web := httptest.NewServer(p.tg)
	t.Cleanup(web.Close)
	for i := range p.env {
		home := filepath.Join(dir, fmt.Sprint(i))
		p.env[i] = map[string]string{
			"HOME": home, "XDG_CACHE_HOME": filepath.Join(home, "cache"), "ARTICLEBOT_DATA_DIR": filepath.Join(home, "data"),
			"ARTICLEBOT_TELEGRAM_TOKEN": telegramtest.Token, "ARTICLEBOT_TELEGRAM_API_URL": web.URL,
			"ARTICLEBOT_TELEGRAM_WEBHOOK_URL": "https://paper.example/telegram",
			"ARTICLEBOT_HTTP_ADDR":            "127.0.0.1:0", "ARTICLEBOT_ARTICLES": file, "ARTICLEBOT_RELOAD_WATCH": "false",
			"ARTICLEBOT_STATE_URL": database, "ARTICLEBOT_WEB_ENABLED": "true",
		}
		maps.Copy(p.env[i], more)
		p.open(t, i)
	}
	return p
}

func (p *pairOfProcesses) open(t *testing.T, i int) {
	t.Helper()
	path, err := exec.LookPath("articlebot") // TestMain has put it there
	must(t, err)
	if i == 0 && *older != "" {
		path = *older
	}
	log := &safeBuffer{}
	p.logs = append(p.logs, log)
	cmd := exec.Command(path, "serve")
	cmd.Env, cmd.Stderr = environment(p.env[i]), log
	must(t, cmd.Start())
	p.cmds[i] = cmd
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGCONT)
		_ = cmd.Process.Kill() // fails where it has ended
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("log of process %d:\n%s", i, log.String())
		}
	})
	sooner(t, "the process listens", func() bool { return strings.Contains(log.String(), "msg=listening") })
	addr := "http://" + listening(t, log)
	p.addr[i].Store(&addr)
	sooner(t, "it is ready", func() bool {
		code, body := get(t, addr+"/readyz")
		return code == http.StatusOK && strings.Contains(body, "telegram: ok")
	})
}

// deliver posts an update to both until it has been taken, as Telegram does through
// a balancer that is not sure of itself.
func (p *pairOfProcesses) deliver(body []byte) {
	_, secret := p.tg.Webhook()
	client := &http.Client{Timeout: 30 * time.Second}
	var both sync.WaitGroup
	for i := range p.addr {
		both.Go(func() {
			for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(500 * time.Millisecond) {
				r, err := http.NewRequest(http.MethodPost, *p.addr[i].Load()+"/telegram", bytes.NewReader(body))
				if err != nil {
					return
				}
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
				resp, err := client.Do(r)
				if err != nil {
					continue
				}
				resp.Body.Close()
				if resp.StatusCode == http.StatusOK {
					return
				}
			}
		})
	}
	both.Wait()
}

// TestTwoProcessesAnswerEachQuestionOnce asks two processes at once while one is
// killed and started again and, with -freeze, the other is frozen and woken.
func TestTwoProcessesAnswerEachQuestionOnce(t *testing.T) {
	p := openPair(t)
	asked := make([]time.Time, *replicaUpdates)
	var work sync.WaitGroup
	ask := func(from, to int) {
		for n := from; n < to; n++ {
			f, _ := p.tg.Message(telegramtest.Say{From: somebody(n), Text: tall})
			body, err := json.Marshal(map[string]any{"update_id": n + 1, "message": f})
			must(t, err)
			asked[n] = time.Now()
			work.Go(func() { p.deliver(body) })
			time.Sleep(20 * time.Millisecond)
		}
	}
	third := *replicaUpdates / 3
	ask(0, third)
	must(t, p.cmds[0].Process.Kill())
	ask(third, 2*third)
	p.open(t, 0)
	if *freezeReplica {
		must(t, p.cmds[1].Process.Signal(syscall.SIGSTOP))
		time.AfterFunc(40*time.Second, func() { _ = p.cmds[1].Process.Signal(syscall.SIGCONT) })
	}
	ask(2*third, *replicaUpdates)
	work.Wait()

	failed, twice, longest := 0, 0, time.Duration(0)
	for n := range asked {
		switch said := p.tg.Messages(somebody(n).ID); {
		case len(said) == 0:
			failed++
		case len(said) > 1:
			twice++
			t.Logf("person %d was answered %d times", n, len(said))
		}
	}
	for _, c := range p.tg.Calls("sendMessage") {
		for n := range asked {
			if c.Params["chat_id"] == fmt.Sprint(somebody(n).ID) {
				longest = max(longest, c.At.Sub(asked[n]))
			}
		}
	}
	t.Logf("%d questions: %d failed, %d answered twice, longest wait %v", *replicaUpdates, failed, twice, longest.Round(time.Millisecond))
	if failed > 0 {
		t.Errorf("%d questions were not answered", failed)
	}
	// What was on its way when the process was killed may have arrived: nobody can
	// know, and it is answered again. That is at most what one process sends at once.
	// Where the database did not answer in time, each went on from its own memory: a
	// double beats silence, and the log says so.
	const away = "the shared state cannot be reached"
	missed := slices.ContainsFunc(p.logs, func(l *safeBuffer) bool { return strings.Contains(l.String(), away) })
	if missed {
		t.Log("the machine was too busy for the database to answer in time: what is answered twice is not judged")
	}
	if most := 5; twice > most && !missed {
		t.Errorf("%d questions were answered twice, more than the %d that a kill may cost", twice, most)
	}
	for i, log := range p.logs {
		if strings.Contains(log.String(), telegramtest.Token) || strings.Contains(log.String(), "a-secret-of-the-tests") {
			t.Errorf("the log of process %d holds a secret", i)
		}
	}
}

// TestWhatChangedWhileNobodyServedIsReadAtTheStart holds that a replica which comes
// back reads its sources again, though it has first to become the one that does.
func TestWhatChangedWhileNobodyServedIsReadAtTheStart(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "news.jsonl")
	must(t, os.WriteFile(file, []byte(town), 0o600))
	env := map[string]string{
		"ARTICLEBOT_STATE_URL": pgtest.Start(t).Database(t), "ARTICLEBOT_DATA_DIR": filepath.Join(dir, "data"), "ARTICLEBOT_ARTICLES": file,
		"ARTICLEBOT_RELOAD_WATCH": "false", "ARTICLEBOT_RELOAD_EVERY": "0", "ARTICLEBOT_WEB_ENABLED": "true", "ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0",
	}
	p := start(t, env)
	addr := p.addr(t)
	eventually(t, "the tower is known", func() bool { return strings.Contains(ask(t, addr, tall), isTall) })
	must(t, p.end())

	must(t, os.WriteFile(file, []byte(town+bakery), 0o600))
	p = start(t, env)
	addr = p.addr(t)
	eventually(t, "the bakery is known", func() bool { return strings.Contains(ask(t, addr, opened), opensIt) })
	must(t, p.end())
}
