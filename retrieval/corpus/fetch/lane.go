package fetch

import (
	"context"
	"sync"
	"time"
)

// lanes keep requests to one host apart.
type lanes struct {
	clock Clock
	mu    *sync.Mutex
	hosts map[string]*lane
}

// lane is one host's: a token that one request holds at a time, and when the
// next may begin.
type lane struct {
	token  chan struct{}
	next   time.Time // by politeness; guarded by lanes.mu
	closed time.Time // the host asked to be left alone until then; likewise
}

func newLanes(clock Clock) lanes {
	return lanes{clock: clock, mu: &sync.Mutex{}, hosts: map[string]*lane{}}
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

// enter waits for the host's turn. The returned function ends it and says how
// long the next request waits.
func (l lanes) enter(ctx context.Context, host string, maxWait time.Duration) (leave func(delay time.Duration), err error) {
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
	return func(delay time.Duration) {
		l.mu.Lock()
		ln.next = l.clock.Now().Add(max(delay, 0))
		l.mu.Unlock()
		<-ln.token
	}, nil
}

func (l lanes) wait(ctx context.Context, ln *lane, maxWait time.Duration) error {
	l.mu.Lock()
	next, closed := ln.next, ln.closed
	l.mu.Unlock()
	now := l.clock.Now()
	if closed.Sub(now) > maxWait {
		return &LaterError{At: closed}
	}
	if closed.After(next) {
		next = closed
	}
	if d := next.Sub(now); d > 0 {
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
