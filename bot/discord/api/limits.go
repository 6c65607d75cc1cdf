package api

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// maxRoutes bounds the idle routes whose limits are remembered.
const maxRoutes = 1024

// limits sends the requests of a route one after the other and remembers which
// routes must wait. One at a time is faster than any route's limit and lets
// each request see what the one before left of it. It is safe for concurrent
// use.
type limits struct {
	now func() time.Time

	mu     sync.Mutex
	global time.Time
	routes map[string]*routeLimit // by route
}

// routeLimit is one route.
type routeLimit struct {
	turn  chan struct{} // holds one: whose turn it is
	users int           // who have or wait for the turn
	until time.Time     // when the route may be used again
}

func newLimits(now func() time.Time) *limits {
	if now == nil {
		now = time.Now
	}
	return &limits{now: now, routes: map[string]*routeLimit{}}
}

// enter waits for the turn on a route; leave gives it back. Interaction
// endpoints, whose route is "", have no turns.
func (l *limits) enter(ctx context.Context, route string) (leave func(), err error) {
	if route == "" {
		return func() {}, nil
	}
	own := l.join(route)
	select {
	case own.turn <- struct{}{}:
		return func() { <-own.turn; l.part(route, own) }, nil
	case <-ctx.Done():
		l.part(route, own)
		return nil, context.Cause(ctx)
	}
}

func (l *limits) join(route string) *routeLimit {
	l.mu.Lock()
	defer l.mu.Unlock()
	own := l.routes[route]
	if own == nil {
		own = &routeLimit{turn: make(chan struct{}, 1)}
		l.routes[route] = own
	}
	own.users++
	return own
}

func (l *limits) part(route string, own *routeLimit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	own.users--
	if own.users == 0 && (!own.until.After(l.now()) || len(l.routes) > maxRoutes) {
		delete(l.routes, route)
	}
}

// wait blocks until the route, whose turn the caller has, may be used.
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
	return max(l.global.Sub(now), l.routes[route].until.Sub(now))
}

// note remembers what a response said of the route, whose turn the caller has.
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
	l.routes[route].until = until
}
