package shards

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"articlebot/bot/discord/gateway"
	"articlebot/bot/shared"
	"articlebot/retrieval/clock"
)

// DefaultLease is how long a replica that is not heard of keeps its shards.
const DefaultLease = 10 * time.Second

// Parts of a lease's time.
const (
	looks = 5 // a part: how often it is looked for free shards
	// attempt is a part: how long one is reached for. It ends before the next look,
	// which counts what is held.
	attempt = 2 * looks
	spares  = 2 // a part: how long one beyond a replica's part must be free
	// surplus leases: how long a replica has too many before it hands them on, so
	// that a restart of the others moves nothing.
	surplus = 3
	// regret leases: how long it keeps what nobody else has taken.
	regret = 30
)

// saveWithin bounds the saving of a session.
const saveWithin = 2 * time.Second

// Config is what is parted, and how a shard is served.
type Config struct {
	Member *shared.Member
	// Name is of the bot among what replicas share; the shards' leases begin with
	// it.
	Name  string
	Count int // of the shards
	// Kind is of sessions that may be resumed: those with other intents are another.
	Kind int
	// Lease is how long one lasts, DefaultLease if 0.
	Lease time.Duration
	// Serve keeps a shard connected until the context ends, or the lease is lost,
	// and then returns nil. An error ends all.
	Serve func(ctx context.Context, shard int, l Lease) error
	Log   *slog.Logger
}

// Lease is what goes with a shard.
type Lease struct {
	Session gateway.Session
	Keep    func(s gateway.Session, other bool)
	Holds   func() bool
}

// kept is what stands beside a lease.
type kept struct {
	gateway.Session
	Kind int `json:"kind"`
}

// holder is the shards of one replica.
type holder struct {
	Config
	mu   sync.Mutex
	held map[int]context.CancelFunc // and those that are being taken
	free map[int]time.Time          // since when others' are seen to be free
	over time.Time                  // since when there are too many, or from when that counts; zero for not
}

// Run serves this replica's part of the shards until the context ends, and then
// returns nil.
func Run(ctx context.Context, c Config) error {
	if c.Lease <= 0 {
		c.Lease = DefaultLease
	}
	h := &holder{Config: c, held: map[int]context.CancelFunc{}, free: map[int]time.Time{}}
	g, ctx := errgroup.WithContext(ctx)
	for {
		if err := h.look(ctx, g); err != nil && ctx.Err() == nil {
			h.Log.Debug("the shards are not seen", "err", err)
		}
		if clock.Sleep(ctx, c.Lease/looks) != nil {
			return g.Wait()
		}
	}
}

func (h *holder) name(shard int) string { return fmt.Sprintf("%s%d/%d", h.prefix(), shard, h.Count) }

func (h *holder) prefix() string { return h.Name + ":shard:" }

// look takes what is free and hands on what is too much.
func (h *holder) look(ctx context.Context, g *errgroup.Group) error {
	within, cancel := context.WithTimeout(ctx, h.Lease/2)
	defer cancel()
	leases, err := h.Member.Store.Held(within, h.prefix())
	if err != nil {
		return err
	}
	stored, err := h.Member.Store.Now(within)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, l := range leases {
		taken[l.Name] = l.Owner != "" && l.Until.After(stored)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	for n := range h.Count {
		if h.wants(n, taken[h.name(n)], now) {
			h.take(ctx, g, n)
		}
	}
	h.handOn(now)
	return nil
}

// part is how many shards are this replica's.
func (h *holder) part() int {
	replicas := 1 + h.Member.Others()
	return (h.Count + replicas - 1) / replicas
}

// wants tells whether a shard is to be taken; h is locked.
func (h *holder) wants(n int, taken bool, now time.Time) bool {
	if _, ours := h.held[n]; ours || taken {
		delete(h.free, n)
		return false
	}
	since, seen := h.free[n]
	if !seen {
		since = now
		h.free[n] = now
	}
	if len(h.held) < h.part() {
		return true
	}
	if now.Sub(since) < h.Lease/spares {
		return false
	}
	h.over = now.Add(regret * h.Lease) // nobody else has taken it
	return true
}

// handOn ends what this replica has too much of; h is locked.
func (h *holder) handOn(now time.Time) {
	switch {
	case len(h.held) <= h.part():
		h.over = time.Time{}
	case h.over.IsZero():
		h.over = now
	case now.Sub(h.over) >= surplus*h.Lease:
		last := -1
		for n := range h.held {
			last = max(last, n)
		}
		h.Log.Info("discord shard is handed on", "shard", last)
		h.held[last]()
	}
}

// take serves a shard if its lease can be had now; h is locked.
func (h *holder) take(ctx context.Context, g *errgroup.Group, n int) {
	ctx, end := context.WithCancel(ctx)
	h.held[n] = end
	g.Go(func() (served error) {
		defer func() {
			end()
			h.mu.Lock()
			defer h.mu.Unlock()
			delete(h.held, n)
		}()
		tooLate := time.AfterFunc(h.Lease/attempt, end) // another was faster
		err := shared.Hold(ctx, h.Member.Store, h.name(n), h.Member.ID, h.Lease, func(held context.Context, l *shared.Held) error {
			if !tooLate.Stop() {
				return nil
			}
			h.Log.Info("discord shard is this replica's", "shard", n, "token", l.Lease().Token)
			served = h.Serve(held, n, h.lease(held, l))
			h.Log.Info("discord shard has ended here", "shard", n)
			if context.Cause(held) != nil {
				end() // lost: it is looked for anew, others may be nearer to it
			}
			return served
		})
		if served == nil && err != nil && ctx.Err() == nil {
			h.Log.Debug("a shard was not held", "shard", n, "err", err)
		}
		return served
	})
}

// lease is what goes with a shard that is held.
func (h *holder) lease(ctx context.Context, l *shared.Held) Lease {
	var before kept
	if err := json.Unmarshal(l.Lease().Value, &before); err != nil || before.Kind != h.Kind {
		before = kept{} // it begins anew
	}
	return Lease{Session: before.Session, Holds: l.Valid, Keep: func(s gateway.Session, other bool) {
		value, err := json.Marshal(kept{s, h.Kind})
		if err != nil {
			return
		}
		l.Keep(value)
		if !other {
			return // it is written with the next renewal
		}
		ctx, cancel := context.WithTimeout(ctx, saveWithin)
		defer cancel()
		if err := l.Save(ctx, value); err != nil {
			h.Log.Debug("a session is not known to other replicas yet", "err", err)
		}
	}}
}
