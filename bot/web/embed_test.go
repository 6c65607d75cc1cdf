package web_test

import (
	"net/http"
	"strings"
	"testing"

	"articlebot/bot/web"
)

func TestOnlyAllowedOriginsShowTheChat(t *testing.T) {
	s := newStand(t, web.Config{Origins: []string{paperOrigin, "https://www.paper.example"}, Paper: "The </script> Paper", Color: "#004488"})
	inside := s.get("/embed?lang=vi")
	inside.status(t, http.StatusOK)
	if csp := inside.Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors https://paper.example https://www.paper.example") {
		t.Errorf("the frame's policy is %q", csp)
	}
	inside.has(t, `class="embedded"`, `action="/embed"`, `<html lang="vi"`)
	a := s.post("/embed", "q", wellKnown)
	a.has(t, `class="embedded"`, `target="_blank" rel="noopener"`, "918")
	if !strings.HasPrefix(a.Request.URL.Path, "/embed/") || !strings.Contains(a.Header.Get("Content-Security-Policy"), paperOrigin) {
		t.Errorf("the answer stands at %s with %q", a.Request.URL.Path, a.Header.Get("Content-Security-Policy"))
	}
	for _, path := range []string{"/", "/c/" + a.session(t)} {
		if csp := s.get(path).Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors 'none'") {
			t.Errorf("%s may be framed: %q", path, csp)
		}
	}
	script := s.get("/embed.js")
	script.has(t, "#004488", `"base":""`, "The \\u003c/script\\u003e Paper")
	if kind := script.Header.Get("Content-Type"); kind != "text/javascript; charset=utf-8" || script.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("the launcher comes with %v", script.Header)
	}
}

func TestTheFramesErrorsCanBeSeenInTheFrame(t *testing.T) {
	s := newStand(t, web.Config{Origins: []string{paperOrigin}, PerMinute: 1})
	s.post("/embed", "q", wellKnown)
	for _, a := range []answer{s.post("/embed", "q", wellKnown), s.get("/embed/over")} {
		if csp := a.Header.Get("Content-Security-Policy"); !strings.Contains(csp, paperOrigin) {
			t.Errorf("%s: %s with %q", a.Request.URL.Path, a.Status, csp)
		}
	}
}

func TestBadConfigurationsAreRefused(t *testing.T) {
	for _, c := range []web.Config{
		{Origins: []string{"paper.example"}}, {Origins: []string{"https://paper.example/"}}, {Origins: []string{"*"}}, {Origins: []string{"'self' https://x"}},
		{Color: "red"}, {Color: "#12345"}, {Color: "#12345; }"}, {PublicURL: "ask.paper.example"}, {PublicURL: "https://x/?a=b"},
	} {
		if _, err := web.New(c, nil, nil); err == nil {
			t.Errorf("%+v is taken", c)
		}
	}
}

func TestPagesStandBelowThePublicPath(t *testing.T) {
	s := newStand(t, web.Config{PublicURL: "https://paper.example/ask/", Origins: []string{paperOrigin}})
	s.get("/").status(t, http.StatusNotFound)
	s.get("/ask/").has(t, `action="/ask/c"`, `href="/ask/static/`)
	a := s.post("/ask/c", "q", wellKnown)
	a.status(t, http.StatusOK)
	a.has(t, `href="/ask/a/`)
	s.get("/ask/embed").has(t, `action="/ask/embed"`)
	s.get("/ask/embed.js").has(t, `"base":"/ask"`)
	api := s.do(http.MethodPost, "/ask/api/ask", `{"question":"`+wellKnown+`"}`, "Content-Type", "application/json")
	api.has(t, `"page":"https://paper.example/ask/a/`)
}
