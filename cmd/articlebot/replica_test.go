package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"articlebot/bot/shared/pgtest"
)

// ask puts a question to the page's API and returns what it says.
func ask(t *testing.T, addr, question string) string {
	t.Helper()
	resp, err := http.Post("http://"+addr+"/api/ask", "application/json", strings.NewReader(`{"question":"`+question+`"}`))
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	return string(body)
}

// TestADatabaseThatGoesIsToldAndComesBack stops the shared state amid serving: the
// questions are answered all the same, and nobody has to do anything.
func TestADatabaseThatGoesIsToldAndComesBack(t *testing.T) {
	server := pgtest.Start(t)
	url := server.Database(t)
	p := start(t, map[string]string{"ARTICLEBOT_STATE_URL": url, "ARTICLEBOT_WEB_ENABLED": "true", "ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0", "ARTICLEBOT_LIMITS_BURST": "1000"})
	addr := p.addr(t)
	ready := func(want string) func() bool {
		return func() bool {
			code, body := get(t, "http://"+addr+"/readyz")
			return code == http.StatusOK && strings.Contains(body, want)
		}
	}
	answered := func() {
		t.Helper()
		if said := ask(t, addr, wellKnown); !strings.Contains(said, "918 files") {
			t.Errorf("the answer is %s", said)
		}
	}
	eventually(t, "the state is there", ready("state: ok"))
	answered()
	server.Stop(t)
	answered()
	eventually(t, "the state is missed", ready("state: missing"))
	answered()
	if _, page := get(t, "http://"+addr+"/metrics"); !strings.Contains(page, "articlebot_state_missing 1") {
		t.Error("no metric tells that the state is missing")
	}
	server.Again(t)
	eventually(t, "the state is back", ready("state: ok"))
	answered()
	if _, page := get(t, "http://"+addr+"/metrics"); !strings.Contains(page, "articlebot_state_missing 0") {
		t.Error("the metric still tells that the state is missing")
	}
	must(t, p.end())
	if said := p.log.String(); strings.Contains(said, server.Password()) || !strings.Contains(said, "the shared state cannot be reached") {
		t.Errorf("the log is\n%s", said)
	}
}

// TestMigrateMakesTheTablesOnce runs the command twice.
func TestMigrateMakesTheTablesOnce(t *testing.T) {
	server := pgtest.Start(t)
	env := environment(map[string]string{"ARTICLEBOT_STATE_URL": server.Database(t)})
	for _, want := range []string{"done: 0001_state.sql", "done: nothing"} {
		var out strings.Builder
		must(t, run(t.Context(), []string{"migrate"}, env, strings.NewReader(""), &out, io.Discard))
		if !strings.HasPrefix(out.String(), want) {
			t.Errorf("it says %q, want %q", out.String(), want)
		}
	}
	server.Stop(t)
	err := run(t.Context(), []string{"migrate"}, env, strings.NewReader(""), io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "migrate shared state") || strings.Contains(err.Error(), server.Password()) {
		t.Errorf("without the server: %v", err)
	}
	if err := run(t.Context(), []string{"migrate"}, nil, strings.NewReader(""), io.Discard, io.Discard); err == nil {
		t.Error("without an address: no error")
	}
}
