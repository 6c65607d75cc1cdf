package shared

import (
	"context"
	"errors"
	"sync"
	"time"

	"articlebot/bot/internal/lru"
)

// maxSeen is how many documents are remembered for the time without the store.
const maxSeen = 10_000

// Fallback is a store that goes on in the memory of this process while the one
// behind it cannot be reached: claims, limits and turns are then this replica's
// own, so that two replicas may answer the same once. Documents are read as they
// were seen last, with ErrUnavailable beside them, and not written. Leases are
// the store's alone: they fail closed.
//
// Claims that were finished meanwhile are told to the store when it is back, so
// that what is delivered again then is answered by nobody.
type Fallback struct {
	Store
	local *Local
	// fell is told of each thing that was done in memory: "claim", "limit", "turn"
	// or "document".
	fell func(what string)

	mu      sync.Mutex
	seen    *lru.Map[Ref, Document]
	owed    []owedClaim
	telling bool
}

// owedClaim is one that was finished without the store.
type owedClaim struct {
	claim  Claim
	result []byte
	until  time.Time
}

// maxOwed bounds them: it is about an hour of what Telegram lets one bot send.
const maxOwed = 100_000

// WithFallback returns s with the memory of this process behind it. fell nil
// counts nothing.
func WithFallback(s Store, fell func(what string)) *Fallback {
	if fell == nil {
		fell = func(string) {}
	}
	return &Fallback{Store: s, local: NewLocal(nil, nil), fell: fell, seen: lru.New[Ref, Document](maxSeen, 0)}
}

// away tells of an error that the memory helps against.
func (f *Fallback) away(err error, what string) bool {
	if !errors.Is(err, ErrUnavailable) {
		return false
	}
	f.fell(what)
	return true
}

// A claim's token is below zero where it was taken in memory.
func ours(c Claim) bool { return c.Token < 0 }

func flip(c Claim) Claim {
	c.Token = -c.Token
	return c
}

// Take claims work. What this process took without the store it still has.
func (f *Fallback) Take(ctx context.Context, key, owner string, ttl time.Duration) (Claim, bool, error) {
	if c, ok := f.local.claimed(key); ok {
		return flip(c), false, nil
	}
	f.tell()
	c, won, err := f.Store.Take(ctx, key, owner, ttl)
	if !f.away(err, "claim") {
		return c, won, err
	}
	c, won, err = f.local.Take(ctx, key, owner, ttl)
	return flip(c), won, err
}

// claimed returns a claim that has not run out.
func (s *Local) claimed(key string) (Claim, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.claims[key]
	return c, ok && s.clock().Before(c.Until)
}

// adopt puts a claim there as it is known, for ttl.
func (s *Local) adopt(c Claim, ttl time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	s.sweep(now)
	c.Token, c.Until = s.next(), now.Add(ttl)
	s.claims[c.Key] = c
}

// Renew keeps a claim.
func (f *Fallback) Renew(ctx context.Context, c Claim, ttl time.Duration) error {
	if ours(c) {
		return f.local.Renew(ctx, flip(c), ttl)
	}
	err := f.Store.Renew(ctx, c, ttl)
	if f.away(err, "claim") {
		return nil
	}
	return err
}

// Send moves a claim to Sending. Without the store it may be sent: a double beats
// silence. Who must not send twice asks Health first.
func (f *Fallback) Send(ctx context.Context, c Claim, ttl time.Duration) error {
	if ours(c) {
		return f.local.Send(ctx, flip(c), ttl)
	}
	err := f.Store.Send(ctx, c, ttl)
	if f.away(err, "claim") {
		return nil
	}
	return err
}

// Finish moves a claim to Sent, here at once and in the store when it is back.
func (f *Fallback) Finish(ctx context.Context, c Claim, result []byte, keep time.Duration) error {
	if !ours(c) {
		err := f.Store.Finish(ctx, c, result, keep)
		if !f.away(err, "claim") {
			return err
		}
		c.State, c.Result = Sent, result
		f.local.adopt(c, keep)
		f.owe(c, result, keep)
		return nil
	}
	if err := f.local.Finish(ctx, flip(c), result, keep); err != nil {
		return err
	}
	f.owe(c, result, keep)
	return nil
}

// GiveUp lets anybody take the work.
func (f *Fallback) GiveUp(ctx context.Context, c Claim) error {
	if ours(c) {
		return f.local.GiveUp(ctx, flip(c))
	}
	err := f.Store.GiveUp(ctx, c)
	if f.away(err, "claim") {
		return nil // it runs out
	}
	return err
}

// owe notes what the store has to be told.
func (f *Fallback) owe(c Claim, result []byte, keep time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.owed) < maxOwed {
		f.owed = append(f.owed, owedClaim{c, result, time.Now().Add(keep)})
	}
}

// tell tells the store what it missed, in the background, if it is back.
func (f *Fallback) tell() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.telling || len(f.owed) == 0 || f.Store.Health() != nil {
		return
	}
	f.telling = true
	list := f.owed
	f.owed = nil
	go func() {
		left := f.tellAll(list)
		f.mu.Lock()
		defer f.mu.Unlock()
		f.owed = append(left, f.owed...)
		f.telling = false
	}()
}

// tellAll returns what could not be told.
func (f *Fallback) tellAll(list []owedClaim) []owedClaim {
	ctx := context.Background() // each trip is bounded by the store
	for i, o := range list {
		keep := time.Until(o.until)
		if keep <= 0 {
			continue
		}
		c := o.claim
		if ours(c) {
			taken, won, err := f.Store.Take(ctx, c.Key, c.Owner, keep)
			if errors.Is(err, ErrUnavailable) {
				return list[i:]
			}
			if err != nil || !won {
				continue // another replica has answered it too
			}
			c = taken
		}
		if err := f.Store.Finish(ctx, c, o.result, keep); errors.Is(err, ErrUnavailable) {
			return list[i:]
		}
	}
	return nil
}

// Owed is how many finished claims the store has not been told of yet.
func (f *Fallback) Owed() int {
	f.tell()
	f.mu.Lock()
	defer f.mu.Unlock()
	n := len(f.owed)
	if f.telling {
		n++
	}
	return n
}

// Draw takes tokens.
func (f *Fallback) Draw(ctx context.Context, draws ...Draw) (Drawn, error) {
	d, err := f.Store.Draw(ctx, draws...)
	if f.away(err, "limit") {
		return f.local.Draw(ctx, draws...)
	}
	return d, err
}

// Consult draws and reads. Without the store it draws from buckets in memory and
// returns what was seen last, with ErrUnavailable.
func (f *Fallback) Consult(ctx context.Context, draws []Draw, refs []Ref) (Drawn, []Document, error) {
	d, docs, err := f.Store.Consult(ctx, draws, refs)
	if !f.away(err, "limit") {
		f.see(docs, err)
		return d, docs, err
	}
	d, _ = f.local.Draw(ctx, draws...) // it is never an error
	return d, f.last(refs), err
}

// Read returns documents. Without the store it returns those that were seen last,
// with ErrUnavailable.
func (f *Fallback) Read(ctx context.Context, refs ...Ref) ([]Document, error) {
	docs, err := f.Store.Read(ctx, refs...)
	if f.away(err, "document") {
		return f.last(refs), err
	}
	f.see(docs, err)
	return docs, err
}

// see remembers documents.
func (f *Fallback) see(docs []Document, err error) {
	if err != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range docs {
		f.seen.Put(d.Ref, d, time.Time{})
	}
}

// last are documents as they were seen last.
func (f *Fallback) last(refs []Ref) []Document {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]Document, len(refs))
	for i, r := range refs {
		out[i] = Document{Ref: r}
		if d, ok := f.seen.Get(r, time.Time{}); ok {
			out[i] = d.copy()
		}
	}
	return out
}

// Write changes documents, and remembers them.
func (f *Fallback) Write(ctx context.Context, changes ...Write) ([]int64, error) {
	versions, err := f.Store.Write(ctx, changes...)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, w := range changes {
		f.seen.Put(w.Ref, Document{Ref: w.Ref, Value: w.Value, Version: versions[i]}.copy(), time.Time{})
	}
	return versions, nil
}

// DeleteAll deletes documents, and forgets all that were seen: they may be among
// them.
func (f *Fallback) DeleteAll(ctx context.Context, kind, prefix string) (int, error) {
	f.mu.Lock()
	f.seen = lru.New[Ref, Document](maxSeen, 0)
	f.mu.Unlock()
	return f.Store.DeleteAll(ctx, kind, prefix)
}

// Turn waits for a turn, without the store only behind those of this process.
func (f *Fallback) Turn(ctx context.Context, queue, owner string, ttl time.Duration) (func(), error) {
	done, err := f.Store.Turn(ctx, queue, owner, ttl)
	if f.away(err, "turn") {
		return f.local.Turn(ctx, queue, owner, ttl)
	}
	return done, err
}

// Close closes the store behind it.
func (f *Fallback) Close() error {
	return errors.Join(f.local.Close(), f.Store.Close())
}
