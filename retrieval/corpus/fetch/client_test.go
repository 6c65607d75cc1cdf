package fetch_test

import (
	"compress/gzip"
	"context"
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

func newClock() *clocktest.Clock { return clocktest.At(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)) }

// serve starts a server and a client that may read it.
func serve(t *testing.T, h http.HandlerFunc, change ...func(*fetch.Options)) (*httptest.Server, *fetch.Client, *clocktest.Clock) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	clock := newClock()
	opts := fetch.Options{Hosts: []string{"127.0.0.1"}, AllowPrivate: true, Clock: clock}
	for _, c := range change {
		c(&opts)
	}
	return srv, fetch.New(opts), clock
}

func TestUnchangedBodiesAreNotSentAgain(t *testing.T) {
	srv, client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 05 Jan 2026 07:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "hello")
	})
	first, err := client.Get(t.Context(), srv.URL+"/feed", fetch.Validators{})
	if err != nil || string(first.Body) != "hello" || first.NotModified {
		t.Fatalf("first: %+v, %v", first, err)
	}
	second, err := client.Get(t.Context(), srv.URL+"/feed", first.Validators)
	if err != nil || !second.NotModified || len(second.Body) != 0 {
		t.Fatalf("second: %+v, %v", second, err)
	}
}

func TestRequestsToOneHostKeepADistance(t *testing.T) {
	srv, client, clock := serve(t, func(http.ResponseWriter, *http.Request) {})
	for range 3 {
		if _, err := client.Get(t.Context(), srv.URL, fetch.Validators{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{fetch.DefaultDelay, fetch.DefaultDelay}, clock.Waited()); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

func TestRequestsToOneHostNeverOverlap(t *testing.T) {
	var mu sync.Mutex
	busy, most := 0, 0
	srv, client, _ := serve(t, func(http.ResponseWriter, *http.Request) {
		mu.Lock()
		busy++
		most = max(most, busy)
		mu.Unlock()
		defer func() { mu.Lock(); busy--; mu.Unlock() }()
	})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { _, _ = client.Get(t.Context(), srv.URL, fetch.Validators{}) })
	}
	wg.Wait()
	if most != 1 {
		t.Errorf("%d requests at a time", most)
	}
}

func TestAHostThatAsksForPatienceIsLeftAlone(t *testing.T) {
	requests := 0
	srv, client, clock := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		requests++
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	_, err := client.Get(t.Context(), srv.URL, fetch.Validators{})
	var status *fetch.StatusError
	if !errors.As(err, &status) || status.RetryAfter != 2*time.Minute {
		t.Fatalf("first: %v", err)
	}
	_, err = client.Get(t.Context(), srv.URL, fetch.Validators{})
	var later *fetch.LaterError
	if !errors.As(err, &later) || requests != 1 {
		t.Fatalf("second: %v after %d requests", err, requests)
	}
	if err := clock.Wait(t.Context(), 3*time.Minute); err != nil {
		t.Fatal(err)
	}
	_, _ = client.Get(t.Context(), srv.URL, fetch.Validators{})
	if requests != 2 {
		t.Errorf("%d requests after the pause, want 2", requests)
	}
}

func TestWhatIsRefused(t *testing.T) {
	bomb := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 64 {
			if _, err := z.Write(zeros); err != nil {
				return
			}
		}
		_ = z.Close()
	}
	redirect := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
	}
	strict := func(o *fetch.Options) { o.AllowPrivate = false }
	small := func(o *fetch.Options) { o.MaxBytes = 1 << 20 }
	tests := map[string]struct {
		handler http.HandlerFunc
		change  func(*fetch.Options)
		want    error
	}{
		"a private address":                 {func(http.ResponseWriter, *http.Request) {}, strict, fetch.ErrPrivate},
		"a body that unpacks beyond bounds": {bomb, small, fetch.ErrTooLarge},
		"a body without an end": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 32<<10)); err != nil {
					return
				}
			}
		}, small, fetch.ErrTooLarge},
		"a redirect to another host":       {redirect("http://elsewhere.example/"), nil, fetch.ErrHost},
		"a redirect to itself without end": {redirect("/again"), nil, fetch.ErrRedirects},
		"a redirect to the cloud's keys":   {redirect("http://169.254.169.254/latest/meta-data"), func(o *fetch.Options) { o.AllowPrivate = true }, fetch.ErrHost},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			srv, client, _ := serve(t, test.handler, func(o *fetch.Options) {
				if test.change != nil {
					test.change(o)
				}
			})
			if resp, err := client.Get(t.Context(), srv.URL, fetch.Validators{}); !errors.Is(err, test.want) {
				t.Errorf("got %d bytes and %v, want %v", len(resp.Body), err, test.want)
			}
		})
	}
}

func TestASlowServerIsGivenUp(t *testing.T) {
	release := make(chan struct{})
	srv, client, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		<-release
	}, func(o *fetch.Options) { o.Timeout = 50 * time.Millisecond })
	defer close(release)
	_, err := client.Get(t.Context(), srv.URL, fetch.Validators{})
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "no answer in time") {
		t.Errorf("got %v", err)
	}
}

// TestADripIsGivenUp sends a byte now and then, so that no single read waits
// long.
func TestADripIsGivenUp(t *testing.T) {
	srv, client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, " ")
			w.(http.Flusher).Flush()
			select {
			case <-time.After(5 * time.Millisecond):
			case <-r.Context().Done():
			}
		}
	}, func(o *fetch.Options) { o.Timeout = 50 * time.Millisecond })
	if _, err := client.Get(t.Context(), srv.URL, fetch.Validators{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyWhatWasAskedForIsUnpacked(t *testing.T) {
	for encoding, want := range map[string]error{"": nil, "identity": nil, "deflate": fetch.ErrEncoding, "br": fetch.ErrEncoding, "gzip, gzip": fetch.ErrEncoding} {
		t.Run(encoding, func(t *testing.T) {
			srv, client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if accepted := r.Header.Get("Accept-Encoding"); accepted != "gzip" {
					t.Errorf("accepts %q", accepted)
				}
				if encoding != "" {
					w.Header().Set("Content-Encoding", encoding)
				}
				fmt.Fprint(w, "hello")
			})
			if _, err := client.Get(t.Context(), srv.URL, fetch.Validators{}); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		})
	}
}

func TestRetryAfterInEveryForm(t *testing.T) {
	const longest = 24 * time.Hour
	tests := map[string]struct {
		value, date string
		want        time.Duration
	}{
		"seconds":                      {"120", "", 2 * time.Minute},
		"a date":                       {"Mon, 05 Jan 2026 08:05:00 GMT", "none", 5 * time.Minute},
		"a date in the past":           {"Mon, 05 Jan 2026 07:00:00 GMT", "none", 0},
		"a date by the server's clock": {"Tue, 06 Jan 2026 10:10:00 GMT", "Tue, 06 Jan 2026 10:00:00 GMT", 10 * time.Minute},
		"an old form of dates":         {"Monday, 05-Jan-26 08:01:00 GMT", "none", time.Minute},
		"longer than is believed":      {"864000", "", longest},
		"more than fits":               {"99999999999", "", longest},
		"more digits than a number":    {strings.Repeat("9", 40), "", longest},
		"a negative number":            {"-5", "", 0},
		"nonsense":                     {"soon", "", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			srv, client, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", test.value)
				switch test.date {
				case "":
				case "none":
					w.Header()["Date"] = nil
				default:
					w.Header().Set("Date", test.date)
				}
				w.WriteHeader(http.StatusServiceUnavailable)
			})
			_, err := client.Get(t.Context(), srv.URL, fetch.Validators{})
			var status *fetch.StatusError
			if !errors.As(err, &status) || status.RetryAfter != test.want {
				t.Errorf("got %+v, want %v", err, test.want)
			}
		})
	}
}

func TestAClockThatIsPutBackHoldsNothingUp(t *testing.T) {
	requests := 0
	srv, client, clock := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		requests++
		if requests == 1 {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	_, _ = client.Get(t.Context(), srv.URL, fetch.Validators{})
	clock.Set(clock.Now().AddDate(-3, 0, 0))
	if _, err := client.Get(t.Context(), srv.URL, fetch.Validators{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]time.Duration{fetch.DefaultDelay}, clock.Waited()); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

func TestTheClientSaysWhoItIs(t *testing.T) {
	var agent string
	srv, client, _ := serve(t, func(_ http.ResponseWriter, r *http.Request) { agent = r.UserAgent() }, func(o *fetch.Options) { o.Contact = "https://paper.example/bot" })
	if _, err := client.Get(t.Context(), srv.URL, fetch.Validators{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(agent, "articlebot") || !strings.Contains(agent, "+https://paper.example/bot") {
		t.Errorf("User-Agent %q", agent)
	}
}
