package metrics

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Requests counts the requests to platforms. It is safe for concurrent use.
type Requests struct {
	codes *Counts
	took  Histogram
	told  func(time.Duration)
}

// NewRequests returns counters without any. Of each request's time told is told too,
// if there is such.
func NewRequests(told func(took time.Duration)) *Requests {
	return &Requests{codes: NewCounts("platform", "code"), told: told}
}

// Write adds them to a page.
func (r *Requests) Write(p *Page) {
	r.codes.Write(p, "articlebot_platform_requests_total", "Requests to a platform by the status of their answer, none for no answer.")
	r.took.Write(p, "articlebot_platform_request_seconds", "Time of requests to platforms, without long polls.")
}

// Transport counts what another one carries to a platform.
type Transport struct {
	requests *Requests
	platform string
	next     http.RoundTripper
	failing  atomic.Bool
	returned atomic.Int64
}

// Transport returns a transport that counts what next carries to a platform.
func (r *Requests) Transport(platform string, next http.RoundTripper) *Transport {
	r.codes.Expect(platform, strconv.Itoa(http.StatusTooManyRequests))
	r.codes.Expect(platform, broken)
	return &Transport{requests: r, platform: platform, next: next}
}

// Returned is how often an answer came after requests without one.
func (t *Transport) Returned() int64 { return t.returned.Load() }

// broken is the code of a request without an answer.
const broken = "none"

// longPoll ends the address of a request that waits on purpose.
const longPoll = "/getUpdates"

// RoundTrip carries a request and counts its answer.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	began := time.Now()
	resp, err := t.next.RoundTrip(req)
	if errors.Is(req.Context().Err(), context.Canceled) {
		return resp, err // the program itself gave it up
	}
	code := broken
	if err != nil {
		t.failing.Store(true)
	} else {
		code = strconv.Itoa(resp.StatusCode)
		if t.failing.CompareAndSwap(true, false) {
			t.returned.Add(1)
		}
	}
	t.requests.codes.Add(t.platform, code)
	if !strings.HasSuffix(req.URL.Path, longPoll) {
		took := time.Since(began)
		t.requests.took.Observe(took)
		if t.requests.told != nil {
			t.requests.told(took)
		}
	}
	return resp, err
}

// CloseIdleConnections passes on what http.Client asks for.
func (t *Transport) CloseIdleConnections() {
	if c, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
