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

// reason names what commonly goes wrong in plain words, and keeps the cause.
func reason(err error) error {
	var timeout net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout() {
		return fmt.Errorf("%w: %w", errTimeout, err)
	}
	return err
}

// retryAfter reads the header of that name: seconds or a date (RFC 9110
// section 10.2.3). It returns 0 for none.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return min(at.Sub(now), maxRetryAfter)
	}
	return 0
}

// maxRetryAfter bounds how long one answer can keep a host from being asked.
const maxRetryAfter = 24 * time.Hour
