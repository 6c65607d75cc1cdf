package shared

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

// over tells whether a document has run out.
func (k kept) over(now time.Time) bool { return !k.until.IsZero() && !now.Before(k.until) }

// of are the documents of a kind. The lock is held.
func (s *Local) of(kind string) map[string]kept {
	m, ok := s.docs[kind]
	if !ok {
		m = map[string]kept{}
		s.docs[kind] = m
	}
	return m
}

// Read returns documents.
func (s *Local) Read(_ context.Context, refs ...Ref) ([]Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read(refs, s.clock()), nil
}

func (s *Local) read(refs []Ref, now time.Time) []Document {
	out := make([]Document, len(refs))
	for i, r := range refs {
		out[i] = Document{Ref: r}
		if k, ok := s.docs[r.Kind][r.Key]; ok && !k.over(now) {
			out[i] = k.copy()
		}
	}
	return out
}

func (d Document) copy() Document {
	d.Value = slices.Clone(d.Value)
	return d
}

// Write changes documents.
func (s *Local) Write(_ context.Context, changes ...Write) ([]int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	s.sweep(now)
	for _, w := range changes {
		if err := s.allows(w, now); err != nil {
			return nil, err
		}
	}
	next := map[string]map[string]kept{}
	versions := make([]int64, len(changes))
	for i, w := range changes {
		if next[w.Kind] == nil {
			next[w.Kind] = maps.Clone(s.of(w.Kind))
		}
		versions[i] = s.apply(next[w.Kind], w, now)
	}
	if err := s.keepAll(next, now); err != nil {
		return nil, err
	}
	maps.Copy(s.docs, next)
	return versions, nil
}

// allows tells whether what a write expects is there.
func (s *Local) allows(w Write, now time.Time) error {
	if w.Under != nil && !s.holds(*w.Under, now) {
		return ErrLost
	}
	k, ok := s.docs[w.Kind][w.Key]
	there := Condition(0)
	if ok && !k.over(now) {
		there = Condition(k.Version)
	}
	if w.If != Anything && w.If != there {
		return ErrConflict
	}
	return nil
}

// apply changes one document of a kind and returns its version.
func (s *Local) apply(of map[string]kept, w Write, now time.Time) int64 {
	if w.Value == nil {
		delete(of, w.Key)
		return 0
	}
	k := kept{Document: Document{Ref: w.Ref, Value: slices.Clone(w.Value), Version: s.next()}}
	k.Born = k.Version
	if old, ok := of[w.Key]; ok && !old.over(now) {
		k.Born = old.Born
	}
	if w.TTL > 0 {
		k.until = now.Add(w.TTL)
	}
	of[w.Key] = k
	return k.Version
}

// keepAll has the Keeper write down changed kinds.
func (s *Local) keepAll(next map[string]map[string]kept, now time.Time) error {
	for _, kind := range slices.Sorted(maps.Keys(next)) {
		list := sorted(next[kind], now, func(a, b Document) int { return cmp.Compare(a.Born, b.Born) })
		if err := s.keep.Keep(kind, list); err != nil {
			return err
		}
	}
	return nil
}

// sorted lists what has not run out.
func sorted(of map[string]kept, now time.Time, order func(a, b Document) int) []Document {
	var list []Document
	for _, k := range of {
		if !k.over(now) {
			list = append(list, k.Document)
		}
	}
	slices.SortFunc(list, order)
	return list
}

// List lists documents of a kind.
func (s *Local) List(_ context.Context, kind, prefix, after string, limit int) ([]Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := sorted(s.docs[kind], s.clock(), func(a, b Document) int { return cmp.Compare(a.Key, b.Key) })
	var list []Document
	for _, d := range all {
		if len(list) < limit && d.Key > after && strings.HasPrefix(d.Key, prefix) {
			list = append(list, d.copy())
		}
	}
	return list, nil
}

// DeleteAll deletes documents of a kind.
func (s *Local) DeleteAll(_ context.Context, kind, prefix string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, n := s.clock(), 0
	rest := maps.Clone(s.of(kind))
	maps.DeleteFunc(rest, func(key string, k kept) bool {
		gone := strings.HasPrefix(key, prefix)
		if gone && !k.over(now) {
			n++
		}
		return gone
	})
	if n == 0 {
		return 0, nil
	}
	if err := s.keepAll(map[string]map[string]kept{kind: rest}, now); err != nil {
		return 0, err
	}
	s.docs[kind] = rest
	return n, nil
}

// Draw takes tokens.
func (s *Local) Draw(_ context.Context, draws ...Draw) (Drawn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.draw(draws, s.clock()), nil
}

func (s *Local) draw(draws []Draw, now time.Time) Drawn {
	s.sweep(now)
	for i, d := range draws {
		if d.Burst < 0 {
			continue
		}
		b, ok := s.buckets[d.Key]
		if !ok {
			b = &bucket{tokens: float64(d.Burst), at: now}
			s.buckets[d.Key] = b
		}
		if ok, first, wait := b.draw(d, now); !ok {
			return Drawn{Refused: i, First: first, Wait: wait}
		}
	}
	return Drawn{Refused: -1}
}

// Consult draws and reads.
func (s *Local) Consult(_ context.Context, draws []Draw, refs []Ref) (Drawn, []Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	return s.draw(draws, now), s.read(refs, now), nil
}
