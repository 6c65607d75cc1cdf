package vectors

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"
)

// pool is what several processes share, in memory.
type pool struct {
	mu      sync.Mutex
	kept    map[string][]byte
	away    error
	written int
}

// member is a process that shares.
type member struct {
	*pool
	makes bool
}

func newPool() *pool { return &pool{kept: make(map[string][]byte)} }

func (p *member) Makes() bool { return p.makes }

func (p *pool) Read(_ context.Context, keys []string) ([][]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([][]byte, len(keys))
	for i, k := range keys {
		out[i] = p.kept[k]
	}
	return out, p.away
}

func (p *pool) Having(ctx context.Context, keys []string) ([]bool, error) {
	list, err := p.Read(ctx, keys)
	out := make([]bool, len(keys))
	for i := range list {
		out[i] = list[i] != nil
	}
	return out, err
}

func (p *pool) Write(_ context.Context, keys []string, bundles [][]byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away != nil {
		return p.away
	}
	for i, k := range keys {
		p.kept[k] = bundles[i]
		p.written++
	}
	return nil
}

func (p *pool) Count(context.Context) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.kept), p.away
}

func (p *pool) Remove(_ context.Context, wanted func(string) bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.kept, func(k string, _ []byte) bool { return !wanted(k) })
	return p.away
}

// sharing is a maker of a process without a folder.
func sharing(t *testing.T, p *pool, makes bool) (*Maker, *fake) {
	t.Helper()
	f := newFake()
	m := NewMaker(Config{Encoder: f, Shared: &member{p, makes}, Patience: 20 * time.Millisecond})
	t.Cleanup(func() { _ = m.Close() })
	return m, f
}

func fill(t *testing.T, m *Maker, s *Set) {
	t.Helper()
	if err := m.Fill(t.Context(), s, newest(s.Len())); err != nil {
		t.Fatal(err)
	}
	if s.Done() != s.Len() {
		t.Fatalf("%d of %d passages have vectors", s.Done(), s.Len())
	}
}

func TestWhatOneProcessMadeIsNotMadeByAnother(t *testing.T) {
	p := newPool()
	first, _ := sharing(t, p, true)
	made := sampleSet(150)
	fill(t, first, made)
	if len(p.kept) != 150 || p.written != 150 {
		t.Errorf("%d bundles by %d writes are kept of 150 passages", len(p.kept), p.written)
	}
	for _, makes := range []bool{false, true} {
		other, f := sharing(t, p, makes)
		s := sampleSet(150)
		fill(t, other, s)
		if len(f.asked) > 0 {
			t.Errorf("makes %v: %d texts were embedded again", makes, len(f.asked))
		}
		for i := range 150 {
			want, _ := made.Passage(i)
			got, _ := s.Passage(i)
			sentences, _, _ := other.Details(s, i, s.passage(i), nil)
			if !slices.Equal(want.Values, got.Values) || want.Scale != got.Scale || len(sentences) != 2 {
				t.Fatalf("makes %v: passage %d has another vector, and %d sentences", makes, i, len(sentences))
			}
		}
		other.Share(t.Context(), s, newest(150))
	}
	if p.written != 150 {
		t.Errorf("%d bundles were written, want 150", p.written)
	}
}

// A question of a process that knows nothing yet takes what others made.
func TestAQuestionTakesWhatOthersMade(t *testing.T) {
	p := newPool()
	first, _ := sharing(t, p, true)
	fill(t, first, sampleSet(5))
	other, f := sharing(t, p, false)
	s := sampleSet(5)
	if err := other.Now(t.Context(), s, []int{3, 1}); err != nil {
		t.Fatal(err)
	}
	if !s.Ready(3) || !s.Ready(1) || s.Done() != 2 || len(f.asked) > 0 {
		t.Errorf("%d passages have vectors, %d texts were embedded", s.Done(), len(f.asked))
	}
}

// Nobody waits for ever for the one that should make them.
func TestVectorsAreMadeWhereNobodyElseMakesThem(t *testing.T) {
	p := newPool()
	m, f := sharing(t, p, false)
	s := sampleSet(3)
	fill(t, m, s)
	if len(f.asked) != 7 || p.written != 0 {
		t.Errorf("%d texts were embedded, want 7; %d bundles were written by who must not", len(f.asked), p.written)
	}
}

func TestVectorsAreMadeWhereOthersCannotBeReached(t *testing.T) {
	p := newPool()
	p.away = errors.New("nobody is there")
	m, _ := sharing(t, p, true)
	s := sampleSet(70)
	fill(t, m, s)
	ended, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	m.Share(ended, s, newest(70))
	if p.written != 0 {
		t.Fatalf("%d bundles were written", p.written)
	}
	p.away = nil
	m.Share(t.Context(), s, newest(70))
	if len(p.kept) != 70 {
		t.Errorf("once they are reached %d bundles are there, want 70", len(p.kept))
	}
	next := sampleSet(70)
	next.Inherit(s, newest(70))
	p.kept = map[string][]byte{}
	m.Share(t.Context(), next, newest(70))
	if len(p.kept) != 0 {
		t.Errorf("a reload of the same articles looks for %d bundles again", len(p.kept))
	}
}

// Half a bundle, a changed one and one of another model are none.
func TestADamagedBundleIsMadeAnew(t *testing.T) {
	p := newPool()
	first, _ := sharing(t, p, true)
	fill(t, first, sampleSet(3))
	keys := slices.Sorted(maps.Keys(p.kept))
	whole := map[string][]byte{}
	for i, k := range keys {
		whole[k] = slices.Clone(p.kept[k])
		switch i {
		case 0:
			p.kept[k] = p.kept[k][:len(p.kept[k])/2]
		case 1:
			p.kept[k][headSize+recordHead] ^= 1
		case 2:
			p.kept[k][len(magic)+4] ^= 1
		}
	}
	m, f := sharing(t, p, true)
	fill(t, m, sampleSet(3))
	if len(f.asked) < 3 {
		t.Errorf("%d texts were embedded again", len(f.asked))
	}
	for k, data := range whole {
		if !slices.Equal(p.kept[k], data) {
			t.Error("a damaged bundle is there still")
		}
	}
}

func TestWhatNoPassageNeedsIsRemoved(t *testing.T) {
	p := newPool()
	f := newFake()
	m := NewMaker(Config{Encoder: f, Shared: &member{p, true}, Spare: 100})
	t.Cleanup(func() { _ = m.Close() })
	for i := range 20 {
		p.kept[string(rune('a'+i))] = nil
	}
	s := sampleSet(5)
	fill(t, m, s)
	m.Share(t.Context(), s, newest(5))
	if len(p.kept) != 5 {
		t.Errorf("%d bundles are left of 25, 5 of which are wanted", len(p.kept))
	}
}

var _ Shared = (*member)(nil)
