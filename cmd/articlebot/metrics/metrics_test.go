package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/cmd/articlebot/metrics"
)

func TestAPageIsInPrometheusFormat(t *testing.T) {
	c := metrics.NewCounts("platform", "outcome")
	c.Expect("telegram", "none")
	c.Add("telegram", "answer")
	c.Add("telegram", "answer")
	c.Add("a\"b\\c\n", "answer")
	var h metrics.Histogram
	for _, d := range []time.Duration{0, time.Millisecond, 3 * time.Millisecond, 20 * time.Second} {
		h.Observe(d)
	}
	p := new(metrics.Page)
	c.Write(p, "questions_total", "Questions.")
	h.Write(p, "took_seconds", "Time.")
	p.Single("up", metrics.Gauge, "Up.", 0.5)
	want := `# HELP questions_total Questions.
# TYPE questions_total counter
questions_total{platform="a\"b\\c\n",outcome="answer"} 1
questions_total{platform="telegram",outcome="answer"} 2
questions_total{platform="telegram",outcome="none"} 0
# HELP took_seconds Time.
# TYPE took_seconds histogram
took_seconds_bucket{le="0.001"} 2
took_seconds_bucket{le="0.0025"} 2
took_seconds_bucket{le="0.005"} 3
took_seconds_bucket{le="0.01"} 3
took_seconds_bucket{le="0.025"} 3
took_seconds_bucket{le="0.05"} 3
took_seconds_bucket{le="0.1"} 3
took_seconds_bucket{le="0.25"} 3
took_seconds_bucket{le="0.5"} 3
took_seconds_bucket{le="1"} 3
took_seconds_bucket{le="2.5"} 3
took_seconds_bucket{le="5"} 3
took_seconds_bucket{le="10"} 3
took_seconds_bucket{le="+Inf"} 4
took_seconds_sum 20.004
took_seconds_count 4
# HELP up Up.
# TYPE up gauge
up 0.5
`
	if d := cmp.Diff(want, p.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestHistogramsOfAFamilyStandSideBySide(t *testing.T) {
	h := metrics.NewHistograms("stage", "read", "rank")
	h.Observe("rank", time.Millisecond)
	h.Observe("unheard of", time.Millisecond)
	p := new(metrics.Page)
	h.Write(p, "stage_seconds", "Time.")
	text := p.String()
	if strings.Count(text, "# TYPE stage_seconds histogram\n") != 1 {
		t.Errorf("the family begins more or less than once:\n%s", text)
	}
	for _, want := range []string{
		`stage_seconds_bucket{stage="read",le="+Inf"} 0`, `stage_seconds_count{stage="read"} 0`,
		`stage_seconds_bucket{stage="rank",le="0.001"} 1`, `stage_seconds_sum{stage="rank"} 0.001`, `stage_seconds_count{stage="rank"} 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("there is no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "unheard of") {
		t.Error("a value that was not named is on the page")
	}
}

func TestRequestsAreCountedByTheirAnswers(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/flood":
			w.WriteHeader(http.StatusTooManyRequests)
		case "/broken":
			panic(http.ErrAbortHandler)
		}
	}))
	defer s.Close()
	var told atomic.Int64
	all := metrics.NewRequests(func(time.Duration) { told.Add(1) })
	carrier := all.Transport("telegram", http.DefaultTransport)
	client := http.Client{Transport: carrier}
	call := func(ctx context.Context, path string) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		return resp.Body.Close()
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, path := range []string{"/ok", "/flood", "/broken", "/broken", "/botX/getUpdates", "/ok"} {
		if err := call(t.Context(), path); (err != nil) != (path == "/broken") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := call(gone, "/ok"); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	client.CloseIdleConnections()
	p := new(metrics.Page)
	all.Write(p)
	for _, want := range []string{
		`{platform="telegram",code="200"} 3`, `{platform="telegram",code="429"} 1`, `{platform="telegram",code="none"} 2`, "_request_seconds_count 5\n",
	} {
		if !strings.Contains(p.String(), want) {
			t.Errorf("there is no %s in\n%s", want, p)
		}
	}
	if n := told.Load(); n != 5 {
		t.Errorf("the time of %d requests was told, want 5", n)
	}
	if n := carrier.Returned(); n != 1 {
		t.Errorf("the platform came back %d times, want 1", n)
	}
}

func TestTheProcessIsTold(t *testing.T) {
	p := new(metrics.Page)
	metrics.WriteProcess(p, time.Unix(1000, 0))
	for _, name := range []string{"process_start_time_seconds 1000\n", "\ngo_goroutines ", "\ngo_memstats_heap_alloc_bytes ", "\ngo_memstats_sys_bytes ", "\narticlebot_gc_cycles_total "} {
		if !strings.Contains(p.String(), name) {
			t.Errorf("there is no %q in\n%s", name, p)
		}
	}
}
