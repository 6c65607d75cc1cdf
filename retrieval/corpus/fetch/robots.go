package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"articlebot/retrieval/corpus/fetch/robots"
)

// How long a host's robots.txt is believed (RFC 9309 sections 2.3.1.4 and 2.4).
const (
	// robotsAge is for one that was read, or that the host says is not there.
	robotsAge = 24 * time.Hour
	// robotsRetry is until one that could not be read is asked for again.
	robotsRetry = 10 * time.Minute
	// robotsPatience is how long one that cannot be read forbids everything;
	// then it counts as not there.
	robotsPatience = 30 * 24 * time.Hour
)

// RobotsError is a page that was not asked for because of the robots.txt of
// its host.
type RobotsError struct {
	Host string
	// Cause is why the robots.txt could not be read, which forbids the page for
	// now; nil where the rules themselves forbid it.
	Cause error
}

func (e *RobotsError) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("the robots.txt of %s cannot be read (%v), so its pages are left alone for now", e.Host, e.Cause)
	}
	return "the robots.txt of " + e.Host + " does not allow it"
}

func (e *RobotsError) Unwrap() error { return e.Cause }

// robotsFiles are those of the hosts that were asked.
type robotsFiles struct {
	mu *sync.Mutex
	of map[string]*robotsFile // by scheme, host and port
}

func newRobotsFiles() robotsFiles {
	return robotsFiles{mu: &sync.Mutex{}, of: map[string]*robotsFile{}}
}

// robotsFile is what is known of one. Whoever holds the token may use and
// renew it.
type robotsFile struct {
	token chan struct{}

	rules   robots.Rules
	known   bool      // the rules were read, or are known not to be there
	asked   time.Time // last
	failing time.Time // since when it cannot be read, zero if it can
	cause   error
}

func (r robotsFiles) at(origin string) *robotsFile {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.of[origin]
	if f == nil {
		f = &robotsFile{token: make(chan struct{}, 1)}
		r.of[origin] = f
	}
	return f
}

// obeyRobots returns an error where a page may not be read.
func (c *Client) obeyRobots(ctx context.Context, u *url.URL) error {
	f := c.robots.at(strings.ToLower(u.Scheme + "://" + u.Host))
	select {
	case f.token <- struct{}{}:
		defer func() { <-f.token }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if f.stale(c.opts.Clock.Now()) {
		if err := c.readRobots(ctx, u, f); err != nil {
			return err
		}
	}
	switch {
	case !f.known && c.opts.Clock.Now().Sub(f.failing) < robotsPatience:
		return &RobotsError{Host: u.Host, Cause: f.cause}
	case !f.rules.Allows(u):
		return &RobotsError{Host: u.Host}
	}
	return nil
}

// stale tells whether it is time to ask again, also where the clock was put
// back.
func (f *robotsFile) stale(now time.Time) bool {
	age, limit := now.Sub(f.asked), robotsAge
	if !f.failing.IsZero() {
		limit = robotsRetry
	}
	return f.asked.IsZero() || age < 0 || age >= limit
}

// readRobots asks for the robots.txt. What keeps it from being read is kept
// with the file; an error is one that says nothing of the file.
func (c *Client) readRobots(ctx context.Context, page *url.URL, f *robotsFile) error {
	at := url.URL{Scheme: page.Scheme, User: page.User, Host: page.Host, Path: "/robots.txt"}
	resp, err := c.follow(ctx, at.String(), want{maxBytes: robots.MaxBytes, cut: true})
	var later *LaterError
	var redirect *RedirectError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &redirect):
	case errors.As(err, &later), errors.Is(err, ErrPrivate), errors.Is(err, ErrUnchecked):
		return err
	}
	now := c.opts.Clock.Now()
	f.asked = now
	if err != nil && !absent(err) {
		f.cause = err
		if f.failing.IsZero() || f.failing.After(now) {
			f.failing = now
		}
		return nil // with the rules that were known before, if any
	}
	f.rules, f.known, f.failing, f.cause = robots.Parse(resp.Body, product), true, time.Time{}, nil
	c.lanes.slow(strings.ToLower(page.Hostname()), f.rules.Delay)
	return nil
}

// absent tells whether an error means that there is no robots.txt, so that
// everything is allowed: the server knows of none, or lost its way to it
// (RFC 9309 sections 2.3.1.2 and 2.3.1.3). A server that has enough of us has
// not said so.
func absent(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Code >= 400 && status.Code < 500 && status.Code != http.StatusTooManyRequests
	}
	return errors.Is(err, ErrRedirects)
}
