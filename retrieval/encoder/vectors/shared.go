package vectors

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/clock"
)

// Shared keeps what was made of passages where other processes find it: of each
// passage one bundle, by a key. It is safe for concurrent use.
type Shared interface {
	// Makes tells whether this process is the one that makes what is not there.
	// Others wait for that, and write nothing.
	Makes() bool
	// Read returns the bundles of keys, nil where there is none.
	Read(ctx context.Context, keys []string) ([][]byte, error)
	// Having tells of which keys there are bundles.
	Having(ctx context.Context, keys []string) ([]bool, error)
	// Write keeps bundles by their keys. Those that are there are written over.
	Write(ctx context.Context, keys []string, bundles [][]byte) error
	// Count is how many bundles there are, of all models.
	Count(ctx context.Context) (int, error)
	// Remove removes those that are not wanted.
	Remove(ctx context.Context, wanted func(key string) bool) error
}

const (
	// sharedAtOnce is how many passages are read or written by one call: half a
	// megabyte where passages have 75 words.
	sharedAtOnce = 64
	// askedAtOnce is of how many passages one call asks whether they are there.
	askedAtOnce = 1000
	// othersPause is between two looks at what the one that makes has made, and
	// othersPatience for how long nothing may come before it is made here.
	othersPause, othersPatience = time.Second, 30 * time.Second
	// sharePause is between two tries to write what is not there yet.
	sharePause = 30 * time.Second
	// mostBundle bounds one passage's, in bytes.
	mostBundle = 8 << 20
)

// name is the key of a passage's bundle: another one for another model, and for
// another form of what is kept.
func (m *Maker) name(text string) string {
	k := NewKey(magic+codesForm+m.cfg.Encoder.Model(), text)
	return hex.EncodeToString(k[:])
}

// bundle is all that is made of a passage, as a file of its own; nil where
// something of it is missing.
func (m *Maker) bundle(store *Store, s *Set, number int) (name string, data []byte) {
	p := s.passage(number)
	if p == nil {
		return "", nil
	}
	data = newHead(store.cfg.Model, store.cfg.Dims)
	for _, k := range m.keysOf(store, p) {
		v, ok := store.Get(k)
		if !ok {
			return "", nil
		}
		data = appendRecord(data, k, v)
	}
	return m.name(p.Text), data
}

// unpack takes what a bundle has into the store: whatever in it is not as it was
// written, or of another model, counts as not being there.
func (s *Store) unpack(data []byte) {
	head := newHead(s.cfg.Model, s.cfg.Dims)
	if len(data) > mostBundle || !bytes.HasPrefix(data, head) {
		return
	}
	var keys []Key
	var list []Vector
	for data = data[len(head):]; len(data) >= s.size(); data = data[s.size():] {
		record := data[:s.size()]
		if k, ok := keyOf(record); ok {
			if v, ok := parseRecord(record, k); ok {
				keys, list = append(keys, k), append(list, v)
			}
		}
	}
	s.Put(keys, list)
}

// fetch takes from elsewhere what passages lack, as far as it is there, and tells
// how many have their vectors by that.
func (m *Maker) fetch(ctx context.Context, store *Store, s *Set, numbers []int) (taken int) {
	var names []string
	var of []int
	for _, n := range numbers {
		if p := s.passage(n); p != nil && !s.Ready(n) {
			names, of = append(names, m.name(p.Text)), append(of, n)
		}
	}
	if m.cfg.Shared == nil || len(names) == 0 {
		return 0
	}
	bundles, err := m.cfg.Shared.Read(ctx, names)
	if m.taking.note(ctx, m.cfg.Log, err); err != nil {
		return 0
	}
	for i, data := range bundles {
		if data == nil {
			continue
		}
		store.unpack(data)
		if m.take(store, s, of[i]) {
			s.there.set(of[i])
			taken++
		}
	}
	return taken
}

// apartness is why one direction of sharing fails, told to operators when that
// changes.
type apartness struct {
	failing atomic.Bool
	what    string
}

func (a *apartness) note(ctx context.Context, log *slog.Logger, err error) {
	if errors.Is(err, retrieval.ErrNotBuilder) { // the lease passed on meanwhile
		return
	}
	switch {
	case err == nil && a.failing.Swap(false):
		log.Info("again, vectors are " + a.what)
	case err != nil && ctx.Err() == nil && !a.failing.Swap(true):
		log.Warn("vectors are not "+a.what, "error", err)
	}
}

// fillShared is what Fill does with passages that lack vectors where others may
// have made them: it takes those, and makes the rest if it is the one to do that or
// nobody else does.
func (m *Maker) fillShared(ctx context.Context, store *Store, s *Set, missing []int, rest *rest) error {
	for heard := time.Now(); len(missing) > 0; {
		rest.wait()
		if err := ctx.Err(); err != nil {
			return err
		}
		part := missing[:min(len(missing), sharedAtOnce)]
		if m.fetch(ctx, store, s, part) > 0 {
			heard = time.Now()
		}
		left := s.lacking(part)
		if len(left) > 0 && !m.cfg.Shared.Makes() && time.Since(heard) < m.cfg.othersPatience() {
			if err := clock.Sleep(ctx, othersPause); err != nil {
				return err
			}
			continue
		}
		if err := m.makeAll(ctx, store, s, left, rest); err != nil {
			return err
		}
		if m.cfg.Shared.Makes() {
			m.giving.note(ctx, m.cfg.Log, m.writeShared(ctx, store, s, part))
		}
		missing = missing[len(part):]
	}
	return nil
}

// othersPatience is Patience, or what stands for none.
func (c *Config) othersPatience() time.Duration {
	if c.Patience > 0 {
		return c.Patience
	}
	return othersPatience
}

// lacking are those of some passages that have no vectors yet.
func (s *Set) lacking(numbers []int) (out []int) {
	for _, n := range numbers {
		if !s.Ready(n) {
			out = append(out, n)
		}
	}
	return out
}

// writeShared writes what a few passages have and others cannot find yet.
func (m *Maker) writeShared(ctx context.Context, store *Store, s *Set, numbers []int) error {
	var names []string
	var bundles [][]byte
	var of []int
	for _, n := range numbers {
		if !s.Ready(n) || s.there.has(n) {
			continue
		}
		if name, data := m.bundle(store, s, n); data != nil && len(data) <= mostBundle {
			names, bundles, of = append(names, name), append(bundles, data), append(of, n)
		}
	}
	if len(names) == 0 {
		return nil
	}
	if err := m.cfg.Shared.Write(ctx, names, bundles); err != nil {
		return err
	}
	for _, n := range of {
		s.there.set(n)
	}
	return nil
}

// Share writes what the passages of a set have and others cannot find yet, while
// this process is the one to do that, and removes what no passage needs any more.
// It ends with ctx or when all is there; without Config.Shared at once.
func (m *Maker) Share(ctx context.Context, s *Set, order []int) {
	store := m.store.Load()
	if m.cfg.Shared == nil || store == nil {
		return
	}
	for {
		if m.cfg.Shared.Makes() {
			err := m.share(ctx, store, s, order)
			if err == nil {
				err = m.trimShared(ctx, s)
			}
			if m.giving.note(ctx, m.cfg.Log, err); err == nil {
				return
			}
		}
		if !slices.ContainsFunc(order, func(n int) bool { return s.Ready(n) && !s.there.has(n) }) || clock.Sleep(ctx, sharePause) != nil {
			return
		}
	}
}

func (m *Maker) share(ctx context.Context, store *Store, s *Set, order []int) error {
	rest := &rest{ctx: ctx, busy: m.cfg.Busy}
	for from := 0; from < len(order); from += askedAtOnce {
		var names []string
		var of []int
		for _, n := range order[from:min(len(order), from+askedAtOnce)] {
			if p := s.passage(n); p != nil && s.Ready(n) && !s.there.has(n) {
				names, of = append(names, m.name(p.Text)), append(of, n)
			}
		}
		if len(names) == 0 {
			continue
		}
		there, err := m.cfg.Shared.Having(ctx, names)
		if err != nil {
			return err
		}
		for i, n := range of {
			if there[i] {
				s.there.set(n)
			}
		}
		for len(of) > 0 {
			rest.wait()
			part := of[:min(len(of), sharedAtOnce)]
			if err := m.writeShared(ctx, store, s, part); err != nil {
				return err
			}
			of = of[len(part):]
		}
	}
	return ctx.Err()
}

// trimShared removes what other articles left, once it is as much as what is
// wanted.
func (m *Maker) trimShared(ctx context.Context, s *Set) error {
	n, err := m.cfg.Shared.Count(ctx)
	if err != nil || n <= 2*s.Len()+m.cfg.sharedSpare() {
		return err
	}
	keep := make(map[string]bool, s.Len())
	for i := range s.Len() {
		p := s.passage(i)
		if p == nil {
			return ctx.Err() // another time
		}
		keep[m.name(p.Text)] = true
	}
	return m.cfg.Shared.Remove(ctx, func(key string) bool { return keep[key] })
}

// sharedSpare is how many bundles beside those wanted may be elsewhere: Spare counts
// vectors, of which a passage has about ten.
func (c *Config) sharedSpare() int { return min(c.Spare/10, spare) }
