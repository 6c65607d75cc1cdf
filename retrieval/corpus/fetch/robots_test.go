package fetch_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/clock/clocktest"
	"articlebot/retrieval/corpus/fetch"
)

// site is a server with a robots.txt that can be changed while it runs.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	robots http.HandlerFunc
	asked  []string // paths, in order
}

func newSite(t *testing.T, robots http.HandlerFunc) *site {
	s := &site{robots: robots}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		robots := s.robots
		s.mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			robots(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) set(robots http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.robots = robots
}

// requests returns the paths that were asked for since the last call.
func (s *site) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

func answers(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func reader(change ...func(*fetch.Options)) (*fetch.Client, *clocktest.Clock) {
	clock := newClock()
	opts := fetch.Options{Hosts: []string{"127.0.0.1", "localhost"}, AllowPrivate: true, Clock: clock}
	for _, c := range change {
		c(&opts)
	}
	return fetch.New(opts), clock
}

// forbidden tells whether robots.txt kept a page from being read, and how.
func forbidden(err error) string {
	var robots *fetch.RobotsError
	switch {
	case err == nil:
		return "read"
	case !errors.As(err, &robots):
		return err.Error()
	case robots.Cause != nil:
		return "forbidden for now"
	}
	return "forbidden"
}

func TestWhatAnAnswerForRobotsMeans(t *testing.T) {
	elsewhere := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusMovedPermanently) }
	}
	broken := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "User-agent: *\n")
	}
	for name, test := range map[string]struct {
		robots http.HandlerFunc
		want   string
	}{
		"rules that allow":           {says("User-agent: *\nDisallow: /other"), "read"},
		"rules that forbid":          {says("User-agent: *\nDisallow: /page"), "forbidden"},
		"rules for us":               {says("User-agent: *\nDisallow: /\nUser-agent: articlebot\nAllow: /"), "read"},
		"not found":                  {answers(http.StatusNotFound), "read"},
		"gone":                       {answers(http.StatusGone), "read"},
		"not for us":                 {answers(http.StatusForbidden), "read"},
		"too many requests":          {answers(http.StatusTooManyRequests), "forbidden for now"},
		"a broken server":            {answers(http.StatusInternalServerError), "forbidden for now"},
		"an answer that breaks off":  {broken, "forbidden for now"},
		"a redirect without an end":  {elsewhere("/robots.txt"), "read"},
		"a redirect to another host": {elsewhere("http://elsewhere.example/robots.txt"), "forbidden for now"},
		"a file longer than is read": {says("User-agent: *\nDisallow: /page\n" + strings.Repeat("# more\n", 200_000)), "forbidden"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, test.robots)
			client, _ := reader(func(o *fetch.Options) { o.MaxBytes = 1 << 10 })
			_, err := client.GetPage(t.Context(), s.URL+"/page")
			if got := forbidden(err); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
			if _, err := client.Get(t.Context(), s.URL+"/page", fetch.Validators{}); err != nil {
				t.Errorf("a feed must not need robots.txt: %v", err)
			}
		})
	}
}

func TestRobotsAreAskedForOnceADay(t *testing.T) {
	s := newSite(t, says("User-agent: *\nDisallow: /draft"))
	client, clock := reader()
	get := func(path string) string {
		_, err := client.GetPage(t.Context(), s.URL+path)
		return forbidden(err)
	}
	if got := []string{get("/1"), get("/draft"), get("/2")}; !cmp.Equal(got, []string{"read", "forbidden", "read"}) {
		t.Errorf("pages: %v", got)
	}
	if diff := cmp.Diff([]string{"/robots.txt", "/1", "/2"}, s.requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	s.set(says(""))
	clock.Set(clock.Now().Add(24 * time.Hour))
	if got := get("/draft"); got != "read" {
		t.Errorf("a day later: %s", got)
	}
	if diff := cmp.Diff([]string{"/robots.txt", "/draft"}, s.requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRobotsThatCannotBeReadForbidForAWhile(t *testing.T) {
	s := newSite(t, answers(http.StatusBadGateway))
	client, clock := reader()
	get := func(after time.Duration) string {
		clock.Set(clock.Now().Add(after))
		_, err := client.GetPage(t.Context(), s.URL+"/page")
		return forbidden(err)
	}
	const forNow = "forbidden for now"
	if got := []string{get(0), get(time.Minute)}; !cmp.Equal(got, []string{forNow, forNow}) || len(s.requests()) != 1 {
		t.Errorf("at first: %v", got)
	}
	if got := get(time.Hour); got != forNow || len(s.requests()) != 1 {
		t.Errorf("an hour later: %s", got)
	}
	s.set(says("User-agent: *\nDisallow: /draft"))
	if got := get(time.Hour); got != "read" {
		t.Errorf("when it is there: %s", got)
	}
	s.set(answers(http.StatusBadGateway))
	if got := get(25 * time.Hour); got != "read" {
		t.Errorf("when it cannot be read again: %s, not by the rules that were known", got)
	}
}

func TestRobotsThatCanNeverBeReadForbidNothingInTheEnd(t *testing.T) {
	s := newSite(t, answers(http.StatusBadGateway))
	client, clock := reader()
	for _, step := range []struct {
		days int
		want string
	}{{0, "forbidden for now"}, {29, "forbidden for now"}, {2, "read"}} {
		clock.Set(clock.Now().AddDate(0, 0, step.days))
		_, err := client.GetPage(t.Context(), s.URL+"/page")
		if got := forbidden(err); got != step.want {
			t.Errorf("%d days later: %s, want %s", step.days, got, step.want)
		}
	}
}

func TestAHostIsReadAtThePaceThatItWishes(t *testing.T) {
	for wish, want := range map[string]time.Duration{
		"Crawl-delay: 7":     7 * time.Second,
		"Crawl-delay: 0.1":   fetch.DefaultDelay,
		"Crawl-delay: 86400": fetch.MaxCrawlDelay,
	} {
		t.Run(wish, func(t *testing.T) {
			s := newSite(t, says("User-agent: *\n"+wish))
			client, clock := reader()
			for range 2 {
				if _, err := client.GetPage(t.Context(), s.URL+"/page"); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff([]time.Duration{want, want}, clock.Waited()); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEveryHopOfAPageIsAllowedByItsOwnHost redirects from an open host to
// another that forbids the page.
func TestEveryHopOfAPageIsAllowedByItsOwnHost(t *testing.T) {
	closed := newSite(t, says("User-agent: *\nDisallow: /"))
	open := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, closed.URL+"/page", http.StatusFound)
	}))
	defer open.Close()
	client, _ := reader()
	_, err := client.GetPage(t.Context(), open.URL+"/page")
	if got := forbidden(err); got != "forbidden" {
		t.Errorf("%s", got)
	}
	if diff := cmp.Diff([]string{"/robots.txt"}, closed.requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRobotsOfAPrivateAddressAreNotAskedFor(t *testing.T) {
	s := newSite(t, says(""))
	client, _ := reader(func(o *fetch.Options) { o.AllowPrivate = false })
	if _, err := client.GetPage(t.Context(), s.URL+"/page"); !errors.Is(err, fetch.ErrPrivate) {
		t.Errorf("error %v", err)
	}
	if asked := s.requests(); len(asked) != 0 {
		t.Errorf("asked for %v", asked)
	}
}

func TestPagesReadAtOnceShareOneRobots(t *testing.T) {
	s := newSite(t, says(""))
	client, _ := reader()
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() { _, _ = client.GetPage(t.Context(), fmt.Sprintf("%s/%d", s.URL, i)) })
	}
	wg.Wait()
	n := 0
	for _, path := range s.requests() {
		if path == "/robots.txt" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("robots.txt was asked for %d times", n)
	}
}
