package fetch

import (
	"context"
	"sync"
	"time"
)

// MaxCrawlDelay bounds the pause between two requests that a host can ask for
// in its robots.txt. Some ask for minutes, with which a feed could not be kept
// up with; a request every half minute is no load for anybody.
const MaxCrawlDelay = 30 * time.Second

// lanes keep requests to one host apart.
type lanes struct {
	clock Clock
	delay time.Duration
	mu    *sync.Mutex
	hosts map[string]*lane
}

// lane is one host's: a token that one request holds at a time, and when the
// next may begin.
type lane struct {
	token chan struct{}

	// By lanes.mu:
	left   time.Time     // when the last request ended
	pause  time.Duration // from then on
	crawl  time.Duration // the host's own wish, at most MaxCrawlDelay
	closed time.Time     // the host asked to be left alone until then
}

func newLanes(clock Clock, delay time.Duration) lanes {
	return lanes{clock: clock, delay: delay, mu: &sync.Mutex{}, hosts: map[string]*lane{}}
}

func (l lanes) of(host string) *lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	ln := l.hosts[host]
	if ln == nil {
		ln = &lane{token: make(chan struct{}, 1)}
		l.hosts[host] = ln
	}
	return ln
}

// enter waits for the host's turn. The returned function ends it and says
// whether the next request is to be kept waiting.
func (l lanes) enter(ctx context.Context, host string, maxWait time.Duration) (leave func(pause bool), err error) {
	ln := l.of(host)
	select {
	case ln.token <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := l.wait(ctx, ln, maxWait); err != nil {
		<-ln.token
		return nil, err
	}
	return func(pause bool) {
		l.mu.Lock()
		ln.left, ln.pause = l.clock.Now(), 0
		if pause {
			ln.pause = max(l.delay, ln.crawl)
		}
		l.mu.Unlock()
		<-ln.token
	}, nil
}

func (l lanes) wait(ctx context.Context, ln *lane, maxWait time.Duration) error {
	now := l.clock.Now()
	l.mu.Lock()
	if ln.closed.Sub(now) > maxRetryAfter {
		ln.closed = time.Time{} // the clock was put back
	}
	closed := ln.closed.Sub(now)
	// Put back or not, nobody waits longer than the pause.
	pause := min(ln.left.Add(ln.pause).Sub(now), ln.pause)
	at := ln.closed
	l.mu.Unlock()
	if closed > maxWait {
		return &LaterError{At: at}
	}
	if d := max(closed, pause); d > 0 {
		return l.clock.Wait(ctx, d)
	}
	return ctx.Err()
}

// close keeps a host from being asked for a time.
func (l lanes) close(host string, d time.Duration) {
	ln := l.of(host)
	l.mu.Lock()
	defer l.mu.Unlock()
	ln.closed = l.clock.Now().Add(d)
}

// slow makes the pauses of a host as long as it wishes.
func (l lanes) slow(host string, d time.Duration) {
	ln := l.of(host)
	l.mu.Lock()
	defer l.mu.Unlock()
	ln.crawl = min(d, MaxCrawlDelay)
	ln.pause = max(ln.pause, ln.crawl) // the request that told it is the first to be paused for
}
