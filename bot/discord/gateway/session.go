package gateway

import (
	"sync"
	"time"
)

// Session is what a later connection needs to go on where one ended, of this
// process or another. The zero value begins anew.
type Session struct {
	ID  string `json:"id"`
	URL string `json:"url"` // where to resume
	Seq int64  `json:"seq"` // of the last event
}

// progress knows how far the events of a session are done with, for a process that
// resumes it should this one end. A nil progress keeps nothing.
type progress struct {
	keep func(s Session, other bool)

	mu      sync.Mutex
	session Session             // Seq is of the last event that came
	open    map[int64]*underway // events that are worked on, by their numbers
}

// underway is an event that is worked on.
type underway struct {
	parts int // of the work
	since time.Time
}

// openFor is how long an event that is worked on keeps the session from moving on:
// Discord replays only so much, and a reload may take an hour.
const openFor = 2 * time.Minute

func newProgress(from Session, keep func(Session, bool)) *progress {
	if keep == nil {
		return nil
	}
	return &progress{keep: keep, session: from, open: map[int64]*underway{}}
}

// begin goes on with another session, which is kept at once.
func (p *progress) begin(s Session) {
	if p == nil {
		return
	}
	p.mu.Lock()
	known := p.session.ID == s.ID
	p.session, p.open = s, map[int64]*underway{}
	p.mu.Unlock()
	if !known || s.ID != "" {
		p.keep(s, true)
	}
}

// came notes an event and returns what holds it open for one more part of the
// work; the first part is the caller's.
func (p *progress) came(seq int64) (hold func() (done func())) {
	if p == nil || seq <= 0 {
		return func() func() { return func() {} }
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u := &underway{since: time.Now()}
	p.session.Seq, p.open[seq] = seq, u
	return func() func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		u.parts++
		return sync.OnceFunc(func() { p.done(seq, u) })
	}
}

// done ends a part of the work on an event. With the last the session moves on.
func (p *progress) done(seq int64, u *underway) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if u.parts--; u.parts > 0 || p.open[seq] != u {
		return
	}
	delete(p.open, seq)
	p.keep(p.reached(time.Now()), false)
}

// reached is the session up to where all is done.
func (p *progress) reached(now time.Time) Session {
	s := p.session
	for seq, u := range p.open {
		if now.Sub(u.since) < openFor {
			s.Seq = min(s.Seq, seq-1)
		}
	}
	return s
}
