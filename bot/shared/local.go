package shared

import (
	"cmp"
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Local is the store of a single process, in its memory. It is safe for
// concurrent use.
type Local struct {
	clock func() time.Time
	keep  Keeper

	mu      sync.Mutex
	last    int64 // token or version given last
	claims  map[string]Claim
	leases  map[string]Lease
	docs    map[string]map[string]kept // by kind and key
	buckets map[string]*bucket
	turns   map[string][]chan struct{} // those who wait, behind the one whose turn it is
	ears    map[string]map[chan string]bool
	swept   time.Time
	closed  chan struct{}
	once    sync.Once
}

// kept is a document with its end.
type kept struct {
	Document
	until time.Time // zero for never
}

// Keeper writes down what a Local knows, a kind at a time.
type Keeper interface {
	// Keep is given all documents of a kind, the oldest first, before a change of
	// it is done. An error leaves everything as it was. It must not change them.
	Keep(kind string, all []Document) error
}

// keepNothing is the Keeper of what lives in memory alone.
type keepNothing struct{}

func (keepNothing) Keep(string, []Document) error { return nil }

var _ Store = (*Local)(nil)

// NewLocal returns an empty one. clock nil means time.Now; k nil keeps nothing.
func NewLocal(clock func() time.Time, k Keeper) *Local {
	if clock == nil {
		clock = time.Now
	}
	if k == nil {
		k = keepNothing{}
	}
	return &Local{
		clock: clock, keep: k, claims: map[string]Claim{}, leases: map[string]Lease{}, docs: map[string]map[string]kept{},
		buckets: map[string]*bucket{}, turns: map[string][]chan struct{}{}, ears: map[string]map[chan string]bool{}, closed: make(chan struct{}),
	}
}

// Restore puts documents there that were kept before, the oldest first, without
// keeping them again.
func (s *Local) Restore(kind string, all []Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range all {
		s.last++
		d.Kind, d.Version, d.Born = kind, s.last, s.last
		s.of(kind)[d.Key] = kept{Document: d}
	}
}

// Now is the clock's time.
func (s *Local) Now(context.Context) (time.Time, error) { return s.clock(), nil }

// Health is always nil.
func (s *Local) Health() error { return nil }

// Close ends all listening, and closes the Keeper if it is an io.Closer.
func (s *Local) Close() (err error) {
	s.once.Do(func() {
		close(s.closed)
		if c, ok := s.keep.(io.Closer); ok {
			err = c.Close()
		}
	})
	return err
}

// next is another token or version. The lock is held.
func (s *Local) next() int64 {
	s.last++
	return s.last
}

// sweepEvery is how often what has run out is looked for.
const sweepEvery = time.Minute

// sweep forgets what has run out, now and then. The lock is held.
func (s *Local) sweep(now time.Time) {
	if d := now.Sub(s.swept); d >= 0 && d < sweepEvery {
		return
	}
	s.swept = now
	maps.DeleteFunc(s.claims, func(_ string, c Claim) bool {
		return !now.Before(c.Until) && (c.State != Sending || now.Sub(c.Until) > forgetAfter)
	})
	maps.DeleteFunc(s.buckets, func(_ string, b *bucket) bool { return b.full(now) })
	for _, of := range s.docs {
		maps.DeleteFunc(of, func(_ string, k kept) bool { return k.over(now) })
	}
}

// forgetAfter is how long a claim that ran out amid its sending is remembered.
const forgetAfter = 48 * time.Hour

// Take claims work.
func (s *Local) Take(_ context.Context, key, owner string, ttl time.Duration) (Claim, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	s.sweep(now)
	c, ok := s.claims[key]
	if ok && now.Before(c.Until) {
		return c, false, nil
	}
	left := Taken
	if ok && c.State == Sending {
		left = Sending
	}
	c = Claim{Key: key, Owner: owner, Token: s.next(), State: left, Until: now.Add(ttl)}
	s.claims[key] = c
	return c, true, nil
}

// Renew keeps a claim.
func (s *Local) Renew(_ context.Context, c Claim, ttl time.Duration) error {
	return s.advance(c, func(own *Claim, now time.Time) { own.Until = now.Add(ttl) })
}

// Send moves a claim to Sending.
func (s *Local) Send(_ context.Context, c Claim, ttl time.Duration) error {
	return s.advance(c, func(own *Claim, now time.Time) { own.State, own.Until = Sending, now.Add(ttl) })
}

// Finish moves a claim to Sent.
func (s *Local) Finish(_ context.Context, c Claim, result []byte, keep time.Duration) error {
	return s.advance(c, func(own *Claim, now time.Time) {
		own.State, own.Result, own.Until = Sent, slices.Clone(result), now.Add(keep)
	})
}

// advance changes a claim that is still the caller's and not done.
func (s *Local) advance(c Claim, change func(own *Claim, now time.Time)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	own, ok := s.claims[c.Key]
	if !ok || own.Token != c.Token || own.State == Sent {
		return ErrLost
	}
	change(&own, s.clock())
	s.claims[c.Key] = own
	return nil
}

// GiveUp lets anybody take the work.
func (s *Local) GiveUp(_ context.Context, c Claim) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	own, ok := s.claims[c.Key]
	if !ok || own.Token != c.Token || own.State == Sent {
		return ErrLost
	}
	delete(s.claims, c.Key)
	return nil
}

// Acquire takes a lease.
func (s *Local) Acquire(_ context.Context, name, owner string, ttl time.Duration) (Lease, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	l, ok := s.leases[name]
	if ok && now.Before(l.Until) {
		return l.copy(), false, nil
	}
	l = Lease{Name: name, Owner: owner, Token: s.next(), Until: now.Add(ttl), Value: l.Value}
	s.leases[name] = l
	return l.copy(), true, nil
}

func (l Lease) copy() Lease {
	l.Value = slices.Clone(l.Value)
	return l
}

// Extend keeps a lease.
func (s *Local) Extend(_ context.Context, l Lease, ttl time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	if !s.holds(l, now) {
		return ErrLost
	}
	own := s.leases[l.Name]
	own.Until, own.Value = now.Add(ttl), slices.Clone(l.Value)
	s.leases[l.Name] = own
	return nil
}

// holds tells whether a lease is still the caller's. The lock is held.
func (s *Local) holds(l Lease, now time.Time) bool {
	own, ok := s.leases[l.Name]
	return ok && own.Token == l.Token && now.Before(own.Until)
}

// Release gives a lease back.
func (s *Local) Release(_ context.Context, l Lease) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	if !s.holds(l, now) {
		return nil
	}
	own := s.leases[l.Name]
	own.Owner, own.Until, own.Value = "", now, slices.Clone(l.Value)
	s.leases[l.Name] = own
	return nil
}

// Held lists leases.
func (s *Local) Held(_ context.Context, prefix string) ([]Lease, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Lease
	for name, l := range s.leases {
		if strings.HasPrefix(name, prefix) {
			list = append(list, l.copy())
		}
	}
	slices.SortFunc(list, func(a, b Lease) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}
