package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot/control"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/indexing"
	"articlebot/config"
)

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// safeBuffer is a buffer for several goroutines.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// process is articlebot serve, running in this one.
type process struct {
	log  safeBuffer
	stop context.CancelFunc
	done chan error
}

// environment makes lines of a table.
func environment(table map[string]string) config.Environment {
	var e config.Environment
	for name, value := range table {
		e = append(e, name+"="+value)
	}
	return e
}

// start runs serve with an environment until the test ends.
func start(t *testing.T, env map[string]string) *process {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	p := &process{stop: stop, done: make(chan error, 1)}
	go func() {
		p.done <- run(ctx, []string{"serve"}, environment(env), strings.NewReader(""), io.Discard, &p.log)
	}()
	t.Cleanup(func() {
		stop()
		if t.Failed() {
			t.Logf("log:\n%s", p.log.String())
		}
	})
	return p
}

// end stops the process and returns what it ended with.
func (p *process) end() error {
	p.stop()
	return <-p.done
}

// addr waits until the process listens and returns where.
func (p *process) addr(t *testing.T) string {
	t.Helper()
	return listening(t, &p.log)
}

// listening waits until a log says where its process listens.
func listening(t *testing.T, log *safeBuffer) string {
	t.Helper()
	pattern := regexp.MustCompile(`msg=listening addr=(\S+)`)
	var found []string
	eventually(t, "the process listens", func() bool {
		found = pattern.FindStringSubmatch(log.String())
		return found != nil
	})
	return found[1]
}

// eventually waits until ok is true.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in %v: %s", patience, what)
		}
	}
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, string(body)
}

const wellKnown = "how many files did na hy commune resolve ahead of schedule"

// reader is a person on Telegram.
var reader = telegramtest.Person{ID: 5, Language: "en"}

// telegramSaid is what the bot has written to the reader.
func telegramSaid(s *telegramtest.Server) string {
	var b strings.Builder
	for _, m := range s.Messages(reader.ID) {
		b.WriteString(m.Text + "\n")
	}
	return b.String()
}

func TestServeAnswersOnEveryPlatform(t *testing.T) {
	tg := telegramtest.New(telegramtest.Options{})
	tgServer := httptest.NewServer(tg)
	defer tgServer.Close()
	dc := discordtest.New(t)
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":   telegramtest.Token,
		"ARTICLEBOT_TELEGRAM_API_URL": tgServer.URL,
		"ARTICLEBOT_DISCORD_TOKEN":    discordtest.Token,
		"ARTICLEBOT_DISCORD_API_URL":  dc.URL(),
		"ARTICLEBOT_HTTP_ADDR":        "127.0.0.1:0",
		"ARTICLEBOT_DATA_DIR":         t.TempDir(),
	})
	base := "http://" + p.addr(t)
	eventually(t, "both platforms are ready", func() bool {
		code, _ := get(t, base+"/readyz")
		return code == http.StatusOK
	})

	tg.Says(telegramtest.Say{From: reader, Text: wellKnown})
	eventually(t, "an answer on Telegram", func() bool { return strings.Contains(telegramSaid(tg), "918 files") })
	token := dc.Ask(wellKnown)
	eventually(t, "an answer on Discord", func() bool {
		return strings.Contains(fmt.Sprint(dc.Outcome(token).Original()), "918 files")
	})

	if code, body := get(t, base+"/healthz"); code != http.StatusOK {
		t.Errorf("/healthz: %d %s", code, body)
	}
	_, body := get(t, base+"/metrics")
	for _, want := range []string{
		`articlebot_questions_total\{platform="telegram",language="en",outcome="(answer|unsure)"\} 1\n`,
		`articlebot_questions_total\{platform="discord",language="en",outcome="(answer|unsure)"\} 1\n`,
		`articlebot_platform_up\{platform="telegram"\} 1\n`, `articlebot_platform_reconnects_total\{platform="discord"\} 0\n`,
		`articlebot_platform_requests_total\{platform="discord",code="429"\} 0\n`, `articlebot_platform_requests_total\{platform="telegram",code="200"\} [1-9]`,
		`articlebot_reply_seconds_count 2\n`, `articlebot_search_seconds_count ([2-9]|[1-9][0-9]+)\n`, `articlebot_last_good_read_timestamp_seconds [1-9]`,
	} {
		if !regexp.MustCompile(want).MatchString(body) {
			t.Errorf("/metrics has no %s:\n%s", want, body)
		}
	}
	checkOperations(t, body)
	if err := p.end(); err != nil {
		t.Errorf("serve ended with %v", err)
	}
	for _, secret := range []string{telegramtest.Token, "CANARY", discordtest.Token, "schedule"} {
		if strings.Contains(p.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestWebhookArrivesOnTheListener(t *testing.T) {
	tg := telegramtest.New(telegramtest.Options{})
	tgServer := httptest.NewServer(tg)
	defer tgServer.Close()
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":       telegramtest.Token,
		"ARTICLEBOT_TELEGRAM_API_URL":     tgServer.URL,
		"ARTICLEBOT_TELEGRAM_WEBHOOK_URL": "https://bot.example/hooks/paper",
		"ARTICLEBOT_HTTP_ADDR":            "127.0.0.1:0",
	})
	url := "http://" + p.addr(t) + "/hooks/paper"
	resp, err := http.Post(url, "application/json", strings.NewReader(`{"update_id":1}`))
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized && resp.StatusCode != http.StatusForbidden {
		t.Errorf("an update without the secret is answered %s", resp.Status)
	}
	must(t, p.end())
}

func TestAWebhookThatCannotArriveIsRefusedAtTheStart(t *testing.T) {
	for _, path := range []string{"/a hook", "/{hook", "/{hook}", "/hooks//paper", "/hooks/../paper", "/a%20hook"} {
		p := start(t, map[string]string{
			"ARTICLEBOT_TELEGRAM_TOKEN":       telegramtest.Token,
			"ARTICLEBOT_TELEGRAM_API_URL":     "http://127.0.0.1:1",
			"ARTICLEBOT_TELEGRAM_WEBHOOK_URL": "https://bot.example" + path,
			"ARTICLEBOT_HTTP_ADDR":            "127.0.0.1:0",
		})
		if err := <-p.done; err == nil || !strings.Contains(err.Error(), "telegram.webhook_url") {
			t.Errorf("%s: serve ended with %v", path, err)
		}
	}
}

func TestARevokedTokenEndsServing(t *testing.T) {
	tg := httptest.NewServer(telegramtest.New(telegramtest.Options{}))
	defer tg.Close()
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":   "1:another-token-that-is-not-known-there",
		"ARTICLEBOT_TELEGRAM_API_URL": tg.URL,
	})
	if err := <-p.done; err == nil || !strings.Contains(err.Error(), "BotFather") {
		t.Errorf("serve ended with %v", err)
	}
}

func TestOnePlatformFailingLeavesTheOther(t *testing.T) {
	tg := httptest.NewServer(telegramtest.New(telegramtest.Options{}))
	defer tg.Close()
	dc := discordtest.New(t)
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":   "1:another-token-that-is-not-known-there",
		"ARTICLEBOT_TELEGRAM_API_URL": tg.URL,
		"ARTICLEBOT_DISCORD_TOKEN":    discordtest.Token,
		"ARTICLEBOT_DISCORD_API_URL":  dc.URL(),
		"ARTICLEBOT_HTTP_ADDR":        "127.0.0.1:0",
	})
	eventually(t, "Telegram has stopped", func() bool { return strings.Contains(p.log.String(), "platform stopped") })
	eventually(t, "a gateway connection", func() bool { return dc.Connections() > 0 })
	token := ""
	eventually(t, "an answer on Discord", func() bool {
		if token == "" || dc.Outcome(token).Response() == 0 {
			token = dc.Ask(wellKnown) // again only when it was lost: who asks too often is told to wait
			dc.Wait(2*time.Second, func() bool { return dc.Outcome(token).Response() != 0 })
		}
		return strings.Contains(fmt.Sprint(dc.Outcome(token).Original()), "918 files")
	})
	if code, body := get(t, "http://"+p.addr(t)+"/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "telegram: not ready") {
		t.Errorf("/readyz: %d %s", code, body)
	}
	if err := p.end(); err == nil {
		t.Error("serve forgot that Telegram failed")
	}
}

// newsroom is a serving process over one file of articles.
type newsroom struct {
	*process
	tg   *telegramtest.Server
	env  map[string]string
	file string
}

// town is the article that is there from the beginning.
const town = `{"id":"tower","title":"The tower","text":"The tower of the old town is 57 metres tall."}` + "\n"

// bakery is one that is published later.
const bakery = `{"id":"bakery","title":"The bakery","text":"The bakery was opened by Maria Lindqvist in May."}` + "\n"

// startNewsroom serves one article on Telegram, with further settings.
func startNewsroom(t *testing.T, more ...map[string]string) *newsroom {
	t.Helper()
	dir := t.TempDir()
	n := &newsroom{tg: telegramtest.New(telegramtest.Options{}), file: filepath.Join(dir, "news.jsonl")}
	must(t, os.WriteFile(n.file, []byte(town), 0o600))
	server := httptest.NewServer(n.tg)
	t.Cleanup(server.Close)
	n.env = map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":   telegramtest.Token,
		"ARTICLEBOT_TELEGRAM_API_URL": server.URL,
		"ARTICLEBOT_TELEGRAM_ADMINS":  fmt.Sprint(reader.ID),
		"ARTICLEBOT_ARTICLES":         n.file,
		"ARTICLEBOT_DATA_DIR":         filepath.Join(dir, "data"),
		"ARTICLEBOT_RELOAD_WATCH":     "false",
	}
	for _, table := range more {
		maps.Copy(n.env, table)
	}
	n.process = start(t, n.env)
	eventually(t, "the control address", func() bool {
		conn, err := net.Dial("unix", filepath.Join(dir, "data", "control.sock"))
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return n
}

// command runs another verb with the same settings.
func (n *newsroom) command(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errOut strings.Builder
	err := run(t.Context(), args, environment(n.env), strings.NewReader(""), &out, &errOut)
	return out.String(), err
}

func (n *newsroom) publish(t *testing.T, text string) {
	t.Helper()
	must(t, os.WriteFile(n.file, []byte(text), 0o600))
}

func TestReloadReachesTheRunningBot(t *testing.T) {
	n := startNewsroom(t)
	n.publish(t, town+bakery)
	out, err := n.command(t, "reload", "--dry", "--json")
	if err != nil || !strings.Contains(out, `"new":["The bakery"]`) || !strings.Contains(out, `"switched":false`) {
		t.Errorf("dry: %v %s", err, out)
	}
	out, err = n.command(t, "reload")
	if err != nil || !strings.Contains(out, "2 articles") {
		t.Errorf("reload: %v %s", err, out)
	}
	n.tg.Says(telegramtest.Say{From: reader, Text: "who opened the bakery"})
	eventually(t, "the new article answers", func() bool { return strings.Contains(telegramSaid(n.tg), "Lindqvist") })

	n.publish(t, "")
	if out, err = n.command(t, "reload"); err == nil {
		t.Errorf("a reload with nothing left succeeds: %s", out)
	}
	out, err = n.command(t, "reload", "--back", "--json")
	if err != nil || !strings.Contains(out, `"removed":["The bakery"]`) {
		t.Errorf("back: %v %s", err, out)
	}
	if out, err = n.command(t, "reload", "--back"); !errors.Is(err, indexing.ErrNotReloaded) || out != "" {
		t.Errorf("back from the first generation: %v %s", err, out)
	}
	if _, err = n.command(t, "reload", "--back", "--force"); !errors.As(err, new(cli.UsageError)) {
		t.Errorf("contradicting flags: %v", err)
	}
	must(t, n.end())
	if _, err = n.command(t, "reload"); !errors.Is(err, control.ErrNotServing) || strings.Contains(err.Error(), "http") {
		t.Errorf("reload after the bot has stopped: %v", err)
	}
}

func TestAnIndexThatIsNotKeptIsAFailure(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	env := map[string]string{"ARTICLEBOT_DATA_DIR": filepath.Join(file, "below a file no folder can be")}
	var out strings.Builder
	err := run(t.Context(), []string{"index"}, environment(env), nil, &out, io.Discard)
	if !errors.Is(err, indexing.ErrNotKept) || !strings.Contains(out.String(), "5 articles") {
		t.Errorf("%v\n%s", err, &out)
	}
}

func TestTwoProcessesDoNotShareADataDirectory(t *testing.T) {
	n := startNewsroom(t)
	_, err := n.command(t, "serve")
	if !errors.Is(err, control.ErrServing) {
		t.Errorf("the second process ends with %v", err)
	}
	must(t, n.end())
}
