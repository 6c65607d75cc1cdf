package telegram_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"articlebot/bot/telegram"
)

// The npm package that TestAgainstAServerOfOthers runs. .ci/telegram-test-api.sh
// installs it; ARTICLEBOT_TELEGRAM_TEST_API names another folder.
const (
	npmPackage = "telegram-test-api"
	npmVersion = "4.2.1"
)

// serveOthers is the program that node runs.
const serveOthers = `
const TelegramServer = require(process.argv[1]);
const port = Number(process.argv[2]);
new TelegramServer({ port, host: '127.0.0.1', storage: 'RAM', storeTimeout: 60 }).start()
  .then(() => console.log('ready'), (e) => { console.log('failed', e); process.exit(1); });
`

// startOthers starts the package's server and returns its address.
func startOthers(t *testing.T) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed, so there is no " + npmPackage + " to talk to")
	}
	dir := os.Getenv("ARTICLEBOT_TELEGRAM_TEST_API")
	if cache, err := os.UserCacheDir(); dir == "" && err == nil {
		dir = filepath.Join(cache, "articlebot", npmPackage+"-"+npmVersion)
	}
	module := filepath.Join(dir, "node_modules", npmPackage)
	if _, err := os.Stat(module); err != nil {
		t.Skipf("%s is not installed: run .ci/telegram-test-api.sh", npmPackage)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	cmd := exec.Command(node, "-e", serveOthers, module, fmt.Sprint(port))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "ready" {
		t.Fatalf("%s did not start: %q, %v", npmPackage, line, err)
	}
	return fmt.Sprintf("http://127.0.0.1:%d", port)
}

// TestAgainstAServerOfOthers talks to an implementation that knows no menus,
// no typing and no long polls, writes dates in milliseconds and chat ids as
// strings.
func TestAgainstAServerOfOthers(t *testing.T) {
	base := startOthers(t)
	log := &logBuffer{}
	conv := &script{}
	a, err := telegram.New(telegram.Config{Token: "1:others", APIURL: base}, conv, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	stop := begin(t, a)
	defer stop()
	person := map[string]any{
		"botToken": "1:others", "date": 1,
		"from": map[string]any{"id": 7, "first_name": "R", "is_bot": false},
		"chat": map[string]any{"id": 7, "first_name": "R", "type": "private"},
	}
	said := func(path string, more map[string]any) {
		body := map[string]any{}
		for k, v := range person {
			body[k] = v
		}
		for k, v := range more {
			body[k] = v
		}
		ask(t, base+path, body)
	}
	written := func() string {
		return ask(t, base+"/getUpdatesHistory", map[string]any{"token": "1:others"})
	}

	said("/sendMessage", map[string]any{"text": "how many files?"})
	waitUntil(t, func() bool { return strings.Contains(written(), "The answer to how many files? is here.") })
	said("/sendCommand", map[string]any{"text": "/ask how many roads?", "entities": []any{map[string]any{"type": "bot_command", "offset": 0, "length": 4}}})
	waitUntil(t, func() bool { return strings.Contains(written(), "The answer to how many roads? is here.") })
	message := map[string]any{"from": person["from"], "chat": person["chat"], "message_id": 3, "text": "an answer"}
	said("/sendCallback", map[string]any{"data": "1|p|1", "message": message})
	waitUntil(t, func() bool { return len(conv.pressed()) == 1 })

	if m := conv.messages(); len(m) != 2 || m[1].Command != "ask" || m[1].Text != "how many roads?" {
		t.Errorf("heard %+v", m)
	}
	if strings.Contains(log.String(), "1:others") || strings.Contains(log.String(), "how many") {
		t.Errorf("log:\n%s", log)
	}
}

// ask posts JSON and returns the body of the answer.
func ask(t *testing.T, url string, body any) string {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(url, "application/json", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err = io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v: %s", url, resp.StatusCode, err, b)
	}
	return string(b)
}
