package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// What keeps an address from being read.
var (
	ErrHost      = errors.New("this host may not be read")
	ErrPrivate   = errors.New("this address is private; allow private addresses to read it")
	ErrTooLarge  = errors.New("larger than the limit")
	ErrRedirects = fmt.Errorf("more than %d redirects", MaxRedirects)
	// ErrEncoding is a body packed in a way that was not asked for.
	ErrEncoding = errors.New("the server packs its answer in a way that was not asked for")
	// ErrUnchecked is an address behind a proxy that may be private.
	ErrUnchecked = errors.New("this machine cannot resolve the name, so it cannot be known that its address is not private; allow private addresses to leave that to the proxy")
	errScheme    = errors.New("only http and https addresses can be read")
	errTimeout   = errors.New("no answer in time")
)

// StatusError is an answer other than success.
type StatusError struct {
	Code       int
	RetryAfter time.Duration // 0 if the server did not say
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answered %d %s", e.Code, http.StatusText(e.Code))
}

// Gone tells whether the server says that there is nothing at the address.
func (e *StatusError) Gone() bool { return e.Code == http.StatusGone || e.Code == http.StatusNotFound }

// LaterError is a request that was not made because its host asked to be left
// alone until a time.
type LaterError struct{ At time.Time }

func (e *LaterError) Error() string {
	return "the server asked to be left alone until " + e.At.UTC().Format("15:04:05 MST")
}

// RedirectError is what went wrong where an address redirected to.
type RedirectError struct {
	Host string
	Err  error
}

func (e *RedirectError) Error() string { return "redirected to " + e.Host + ": " + e.Err.Error() }

func (e *RedirectError) Unwrap() error { return e.Err }

// reason names what commonly goes wrong in plain words, and keeps the cause.
func reason(err error) error {
	var timeout net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout() {
		return fmt.Errorf("%w: %w", errTimeout, err)
	}
	return err
}

// retryAfter reads the header of that name: seconds or a date (RFC 9110
// section 10.2.3), the latter by the server's own clock where it tells the
// time, so that a wrong clock on either side does no harm. It returns 0 for
// none.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(min(seconds, uint64(maxRetryAfter/time.Second))) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if said, err := http.ParseTime(h.Get("Date")); err == nil {
		now = said
	}
	return min(max(at.Sub(now), 0), maxRetryAfter)
}

// maxRetryAfter bounds how long one answer can keep a host from being asked.
const maxRetryAfter = 24 * time.Hour
