package endpoint

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Pauses after failures: doubled from the first to the longest.
const (
	firstPause   = 2 * time.Second
	longestPause = time.Minute
	// longestAsked bounds what the endpoint may ask for by Retry-After.
	longestAsked = 10 * time.Minute
)

// Failure is why there is no vector.
type Failure struct {
	// After is how long the endpoint is left alone; 0: another text may do.
	After time.Duration
	Err   error
}

// Error says what went wrong; never the key.
func (f *Failure) Error() string { return "embeddings endpoint: " + f.Err.Error() }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// RetryAfter is how long to wait before asking again; 0: the text itself was
// refused, so that waiting does not help.
func (f *Failure) RetryAfter() time.Duration { return f.After }

// ErrResting is the cause of failures that made no request, as one before them
// failed.
var ErrResting = errors.New("left alone for a while")

// resting tells whether the endpoint is left alone.
func (c *Client) resting() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := c.until.Sub(c.cfg.Now())
	if left <= 0 {
		return nil
	}
	return &Failure{left, fmt.Errorf("%w: %w", ErrResting, c.reason)}
}

// note keeps account of a request's end, and says for how long its failure
// counts. A caller that gave up says nothing about the endpoint, but one whose
// time ran out does.
func (c *Client) note(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var refused *refusal
	switch {
	case err == nil:
		c.pause = 0
		return nil
	case errors.As(err, &refused):
		return &Failure{0, err}
	}
	c.pause = min(max(firstPause, 2*c.pause), longestPause)
	wait := c.pause
	var busy *busyError
	if errors.As(err, &busy) && busy.after > 0 {
		wait = min(busy.after, longestAsked)
	}
	c.until, c.reason = c.cfg.Now().Add(wait), err
	return &Failure{wait, err}
}
