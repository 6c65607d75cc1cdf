//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
)

// house is a newspaper's bot as it is run: articlebot serve as a process of its
// own, on Telegram, on Discord and in a browser at once.
type house struct {
	tg  *telegramtest.Server
	dc  *discordtest.Server
	env map[string]string
	// file holds the articles.
	file string
	base string // of the pages, /readyz and /metrics
	log  *safeBuffer

	// away is true while Telegram cannot be reached; slow is how long it, and
	// Discord, take to answer a message.
	away     atomic.Bool
	slow     atomic.Int64
	tgServer *httptest.Server

	cmd  *exec.Cmd
	done chan error
}

// openHouse starts the process over one article and further sources, and waits
// until all three are ready.
func openHouse(t *testing.T, sources ...string) *house {
	t.Helper()
	dir := t.TempDir()
	h := &house{tg: telegramtest.New(telegramtest.Options{}), dc: discordtest.New(t), file: filepath.Join(dir, "news.jsonl")}
	h.tgServer = httptest.NewServer(h.telegram())
	t.Cleanup(h.tgServer.Close)
	h.dc.Set(func(k *discordtest.Knobs) {
		k.OnREST = func(http.ResponseWriter, *http.Request, []byte) bool {
			time.Sleep(time.Duration(h.slow.Load()))
			return false
		}
	})
	h.publish(t, town)
	h.env = map[string]string{
		"HOME": dir, "XDG_CACHE_HOME": filepath.Join(dir, "cache"),
		"ARTICLEBOT_TELEGRAM_TOKEN": telegramtest.Token, "ARTICLEBOT_TELEGRAM_API_URL": h.tgServer.URL,
		"ARTICLEBOT_DISCORD_TOKEN": discordtest.Token, "ARTICLEBOT_DISCORD_API_URL": h.dc.URL(),
		"ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0", "ARTICLEBOT_WEB_ENABLED": "true",
		"ARTICLEBOT_HTTP_CLIENT_HEADER": "X-Forwarded-For",
		"ARTICLEBOT_ARTICLES":           strings.Join(append(sources, h.file), ","),
		"ARTICLEBOT_DATA_DIR":           filepath.Join(dir, "data"), "ARTICLEBOT_RELOAD_WATCH": "false",
	}
	h.open(t)
	return h
}

// telegram is the stand-in behind a line that can be cut or slow.
func (h *house) telegram() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.away.Load() {
			panic(http.ErrAbortHandler)
		}
		if strings.HasSuffix(r.URL.Path, "/sendMessage") {
			time.Sleep(time.Duration(h.slow.Load()))
		}
		h.tg.ServeHTTP(w, r)
	})
}

// open starts the process, and stops it with the test.
func (h *house) open(t *testing.T) {
	t.Helper()
	path, err := exec.LookPath("articlebot") // TestMain has put it there
	must(t, err)
	h.log, h.done = &safeBuffer{}, make(chan error, 1)
	h.cmd = exec.Command(path, "serve")
	h.cmd.Env, h.cmd.Stderr = environment(h.env), h.log
	must(t, h.cmd.Start())
	cmd, done, log := h.cmd, h.done, h.log
	go func() { done <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // fails where it has ended
		if t.Failed() {
			t.Logf("log:\n%s", log.String())
		}
	})
	h.base = "http://" + listening(t, log)
	eventually(t, "all three are ready", func() bool { return h.ready(t, http.StatusOK, "telegram: ok", "discord: ok", "web: ok") })
}

// ready tells whether /readyz says this and has these lines.
func (h *house) ready(t *testing.T, want int, lines ...string) bool {
	t.Helper()
	code, body := get(t, h.base+"/readyz")
	for _, line := range lines {
		if !strings.Contains(body, line) {
			return false
		}
	}
	return code == want
}

// publish writes the articles.
func (h *house) publish(t *testing.T, text string) {
	t.Helper()
	must(t, os.WriteFile(h.file, []byte(text), 0o600))
}

// reload has the process read the articles again, as an admin at the machine
// does.
func (h *house) reload(t *testing.T) {
	t.Helper()
	var out strings.Builder
	if err := run(t.Context(), []string{"reload"}, environment(h.env), strings.NewReader(""), &out, io.Discard); err != nil {
		t.Errorf("reload: %v %s", err, &out)
	}
}

// onWeb asks over the API.
func (h *house) onWeb(ctx context.Context, question string) (string, error) {
	body, err := json.Marshal(map[string]string{"question": question})
	if err != nil {
		return "", err
	}
	return h.post(ctx, strings.NewReader(string(body)))
}

// post sends a body to the API.
func (h *house) post(ctx context.Context, body io.Reader) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+"/api/ask", body)
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Expect", "100-continue")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return fmt.Sprint(resp.StatusCode, " ", string(text)), err
}

// told is what the bot has written to a person on Telegram.
func (h *house) told(person int64) string {
	var b strings.Builder
	for _, m := range h.tg.Messages(person) {
		b.WriteString(m.Text + "\n")
	}
	return b.String()
}

// shown is what a command on Discord was answered, "" before.
func (h *house) shown(token string) string {
	if original := h.dc.Outcome(token).Original(); original != nil {
		return fmt.Sprint(original)
	}
	return ""
}

// term asks the process to end, as systemd and docker do.
func (h *house) term(t *testing.T) {
	t.Helper()
	must(t, h.cmd.Process.Signal(syscall.SIGTERM))
}

// ended waits for the end and returns how the process ended.
func (h *house) ended(t *testing.T) error {
	t.Helper()
	select {
	case err := <-h.done:
		return err
	case <-time.After(patience):
		t.Fatalf("the process has not ended in %v", patience)
		return nil
	}
}

// gauge reads a number off /metrics.
func (h *house) gauge(t *testing.T, name string) float64 {
	t.Helper()
	_, page := get(t, h.base+"/metrics")
	_, rest, found := strings.Cut(page, "\n"+name+" ")
	if !found {
		t.Fatalf("/metrics has no %s", name)
	}
	text, _, _ := strings.Cut(rest, "\n")
	v, err := strconv.ParseFloat(text, 64)
	must(t, err)
	return v
}
