package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/web"
)

// message is what a person with a session says in a command.
func message(session, command string) bot.Message {
	return bot.Message{Platform: bot.Web, ID: "1", Chat: bot.NewChatKey(bot.Web, session, ""), User: bot.NewUserKey(bot.Web, session), Private: true, Command: command}
}

// TestEveryAnswerCarriesThePolicy holds that no page, error or file leaves
// without the headers that keep others' code and frames away.
func TestEveryAnswerCarriesThePolicy(t *testing.T) {
	s := newStand(t, web.Config{Origins: []string{paperOrigin}})
	id := s.post("/c", "q", wellKnown).session(t)
	answers := []answer{
		s.get("/"), s.get("/c/" + id), s.get("/a/AAAAAAAAAAAAA"), s.get("/nothing"), s.get("/embed.js"), s.get("/api/ask"),
		s.do(http.MethodPost, "/api/ask", "{}"), s.do(http.MethodDelete, "/c", ""), s.get("/embed"),
	}
	seen := map[string]bool{}
	for _, a := range answers {
		csp := a.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors "} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy %q lacks %q", a.Request.URL.Path, csp, want)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: the policy is %q", a.Request.URL.Path, csp)
		}
		if a.Header.Get("X-Content-Type-Options") != "nosniff" || a.Header.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: headers %v", a.Request.URL.Path, a.Header)
		}
		ref := a.Header.Get("X-Request-Id")
		if len(ref) != 10 || seen[ref] {
			t.Errorf("%s: request id %q", a.Request.URL.Path, ref)
		}
		seen[ref] = true
		// What the policy would forbid does not stand there to begin with.
		a.lacks(t, "<style", " style=", "onclick", "onload", "javascript:", "//fonts", "http://www")
		if strings.Count(a.body, "<script") != strings.Count(a.body, "<script src=\"/static/") {
			t.Errorf("%s has a script of its own:\n%s", a.Request.URL.Path, a.body)
		}
	}
}

func TestNothingThatAPersonWroteIsCode(t *testing.T) {
	s := newStand(t, web.Config{Paper: `<b>"Paper"</b>`})
	for _, said := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `files</h2><form action=https://evil.example>`, `' onfocus='alert(1)`,
		`{{.Session}}`, `<!--`, "files \xff\xfe <svg/onload=alert(1)>",
	} {
		a := s.post("/c", "q", said+" how many files", "lang", `"><script>`)
		a.lacks(t, "<script>alert", "<img", "<form action=https", "<svg/", "<b>\"Paper\"</b>", `lang=""><script>`, "<!-- ")
	}
	s.post("/c", "q", "<i>x</i>").has(t, "&lt;i&gt;x&lt;/i&gt;")
}

func TestFormsComeFromOurOwnPages(t *testing.T) {
	s := newStand(t, web.Config{PublicURL: "https://ask.paper.example", Origins: []string{paperOrigin}})
	send := func(header ...string) answer {
		return s.do(http.MethodPost, "/c", form("q", wellKnown), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...)
	}
	send("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").status(t, http.StatusForbidden)
	send("Origin", "https://evil.example").status(t, http.StatusForbidden)
	send("Origin", paperOrigin).status(t, http.StatusForbidden) // the frame is our page, theirs posts nothing
	send("Sec-Fetch-Site", "same-origin").status(t, http.StatusOK)
	send("Origin", "https://ask.paper.example").status(t, http.StatusOK)
	send("Origin", s.URL).status(t, http.StatusOK)
}

func TestLargeBodiesAreRefused(t *testing.T) {
	s := newStand(t, web.Config{})
	large := strings.Repeat("x", 40<<10)
	s.post("/c", "q", large).status(t, http.StatusRequestEntityTooLarge)
	s.post("/c/press", "a", large).status(t, http.StatusRequestEntityTooLarge)
	s.do(http.MethodPost, "/api/ask", `{"question":"`+large+`"}`, "Content-Type", "application/json").status(t, http.StatusRequestEntityTooLarge)
	s.post("/c", "q", strings.Repeat("files ", 1000)).has(t, "at most 300 characters")
	s.do(http.MethodPost, "/c", "%zz", "Content-Type", "application/x-www-form-urlencoded").status(t, http.StatusBadRequest)
}

// TestNobodyIsAnAdmin says and presses what only admins may, in both languages,
// and compares with what an unknown command gets.
func TestNobodyIsAnAdmin(t *testing.T) {
	s := newStand(t, web.Config{})
	generation := func() string {
		lib, err := library()
		must(t, err)
		return string(lib.Status().Generation)
	}
	before := generation()
	for _, command := range []string{"/reload", "/reload force", "/status", "/gaps", "/rollback"} {
		a := s.post("/c", "q", command)
		a.has(t, "I do not know that command.")
		a.lacks(t, "generation", "Generation")
	}
	for _, action := range []string{"1|rb|" + before, "1|rt|" + before, "1|rb|", "2|x|y", "", "1|a|../../etc", "1|p|0.AAAAAAAAAAAAA.99999999999", strings.Repeat("1|p|0", 50)} {
		a := s.post("/c/press", "a", action, "q", wellKnown)
		a.status(t, http.StatusOK)
		a.lacks(t, "Rolled back", "roll back")
	}
	if now := generation(); now != before {
		t.Errorf("the index is %s, was %s", now, before)
	}
}

func TestTheLogNamesNobody(t *testing.T) {
	s := newStand(t, web.Config{})
	a := s.post("/c", "q", wellKnown)
	log := s.log.String()
	for _, secret := range []string{a.session(t), "schedule", "127.0.0.1"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
	if !strings.Contains(log, "request="+a.Header.Get("X-Request-Id")) || !strings.Contains(log, `route="POST /c"`) {
		t.Errorf("the log tells nothing of the request:\n%s", log)
	}
}

func TestOnlyConfiguredNamesAreServed(t *testing.T) {
	s := newStand(t, web.Config{Hosts: []string{"localhost", "127.0.0.1"}})
	s.get("/").status(t, http.StatusOK)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL, nil)
	must(t, err)
	r.Host = "rebound.example"
	resp, err := http.DefaultClient.Do(r)
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a name that is not ours is answered %s", resp.Status)
	}
}

// broken is a conversation that fails at one question.
type broken struct{ bot.Conversation }

func (b broken) Handle(ctx context.Context, m bot.Message) bot.Reply {
	if m.Text == "boom" {
		panic("canary in the works")
	}
	return b.Conversation.Handle(ctx, m)
}

func TestAPanicIsAnApologyWithAReference(t *testing.T) {
	s := newStand(t, web.Config{})
	lib, err := library()
	must(t, err)
	w, err := web.New(web.Config{Log: slog.New(slog.NewTextHandler(s.log, nil))}, broken{s.conv}, lib)
	must(t, err)
	s.Server.Config.Handler = w.Handler()
	a := s.post("/c", "q", "boom")
	a.status(t, http.StatusInternalServerError)
	ref := a.Header.Get("X-Request-Id")
	a.has(t, "Something went wrong on our side (ref "+ref+").")
	a.lacks(t, "canary")
	if log := s.log.String(); !strings.Contains(log, "request="+ref) || !strings.Contains(log, "canary in the works") {
		t.Errorf("the log tells nothing:\n%s", log)
	}
	if h := w.Health(); h.Panics != 1 || h.LastContact.IsZero() {
		t.Errorf("health %+v", h)
	}
	s.post("/c", "q", wellKnown).has(t, "918")
}

func TestThePapersNameChangesWhileItIsServed(t *testing.T) {
	s := newStand(t, web.Config{Paper: "The Morning Paper", Origins: []string{paperOrigin}})
	s.get("/").has(t, "Ask The Morning Paper")
	must(t, s.web.Rename("The Evening Paper"))
	s.get("/").has(t, "Ask The Evening Paper")
	s.get("/embed.js").has(t, "The Evening Paper")
}
