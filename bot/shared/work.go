package shared

import (
	"context"
	"errors"
	"sync"
	"time"
)

// How long claims last.
const (
	// claimFor is how long work is a replica's after it was last heard of. Then
	// another takes it.
	claimFor = 15 * time.Second
	// claimAsk bounds one question to the store about a claim.
	claimAsk = 5 * time.Second
	// KeepSent is how long it is remembered what was done: platforms deliver again
	// for a day at most, https://core.telegram.org/bots/api#getting-updates
	KeepSent = 24 * time.Hour
)

// Desk holds the claims of what a replica works on: it renews them until they are
// done, and gives up at the end those of which nothing has left. It is safe for
// concurrent use.
type Desk struct {
	member *Member

	mu    sync.Mutex
	open  map[*Work]time.Time // when it was renewed last
	moved chan struct{}       // gets a value when work has ended
}

// NewDesk returns a desk without work.
func NewDesk(m *Member) *Desk {
	return &Desk{member: m, open: map[*Work]time.Time{}, moved: make(chan struct{}, 1)}
}

// Work is something that was claimed.
type Work struct {
	desk *Desk

	mu    sync.Mutex
	claim Claim
	until time.Time // on this process's clock, counted from before it was asked for
	ended bool
}

// Take claims work by its key. Where somebody else has it, or it is done, there is
// no work and the claim tells about that.
func (d *Desk) Take(ctx context.Context, key string) (*Work, Claim, error) {
	ctx, cancel := context.WithTimeout(ctx, claimAsk)
	defer cancel()
	asked := time.Now()
	c, won, err := d.member.Store.Take(ctx, key, d.member.ID, claimFor)
	if err != nil || !won {
		return nil, c, err
	}
	w := &Work{desk: d, claim: c, until: asked.Add(claimFor)}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open[w] = time.Now()
	return w, c, nil
}

// Run renews claims until ctx ends.
func (d *Desk) Run(ctx context.Context) {
	tick := time.NewTicker(claimFor / 6)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			d.renew(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// renew keeps what has not been renewed for a while.
func (d *Desk) renew(ctx context.Context) {
	now := time.Now()
	d.mu.Lock()
	var due []*Work
	for w, at := range d.open {
		if now.Sub(at) > claimFor/3 {
			due = append(due, w)
			d.open[w] = now
		}
	}
	d.mu.Unlock()
	for _, w := range due {
		if err := w.renew(ctx); errors.Is(err, ErrLost) {
			d.forget(w)
		}
	}
}

func (d *Desk) forget(w *Work) {
	d.mu.Lock()
	delete(d.open, w)
	d.mu.Unlock()
	select {
	case d.moved <- struct{}{}:
	default:
	}
}

// Close waits until all work has ended, or ctx has. Then it lets others have what
// is left if nothing of it has left the house.
func (d *Desk) Close(ctx context.Context) {
	for d.left() > 0 && ctx.Err() == nil {
		select {
		case <-d.moved:
		case <-ctx.Done():
		}
	}
	d.mu.Lock()
	var rest []*Work
	for w := range d.open {
		rest = append(rest, w)
	}
	d.mu.Unlock()
	for _, w := range rest {
		w.giveUp()
	}
}

func (d *Desk) left() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.open)
}

func (w *Work) renew(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.keep(ctx)
}

// keep renews the claim; w is locked.
func (w *Work) keep(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, claimAsk)
	defer cancel()
	asked := time.Now()
	if err := w.desk.member.Store.Renew(ctx, w.claim, claimFor); err != nil {
		return err
	}
	w.until = asked.Add(claimFor)
	return nil
}

// Sending is called before each thing that leaves. The error is ErrLost where the
// work has passed on: then nothing may. The store is asked the first time, and
// later where the claim may have run out, as it has for a process that was stopped
// and woken. A nil Work is always one's own.
func (w *Work) Sending(ctx context.Context) error {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.claim.State != Taken {
		// A machine that slept may have stopped the one clock and not the other.
		if now := time.Now(); now.Before(w.until) && now.Round(0).Before(w.until.Round(0)) {
			return nil
		}
		return w.keep(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, claimAsk)
	defer cancel()
	asked := time.Now()
	if err := w.desk.member.Store.Send(ctx, w.claim, claimFor); err != nil {
		return err
	}
	w.claim.State, w.until = Sending, asked.Add(claimFor)
	return nil
}

// Done notes what came of the work. The error is ErrLost where it had passed on.
func (w *Work) Done(ctx context.Context, result []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return nil
	}
	w.ended = true
	defer w.desk.forget(w)
	ctx, cancel := context.WithTimeout(ctx, claimAsk)
	defer cancel()
	return w.desk.member.Store.Finish(ctx, w.claim, result, KeepSent)
}

// giveUp lets another replica have the work at once.
func (w *Work) giveUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended || w.claim.State != Taken {
		return
	}
	w.ended = true
	defer w.desk.forget(w)
	ctx, cancel := context.WithTimeout(context.Background(), claimAsk)
	defer cancel()
	_ = w.desk.member.Store.GiveUp(ctx, w.claim) // else it runs out
}
