package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"articlebot/bot/telegram/telegramtest"
)

func TestSettingsAreRereadWithTheArticlesAndBadOnesAreNot(t *testing.T) {
	tg := telegramtest.New(telegramtest.Options{})
	server := httptest.NewServer(tg)
	defer server.Close()
	dir, err := os.MkdirTemp("", "reread") // a socket's path is short
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	file := filepath.Join(dir, "articlebot.yaml")
	write := func(text string) { must(t, os.WriteFile(file, []byte(text), 0o600)) }
	write("limits: {burst: 5}\n")
	env := map[string]string{
		"ARTICLEBOT_CONFIG": file, "ARTICLEBOT_TELEGRAM_TOKEN": telegramtest.Token, "ARTICLEBOT_TELEGRAM_API_URL": server.URL,
		"ARTICLEBOT_DATA_DIR": filepath.Join(dir, "data"), "ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0", "ARTICLEBOT_HTTP_DEBUG_ADDR": "127.0.0.1:0",
	}
	p := start(t, env)
	base := "http://" + p.addr(t)
	reload := func() string {
		t.Helper()
		var out, errOut strings.Builder
		other := map[string]string{"ARTICLEBOT_DATA_DIR": env["ARTICLEBOT_DATA_DIR"]}
		must(t, run(t.Context(), []string{"reload"}, environment(other), strings.NewReader(""), &out, &errOut))
		return out.String()
	}

	if said := reload(); strings.Contains(said, "settings") || strings.Contains(p.log.String(), "taken over") {
		t.Errorf("nothing was changed: %s", said)
	}
	write("limits: {burst: 0}\nconversation: {paper: The Wrong Paper}\n")
	if said := reload(); !strings.Contains(said, "The settings are wrong, so the old ones stay") || !strings.Contains(said, "limits.burst") {
		t.Errorf("wrong settings: %s", said)
	}
	write("limits: {burst: 1, refill: 1h}\nconversation: {paper: The New Paper}\ndata_dir: elsewhere\nreload: {keep: 5, probes: [\"coffee => Coffee\"]}\n")
	reload()
	for _, want := range []string{
		`msg="settings taken over" changed="[reload.probes conversation.paper limits.burst limits.refill]"`, `msg="settings that need a restart were changed" changed=[reload.keep]`,
	} {
		if !strings.Contains(p.log.String(), want) {
			t.Errorf("the log has no %s", want)
		}
	}
	for range 3 {
		tg.Says(telegramtest.Say{From: reader, Text: "/about"})
	}
	eventually(t, "the new name and the new limit", func() bool {
		said := telegramSaid(tg)
		return strings.Contains(said, "The New Paper") && strings.Contains(said, "ask again in")
	})
	_, page := get(t, base+"/metrics")
	for _, want := range []string{`articlebot_reloads_total{result="unchanged"} 3`, `articlebot_reloads_total{result="refused"} 0`, `articlebot_notices_total{reason="slow_down"} 1`} {
		if !strings.Contains(page, want) {
			t.Errorf("/metrics has no %s", want)
		}
	}
	m := regexp.MustCompile(`msg=profiles addr=(\S+)`).FindStringSubmatch(p.log.String())
	if m == nil {
		t.Fatal("no profiles are served")
	}
	if code, body := get(t, "http://"+m[1]+"/debug/pprof/goroutine?debug=1"); code != http.StatusOK || !strings.Contains(body, "goroutine profile:") {
		t.Errorf("profiles: %d %s", code, body)
	}
	if _, body := get(t, "http://"+m[1]+"/metrics"); !strings.Contains(body, "articlebot_build_info{") {
		t.Errorf("metrics beside profiles: %s", body)
	}
	if code, _ := get(t, base+"/debug/pprof/"); code != http.StatusNotFound {
		t.Errorf("profiles are on http.addr: %d", code)
	}
	must(t, p.end())
}
