package vectors

import (
	"bytes"
	"context"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reading is an encoder that gives the pieces of passages.
type reading struct{ *fake }

func newReading() reading {
	r := reading{newFake()}
	r.dims.Store(codeBits)
	return r
}

func (reading) vector(r *rand.Rand) []float32 { return randomVector(r) }

// of is what chance is made of for a text.
func of(text string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(text))
	return rand.New(rand.NewPCG(h.Sum64(), 2))
}

func (r reading) Passages(_ context.Context, texts []string) ([][]float32, error) {
	var out [][]float32
	for _, text := range texts {
		out = append(out, r.vector(of(text)))
	}
	return out, nil
}

func (r reading) PassagePieces(_ context.Context, text string, _ func()) ([]float32, [][]float32, error) {
	random := of(text)
	v := r.vector(random)
	pieces := make([][]float32, random.IntN(4)*codeBits/codeBytes/2) // none, half a row, a whole one and more
	for i := range pieces {
		pieces[i] = r.vector(random)
	}
	return v, pieces, nil
}

// checkDetails compares what is kept of each passage with what was made of it.
func checkDetails(t *testing.T, m *Maker, s *Set, but int) {
	t.Helper()
	e := newReading()
	room := make([]Code, 3, 200)
	for i := range s.Len() {
		sentences, codes, coded := m.Details(s, i, s.passage(i), room)
		if i == but {
			if sentences != nil && coded {
				t.Errorf("passage %d: what was damaged is there", i)
			}
			continue
		}
		p := s.passage(i)
		_, pieces, _ := e.PassagePieces(t.Context(), p.Text, nil)
		want := make([]Code, 3)
		for _, v := range pieces {
			c, _ := NewCode(v)
			want = append(want, c)
		}
		if d := cmp.Diff(want, codes); d != "" || !coded {
			t.Errorf("passage %d: %v, %s", i, coded, d)
		}
		var list []Vector
		for k := range p.Sentences {
			v, _ := e.Passages(t.Context(), []string{sentence(p, k)})
			list = append(list, Quantize(v[0]))
		}
		if d := cmp.Diff(list, sentences); d != "" {
			t.Errorf("passage %d: sentences: %s", i, d)
		}
	}
}

func TestDetailsAreWhatWasMade(t *testing.T) {
	const n = 40
	dir := filepath.Join(t.TempDir(), "vectors")
	s := sampleSet(n)
	m := NewMaker(Config{Encoder: newReading(), Dir: dir})
	for _, i := range []int{7, 30} { // before the others: their records lie elsewhere
		if err := m.Now(t.Context(), s, []int{i}); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Fill(t.Context(), s, newest(n)); err != nil {
		t.Fatal(err)
	}
	checkDetails(t, m, s, -1)
	var base bytes.Buffer
	if err := m.Export(&base, s); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, coded := m.Details(s, 0, s.passage(0), nil); coded {
		t.Error("a closed store has codes")
	}
	for name, cfg := range map[string]Config{
		"kept in a file":             {Dir: dir, ReadOnly: true},
		"in memory":                  {},
		"brought by the program":     {Base: base.Bytes()},
		"half of it by the program":  {Base: base.Bytes()[:base.Len()/2]},
		"half of it, and in a file":  {Base: base.Bytes()[:base.Len()/2], Dir: filepath.Join(t.TempDir(), "other")},
		"half, and the rest is kept": {Base: base.Bytes()[:base.Len()/2], Dir: dir, ReadOnly: true},
	} {
		t.Run(name, func(t *testing.T) {
			cfg.Encoder = newReading()
			m, s := NewMaker(cfg), sampleSet(n)
			if err := m.Fill(t.Context(), s, newest(n)); err != nil {
				t.Fatal(err)
			}
			checkDetails(t, m, s, -1)
			if err := m.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestADamagedRecordCostsItsPassageOnly alters the file below a store that reads
// it, in the last sentence of a passage.
func TestADamagedRecordCostsItsPassageOnly(t *testing.T) {
	const n, victim = 20, 9
	dir := t.TempDir()
	m, s := NewMaker(Config{Encoder: newReading(), Dir: dir}), sampleSet(n)
	defer m.Close() //nolint:errcheck // the file is damaged
	if err := m.Fill(t.Context(), s, newest(n)); err != nil {
		t.Fatal(err)
	}
	p := s.passage(victim)
	k := m.key(sentence(p, 0))
	at := int64(headSize) + int64(m.store.Load().numbers[k.short()])*int64(recordSize(codeBits))
	f, err := os.OpenFile(fileName(dir, testModel), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // written
	if _, err := f.WriteAt([]byte{1, 2, 3, 4}, at+30); err != nil {
		t.Fatal(err)
	}
	checkDetails(t, m, s, victim)
}
