// Package stall gives up on work that makes no progress, such as reading from
// a server that is gone without a word. The goroutine that waits there cannot
// be ended; it is left behind, and the same work is not begun again before it
// has ended by itself.
package stall

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Error is returned of work that was given up on, or that an earlier attempt
// still hangs in.
type Error struct {
	Since time.Time // of the last progress
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("it has not answered since %s; is it on a disk or server that is gone?", e.Since.UTC().Format("2006-01-02 15:04:05 MST"))
}

// Guard runs work. Its zero value is not useful; use New. It is safe for
// concurrent use.
type Guard struct {
	limit time.Duration

	mu     sync.Mutex
	behind map[string]*Progress // work that was left behind, by name
}

// New returns a guard that gives up after limit without progress.
func New(limit time.Duration) *Guard {
	return &Guard{limit: limit, behind: map[string]*Progress{}}
}

// Progress is told by the work that it is alive.
type Progress struct {
	last  atomic.Int64 // Unix time in nanoseconds
	ended atomic.Bool
}

// Made tells of progress. A nil Progress takes it too.
func (p *Progress) Made() {
	if p != nil {
		p.last.Store(time.Now().UnixNano())
	}
}

func (p *Progress) since() time.Time { return time.Unix(0, p.last.Load()) }

// checks is how often a limit is looked at while it lasts.
const checks = 10

// Do runs do, which calls Made again and again, and returns what it returns: a
// *Error where it stalls, and the context's error at once when that ends. What
// do changes outside of its result it may change later, too.
func Do[T any](ctx context.Context, g *Guard, name string, do func(*Progress) (T, error)) (T, error) {
	var none T
	if err := g.left(name); err != nil {
		return none, err
	}
	p := &Progress{}
	p.Made()
	type outcome struct {
		value T
		err   error
	}
	result := make(chan outcome, 1)
	go func() {
		defer p.ended.Store(true)
		v, err := do(p)
		result <- outcome{v, err}
	}()
	tick := time.NewTicker(max(g.limit/checks, time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case r := <-result:
			return r.value, r.err
		case <-ctx.Done():
			g.leave(name, p)
			return none, ctx.Err()
		case <-tick.C:
			if time.Since(p.since()) > g.limit {
				g.leave(name, p)
				return none, &Error{p.since()}
			}
		}
	}
}

// left tells of work of this name that still hangs.
func (g *Guard) left(name string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.behind[name]
	switch {
	case p == nil:
		return nil
	case p.ended.Load():
		delete(g.behind, name)
		return nil
	case time.Since(p.since()) <= g.limit:
		return nil // it was stopped, and is about to end
	}
	return &Error{p.since()}
}

func (g *Guard) leave(name string, p *Progress) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.behind[name] = p
}
