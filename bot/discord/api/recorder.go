package api

import (
	"io"
	"net/http"
	"strconv"
	"time"
)

// maxResponseBytes bounds what is read of a response. The largest one is the
// list of commands.
const maxResponseBytes = 4 << 20

// exchange is what came back over the wire for one try.
type exchange struct {
	status     int
	retryAfter time.Duration
	global     bool
	// exhausted and reset tell that the route's bucket is empty, and until
	// when.
	exhausted bool
	reset     time.Duration
}

type exchangeKey struct{}

// recorder notes status and rate limits for our own limits and hides the
// latter from the library, whose waits hold a lock and are deaf to contexts.
type recorder struct{ next http.RoundTripper }

// RoundTrip sends the request.
func (t recorder) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if seen, ok := r.Context().Value(exchangeKey{}).(*exchange); ok {
		seen.read(resp)
	}
	for _, h := range []string{"X-Ratelimit-Remaining", "X-Ratelimit-Reset", "X-Ratelimit-Reset-After", "X-Ratelimit-Global"} {
		resp.Header.Del(h)
	}
	resp.Body = bounded{io.LimitReader(resp.Body, maxResponseBytes), resp.Body}
	return resp, nil
}

// maxRetryAfter is the longest wait that is believed.
const maxRetryAfter = time.Hour

// defaultRetryAfter is waited after a 429 that does not say how long, as
// those of the edge in front of Discord may.
const defaultRetryAfter = time.Second

func (e *exchange) read(resp *http.Response) {
	h := resp.Header
	e.status = resp.StatusCode
	e.global = h.Get("X-Ratelimit-Global") != "" || h.Get("X-Ratelimit-Scope") == "global"
	e.reset = seconds(h.Get("X-Ratelimit-Reset-After"))
	e.exhausted = h.Get("X-Ratelimit-Remaining") == "0" && e.reset > 0
	if resp.StatusCode == http.StatusTooManyRequests {
		e.retryAfter = max(seconds(h.Get("Retry-After")), e.reset)
		if e.retryAfter == 0 {
			e.retryAfter = defaultRetryAfter
		}
	}
}

func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0) {
		return 0
	}
	return time.Duration(min(f, maxRetryAfter.Seconds()) * float64(time.Second))
}

type bounded struct {
	io.Reader
	io.Closer
}
