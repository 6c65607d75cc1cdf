package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/web"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/clock/clocktest"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
)

// wellKnown is a question that the built-in articles answer.
const wellKnown = "how many files did na hy commune resolve ahead of schedule"

// paperOrigin is a site that may embed the chat.
const paperOrigin = "https://paper.example"

// library is the engine over the built-in articles, made once.
var library = sync.OnceValues(func() (*engine.Engine, error) {
	loader := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{})
	return engine.Open(context.Background(), engine.Config{Reader: loader, Backend: bleveindex.Memory{}})
})

// stand is the web over the real conversation and the real articles.
type stand struct {
	*testing.T
	*httptest.Server
	web  *web.Web
	conv *dialogue.Bot
	log  *lockedBuffer
	now  *clocktest.Clock
}

// lockedBuffer is a log for several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newStand serves until the test ends. People are not held up by the
// conversation's own limits, and addresses not by ours unless c says so.
func newStand(t *testing.T, c web.Config) *stand {
	t.Helper()
	lib, err := library()
	must(t, err)
	s := &stand{T: t, log: &lockedBuffer{}, now: clocktest.At(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.conv, err = dialogue.New(dialogue.Config{
		Languages: c.Languages, Limits: limit.Limits{Person: limit.Rate{Burst: -1}, Press: limit.Rate{Burst: -1}}, Log: log, Now: s.now.Now, DataDir: t.TempDir(),
		Admins: []bot.UserKey{bot.NewUserKey(bot.Telegram, "1")},
	}, lib)
	must(t, err)
	t.Cleanup(func() { must(t, s.conv.Close()) })
	c.Log, c.Now = log, s.now.Now
	if c.PerMinute == 0 {
		c.PerMinute = -1
	}
	s.web, err = web.New(c, s.conv, lib)
	must(t, err)
	s.Server = httptest.NewServer(s.web.Handler())
	t.Cleanup(s.Server.Close)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// answer is what came back to a request.
type answer struct {
	*http.Response
	body string
}

// do sends a request as a browser without script does: it follows redirects and
// would keep cookies if any were set.
func (s *stand) do(method, path, body string, header ...string) answer {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.URL+path, strings.NewReader(body))
	must(s, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	jar, err := cookiejar.New(nil)
	must(s, err)
	resp, err := (&http.Client{Jar: jar, Timeout: time.Minute}).Do(r)
	must(s, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	must(s, err)
	if len(jar.Cookies(r.URL)) > 0 {
		s.Errorf("%s %s set a cookie", method, path)
	}
	return answer{resp, string(text)}
}

func (s *stand) get(path string, header ...string) answer {
	s.Helper()
	return s.do(http.MethodGet, path, "", header...)
}

// post sends a form: pairs of names and values.
func (s *stand) post(path string, pairs ...string) answer {
	s.Helper()
	return s.do(http.MethodPost, path, form(pairs...), "Content-Type", "application/x-www-form-urlencoded")
}

func form(pairs ...string) string {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

// session reads the conversation's id from a page.
func (a answer) session(t *testing.T) string {
	t.Helper()
	m := regexp.MustCompile(`name="s" value="([A-Z0-9]+)"`).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no session in\n%s", a.body)
	}
	return m[1]
}

// button finds the action of the button of a role.
func (a answer) button(t *testing.T, role string) string {
	t.Helper()
	m := regexp.MustCompile(`<button class="` + role + `" name="a" value="([^"]+)"`).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no button %q in\n%s", role, a.body)
	}
	return m[1]
}

// has tests that a page holds all of some texts.
func (a answer) has(t *testing.T, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(a.body, w) {
			t.Errorf("%s lacks %q:\n%s", a.Request.URL.Path, w, a.body)
		}
	}
}

// lacks tests that it holds none.
func (a answer) lacks(t *testing.T, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(a.body, w) {
			t.Errorf("%s has %q:\n%s", a.Request.URL.Path, w, a.body)
		}
	}
}

// status tests the status.
func (a answer) status(t *testing.T, want int) {
	t.Helper()
	if a.StatusCode != want {
		t.Errorf("%s %s is answered %s, want %d:\n%s", a.Request.Method, a.Request.URL.Path, a.Status, want, a.body)
	}
}

// start gets the start page once it has samples to try: they are drawn in the
// background.
func (s *stand) start() answer {
	s.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		a := s.get("/", "Accept-Language", "en")
		if strings.Contains(a.body, `<button class="sample"`) || time.Now().After(end) {
			return a
		}
		s.now.Add(time.Minute)
	}
}
