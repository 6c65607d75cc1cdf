package api

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// maxRoutes bounds the routes whose limits are remembered.
const maxRoutes = 1024

// limits remembers which routes must wait. It is safe for concurrent use.
type limits struct {
	now func() time.Time

	mu     sync.Mutex
	global time.Time
	until  map[string]time.Time // by route
}

func newLimits(now func() time.Time) *limits {
	if now == nil {
		now = time.Now
	}
	return &limits{now: now, until: map[string]time.Time{}}
}

// wait blocks until the route may be used. Interaction endpoints, whose route
// is "", never wait.
func (l *limits) wait(ctx context.Context, route string, sleep func(context.Context, time.Duration) error) error {
	for {
		d := l.pause(route)
		if d <= 0 {
			return nil
		}
		if err := sleep(ctx, d); err != nil {
			return err
		}
	}
}

func (l *limits) pause(route string) time.Duration {
	if route == "" {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	return max(l.global.Sub(now), l.until[route].Sub(now))
}

// note remembers what a response said of the route.
func (l *limits) note(route string, e *exchange) {
	d := e.retryAfter
	if e.exhausted {
		d = max(d, e.reset)
	}
	if route == "" || d <= 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	until := l.now().Add(d)
	if e.global && e.status == http.StatusTooManyRequests {
		l.global = until
		return
	}
	l.forget()
	l.until[route] = until
}

// forget makes room: what is over first, then anything.
func (l *limits) forget() {
	if len(l.until) < maxRoutes {
		return
	}
	now := l.now()
	for r, t := range l.until {
		if !t.After(now) {
			delete(l.until, r)
		}
	}
	for r := range l.until {
		if len(l.until) < maxRoutes {
			return
		}
		delete(l.until, r)
	}
}
