package vectors

import (
	"context"
	"errors"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/clock"
)

const (
	// step is how often a filling that waits looks whether it may go on.
	step = time.Millisecond
	// patience is how long it waits for questions at most between two pieces of
	// work, which are layers of a text: it comes to its end however much is asked.
	patience = 200 * time.Millisecond
	// unreadPause is how long a passage that cannot be read is left alone.
	unreadPause = time.Second
	// restShare is how many passages are looked up before others are let go.
	restShare = 64
	// defaultRetry is the pause after a failure that does not say how long.
	defaultRetry = time.Minute
	// spare is how many vectors that nobody wants a store may hold, besides as
	// many as are wanted, where Config.Spare does not say.
	spare = 10_000
)

// Fill gives the passages of a set their vectors, in the order given, on one
// core at most: first those that are in the store, then it makes the others. It
// gives way to questions, waits where the encoder says so, and passes over
// texts that the encoder refuses. It ends with ctx, whose error it returns, or
// when all is done.
func (m *Maker) Fill(ctx context.Context, s *Set, order []int) error {
	store, err := m.patiently(ctx)
	if err != nil {
		return err
	}
	rest := &rest{ctx: ctx, busy: m.cfg.Busy}
	var missing []int
	for i, number := range order {
		if i%restShare == 0 {
			rest.wait()
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		for !s.Ready(number) && s.passage(number) == nil { // where it stands is away
			if err := clock.Sleep(ctx, unreadPause); err != nil {
				return err
			}
		}
		if !s.Ready(number) && !m.take(store, s, number) {
			missing = append(missing, number)
		}
	}
	if m.cfg.Shared != nil {
		err = m.fillShared(ctx, store, s, missing, rest)
	} else {
		err = m.makeAll(ctx, store, s, missing, rest)
	}
	if err != nil {
		return err
	}
	m.tidy(store, s)
	return nil
}

// makeAll makes what passages lack, in requests as large as the encoder likes.
func (m *Maker) makeAll(ctx context.Context, store *Store, s *Set, missing []int, rest *rest) error {
	for len(missing) > 0 {
		n := m.gather(store, s, missing)
		if err := m.make(ctx, store, s, missing[:n], rest); err != nil {
			return err
		}
		missing = missing[n:]
	}
	return nil
}

// Now gives a few passages their vectors while somebody waits, in the order
// given, until all have them or ctx ends; what was made until then is kept.
func (m *Maker) Now(ctx context.Context, s *Set, numbers []int) error {
	store, err := m.opened(ctx)
	if err != nil {
		return err
	}
	var missing []int
	for _, number := range numbers {
		if !s.Ready(number) && !m.take(store, s, number) {
			missing = append(missing, number)
		}
	}
	m.fetch(ctx, store, s, missing)
	for _, number := range s.lacking(missing) {
		for _, w := range m.missing(store, s.passage(number)) {
			if err := m.encode(ctx, store, []wanted{w}, nil); err != nil {
				return err
			}
		}
		m.take(store, s, number)
	}
	return nil
}

// patiently opens the store, however long the encoder takes to answer.
func (m *Maker) patiently(ctx context.Context) (*Store, error) {
	for {
		store, err := m.opened(ctx)
		if err == nil {
			return store, nil
		}
		if err := clock.Sleep(ctx, max(retryAfter(err), step)); err != nil {
			return nil, err
		}
	}
}

// take sets a passage's vector if the store has it and its sentences'.
func (m *Maker) take(store *Store, s *Set, number int) bool {
	p := s.passage(number)
	if p == nil {
		return false
	}
	for i := range p.Sentences {
		if !store.Has(m.key(sentence(p, i))) {
			return false
		}
	}
	if !m.has(store, wanted{p.Text, true}) {
		return false
	}
	v, ok := store.Get(m.key(p.Text))
	if ok {
		s.put(number, v)
	}
	return ok
}

// gather returns how many of the passages make a request: one, or as many as
// the encoder takes at once.
func (m *Maker) gather(store *Store, s *Set, numbers []int) int {
	batcher, ok := m.cfg.Encoder.(interface{ Batch() int })
	if !ok {
		return 1
	}
	room := batcher.Batch()
	for n, number := range numbers {
		if room -= len(m.missing(store, s.passage(number))); room < 0 && n > 0 {
			return n
		}
	}
	return len(numbers)
}

// make makes what passages lack and sets their vectors. An error is ctx's.
func (m *Maker) make(ctx context.Context, store *Store, s *Set, numbers []int, rest *rest) error {
	var list []wanted
	for _, number := range numbers {
		if !s.Ready(number) { // a question may have been quicker
			list = append(list, m.missing(store, s.passage(number))...)
		}
	}
	if err := m.all(ctx, store, list, rest); err != nil {
		return err
	}
	for _, number := range numbers {
		m.take(store, s, number)
	}
	return nil
}

// all makes vectors of texts, and tries again while the encoder fails. One by
// one it finds the texts that are refused, and leaves them out.
func (m *Maker) all(ctx context.Context, store *Store, list []wanted, rest *rest) error {
	for len(list) > 0 {
		rest.wait()
		err := m.encode(ctx, store, list, rest.wait)
		wait := retryAfter(err)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case wait > 0:
			if err := clock.Sleep(ctx, max(wait, step)); err != nil {
				return err
			}
		case len(list) == 1:
			m.cfg.Log.Warn("a text has no vector", "error", err)
			return nil
		default:
			for i := range list {
				if err := m.all(ctx, store, list[i:i+1], rest); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return nil
}

// tidy lets the store forget what other articles left, once it is as much as
// what is wanted.
func (m *Maker) tidy(store *Store, s *Set) {
	keep := map[Key]bool{}
	if s.Len() > store.Len() {
		return
	}
	for i := range s.Len() {
		p := s.passage(i)
		if p == nil {
			return // another time
		}
		for _, k := range m.keysOf(store, p) {
			keep[k] = true
		}
	}
	if store.Len() <= 2*len(keep)+m.cfg.Spare {
		return
	}
	if err := store.Compact(func(k Key) bool { return keep[k] }); err != nil {
		m.cfg.Log.Warn("vectors are not tidied", "error", err)
	}
}

// keysOf are the keys of all that is made of a passage.
func (m *Maker) keysOf(store *Store, p *retrieval.Passage) []Key {
	var out []Key
	for row := 0; m.coder() != nil; row++ {
		k := m.key(codesOf(p.Text, row))
		if !store.Has(k) {
			break
		}
		out = append(out, k)
	}
	for _, t := range texts(p) {
		out = append(out, m.key(t))
	}
	return out
}

// retryAfter is how long an error says to wait; 0 if the text was refused.
func retryAfter(err error) time.Duration {
	var says interface{ RetryAfter() time.Duration }
	switch {
	case err == nil:
		return 0
	case errors.As(err, &says):
		return says.RetryAfter()
	}
	return defaultRetry
}

// rest lets questions go first.
type rest struct {
	ctx  context.Context
	busy func() bool
}

// wait returns when no question is under way, when it has waited long enough,
// or when the context ends.
func (r *rest) wait() {
	for end := time.Now().Add(patience); r.busy() && time.Now().Before(end); {
		if clock.Sleep(r.ctx, step) != nil {
			return
		}
	}
}

// Take gives passages the vectors that the store has already, and makes none. An
// encoder that does not know its dimensions yet is asked for them, until ctx
// ends.
func (m *Maker) Take(ctx context.Context, s *Set, numbers []int) error {
	store, err := m.opened(ctx)
	if err != nil {
		return err
	}
	for _, number := range numbers {
		if !s.Ready(number) {
			m.take(store, s, number)
		}
	}
	return nil
}
