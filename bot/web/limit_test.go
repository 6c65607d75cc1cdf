package web_test

import (
	"net/http"
	"testing"
	"time"

	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/web"
)

func TestAnAddressThatAsksTooMuchIsToldToWait(t *testing.T) {
	s := newStand(t, web.Config{PerMinute: 3})
	for range 3 {
		s.post("/c", "q", wellKnown).status(t, http.StatusOK)
	}
	refused := s.post("/c", "q", wellKnown)
	refused.status(t, http.StatusTooManyRequests)
	refused.has(t, "One moment: please ask again in 20 seconds.", `<div id="notice" role="alert">`)
	if refused.Header.Get("Retry-After") != "20" && refused.Header.Get("Retry-After") != "21" {
		t.Errorf("Retry-After is %q", refused.Header.Get("Retry-After"))
	}
	s.post("/c/press", "a", "1|-|").status(t, http.StatusTooManyRequests)
	api := s.do(http.MethodPost, "/api/ask", `{"question":"files"}`, "Content-Type", "application/json")
	api.status(t, http.StatusTooManyRequests)
	s.get("/").status(t, http.StatusOK) // looking is free
	s.now.Add(21 * time.Second)
	s.post("/c", "q", wellKnown).status(t, http.StatusOK)
}

// TestWhoIsCountedBehindAProxy holds that a header is believed only where it is
// configured, and only what the proxy itself wrote into it.
func TestWhoIsCountedBehindAProxy(t *testing.T) {
	for _, c := range []struct {
		name, header  string
		first, second []string
		shared        bool // both are one address
	}{
		{"no proxy: a header changes nothing", "", []string{"X-Forwarded-For", "192.0.2.1"}, []string{"X-Forwarded-For", "192.0.2.2"}, true},
		{"another header changes nothing", "X-Real-Ip", []string{"X-Forwarded-For", "192.0.2.1"}, []string{"X-Forwarded-For", "192.0.2.2"}, true},
		{"the configured one tells people apart", "x-forwarded-for", []string{"X-Forwarded-For", "192.0.2.1"}, []string{"X-Forwarded-For", "192.0.2.2"}, false},
		{"what a client wrote before it does not", "X-Forwarded-For", []string{"X-Forwarded-For", "198.51.100.1, 192.0.2.1"}, []string{"X-Forwarded-For", "198.51.100.2, 192.0.2.1"}, true},
		{"with a port", "X-Forwarded-For", []string{"X-Forwarded-For", "192.0.2.1:1"}, []string{"X-Forwarded-For", "192.0.2.1:2"}, true},
		{"one network of IPv6 is one customer", "X-Real-Ip", []string{"X-Real-Ip", "2001:db8:1:2::1"}, []string{"X-Real-Ip", "[2001:db8:1:2:ffff::9]:443"}, true},
		{"two networks are two", "X-Real-Ip", []string{"X-Real-Ip", "2001:db8:1:2::1"}, []string{"X-Real-Ip", "2001:db8:1:3::1"}, false},
		{"the same address in both forms", "X-Real-Ip", []string{"X-Real-Ip", "192.0.2.1"}, []string{"X-Real-Ip", "::ffff:192.0.2.1"}, true},
		{"nonsense counts as the connection", "X-Real-Ip", []string{"X-Real-Ip", "nonsense"}, []string{"X-Real-Ip", ""}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStand(t, web.Config{PerMinute: 1, ClientHeader: c.header})
			send := func(header []string) int {
				return s.do(http.MethodPost, "/c", form("q", "files"), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...).StatusCode
			}
			if got := send(c.first); got != http.StatusOK {
				t.Fatalf("the first question is answered %d", got)
			}
			want := http.StatusOK
			if c.shared {
				want = http.StatusTooManyRequests
			}
			if got := send(c.second); got != want {
				t.Errorf("the second is answered %d, want %d", got, want)
			}
		})
	}
}

// TestAPersonWhoAsksTooFast holds that the conversation's own limit is told once
// and then by the status alone.
func TestAPersonWhoAsksTooFast(t *testing.T) {
	s := newStand(t, web.Config{})
	lib, err := library()
	must(t, err)
	conv, err := dialogue.New(dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: 1, Every: time.Hour}}, Now: s.now.Now}, lib)
	must(t, err)
	t.Cleanup(func() { must(t, conv.Close()) })
	w, err := web.New(web.Config{PerMinute: -1, Now: s.now.Now}, conv, lib)
	must(t, err)
	s.Config.Handler = w.Handler()
	id := s.post("/c", "q", wellKnown).session(t)
	told := s.post("/c", "s", id, "q", "files")
	told.status(t, http.StatusOK)
	told.has(t, "please ask again in")
	silent := s.post("/c", "s", id, "q", "files")
	silent.status(t, http.StatusTooManyRequests)
	silent.has(t, `<div id="notice" role="alert"><p class="said">One moment`)
	api := s.do(http.MethodPost, "/api/ask", `{"question":"files","session":"`+id+`"}`, "Content-Type", "application/json")
	api.status(t, http.StatusTooManyRequests)
}
