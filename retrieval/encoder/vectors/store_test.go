package vectors

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/durable"
)

const (
	testModel = "test/1"
	testDims  = 40
)

func openStore(t testing.TB, cfg StoreConfig) *Store {
	t.Helper()
	if cfg.Model == "" {
		cfg.Model, cfg.Dims = testModel, testDims
	}
	s, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // closed by the test where it matters
	return s
}

// numbered returns the key and a vector of the i-th text.
func numbered(i int) (Key, Vector) {
	return NewKey(testModel, fmt.Sprint("text ", i)), Quantize(random(rand.New(rand.NewPCG(7, uint64(i))), testDims))
}

func random(r *rand.Rand, dims int) []float32 {
	v := make([]float32, dims)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return unit(v)
}

func fillStore(s *Store, from, to int) {
	for i := from; i < to; i++ {
		k, v := numbered(i)
		s.Put([]Key{k}, []Vector{v})
	}
}

// has returns which of the first n texts a store has, whole.
func has(t testing.TB, s *Store, n int) (list []int) {
	t.Helper()
	for i := range n {
		k, want := numbered(i)
		got, ok := s.Get(k)
		if !ok {
			continue
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("text %d: %s", i, d)
		}
		list = append(list, i)
	}
	return list
}

func upTo(n int, but ...int) (list []int) {
	for i := range n {
		if len(but) == 0 || i != but[0] {
			list = append(list, i)
		}
	}
	return list
}

func TestVectorsAreKeptAcrossRestarts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "for", "it")
	for n := 0; n < 30; n += 10 {
		s := openStore(t, StoreConfig{Dir: dir})
		if d := cmp.Diff(upTo(n), has(t, s, 40)); d != "" {
			t.Errorf("after %d: %s", n, d)
		}
		fillStore(s, 0, n+10)
		if d := cmp.Diff(upTo(n+10), has(t, s, 40)); d != "" || s.Why() != nil {
			t.Errorf("with %d: %s, %v", n+10, d, s.Why())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(fileName(dir, testModel))
	if want := int64(headSize + 30*recordSize(testDims)); err != nil || info.Size() != want {
		t.Errorf("%d bytes, want %d: something was written twice (%v)", info.Size(), want, err)
	}
}

func TestDamageCostsNoMoreThanWhatItHit(t *testing.T) {
	whole := func(t *testing.T) (dir string, data []byte) {
		dir = t.TempDir()
		s := openStore(t, StoreConfig{Dir: dir})
		fillStore(s, 0, 10)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(fileName(dir, testModel))
		if err != nil {
			t.Fatal(err)
		}
		return dir, data
	}
	const record = recordHead + testDims
	for name, c := range map[string]struct {
		damage func([]byte) []byte
		want   []int
	}{
		"killed while writing":            {func(b []byte) []byte { return b[:len(b)-record/2] }, upTo(9)},
		"a byte of the tail is missing":   {func(b []byte) []byte { return b[:len(b)-1] }, upTo(9)},
		"zeros after a loss of power":     {func(b []byte) []byte { clear(b[len(b)-record-5:]); return b }, upTo(8)},
		"a bit flipped in the middle":     {func(b []byte) []byte { b[headSize+4*record+30] ^= 1; return b }, upTo(10, 4)},
		"a key changed":                   {func(b []byte) []byte { b[headSize+4*record+6] ^= 1; return b }, upTo(10, 4)},
		"half a record more":              {func(b []byte) []byte { return append(b, b[headSize:headSize+record/2]...) }, upTo(10)},
		"a damaged head":                  {func(b []byte) []byte { b[9] ^= 1; return b }, nil},
		"an empty file":                   {func([]byte) []byte { return nil }, nil},
		"something else of the same name": {func([]byte) []byte { return []byte("<!DOCTYPE html>") }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir, data := whole(t)
			if err := os.WriteFile(fileName(dir, testModel), c.damage(data), 0o600); err != nil {
				t.Fatal(err)
			}
			s := openStore(t, StoreConfig{Dir: dir})
			if d := cmp.Diff(c.want, has(t, s, 10)); d != "" {
				t.Error(d)
			}
			fillStore(s, 0, 12)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			again := openStore(t, StoreConfig{Dir: dir})
			if d := cmp.Diff(upTo(12), has(t, again, 12)); d != "" || again.Why() != nil {
				t.Errorf("made again and kept: %s, %v", d, again.Why())
			}
		})
	}
}

func TestAnotherModelsVectorsAreNotUsedAndRemoved(t *testing.T) {
	dir := t.TempDir()
	old := openStore(t, StoreConfig{Dir: dir})
	fillStore(old, 0, 3)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, StoreConfig{Dir: dir, Model: "test/2", Dims: testDims})
	if list := has(t, s, 3); len(list) > 0 {
		t.Errorf("it has %v", list)
	}
	if _, err := os.Stat(fileName(dir, testModel)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old file: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "mine.txt")); err != nil {
		t.Errorf("a file that is none of ours: %v", err)
	}
}

func TestOtherDimensionsOfOneModelBeginAnew(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, StoreConfig{Dir: dir})
	fillStore(s, 0, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	other := openStore(t, StoreConfig{Dir: dir, Model: testModel, Dims: testDims + 8})
	if other.Len() != 0 || other.Why() != nil {
		t.Errorf("%d vectors, %v", other.Len(), other.Why())
	}
}

func TestOneProcessWritesAndOthersKeepTheirsInMemory(t *testing.T) {
	dir := t.TempDir()
	first := openStore(t, StoreConfig{Dir: dir})
	fillStore(first, 0, 5)
	second := openStore(t, StoreConfig{Dir: dir})
	if !errors.Is(second.Why(), durable.ErrLocked) {
		t.Errorf("the second: %v", second.Why())
	}
	reader := openStore(t, StoreConfig{Dir: dir, ReadOnly: true})
	fillStore(reader, 0, 8)
	if d := cmp.Diff(upTo(8), has(t, reader, 10)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(upTo(5), has(t, first, 10)); d != "" {
		t.Errorf("the owner's changed: %s", d)
	}
	if none := openStore(t, StoreConfig{Dir: filepath.Join(dir, "none"), ReadOnly: true}); none.Why() == nil {
		t.Error("a folder that is not there is read")
	}
	if _, err := os.Stat(filepath.Join(dir, "none")); err == nil {
		t.Error("a reader made a folder")
	}
}

func TestWhatCannotBeWrittenGoesOnInMemory(t *testing.T) {
	t.Run("a folder that cannot be made", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openStore(t, StoreConfig{Dir: filepath.Join(file, "below")})
		fillStore(s, 0, 5)
		if d := cmp.Diff(upTo(5), has(t, s, 5)); d != "" || s.Why() == nil {
			t.Errorf("%s, %v", d, s.Why())
		}
	})
	t.Run("a disk that takes no more", func(t *testing.T) {
		s := openStore(t, StoreConfig{Dir: t.TempDir()})
		fillStore(s, 0, 5)
		readable, err := os.Open(s.file.f.Name())
		if err != nil {
			t.Fatal(err)
		}
		s.file.f.Close() //nolint:errcheck // writing now fails
		s.file.f = readable
		fillStore(s, 5, 9)
		if d := cmp.Diff(upTo(9), has(t, s, 9)); d != "" || s.Why() == nil {
			t.Errorf("%s, %v", d, s.Why())
		}
	})
}

func TestTheProgramsOwnVectorsAreReadWhereTheyLie(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, StoreConfig{Dir: dir})
	fillStore(s, 0, 5)
	base, err := os.ReadFile(fileName(dir, testModel))
	if err != nil {
		t.Fatal(err)
	}
	with := openStore(t, StoreConfig{Base: base, Dir: t.TempDir()})
	fillStore(with, 3, 8)
	if d := cmp.Diff(upTo(8), has(t, with, 10)); d != "" || with.filed != 3 {
		t.Errorf("%s; %d in the file, want 3", d, with.filed)
	}
	if other := openStore(t, StoreConfig{Base: base, Model: "test/2", Dims: testDims}); other.Len() != 0 {
		t.Errorf("another model's base gives %d", other.Len())
	}
}

func TestCompactingKeepsWhatIsWantedWhileOthersReadAndWrite(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, StoreConfig{Dir: dir})
	fillStore(s, 0, 200)
	wanted := map[Key]bool{}
	for i := 0; i < 200; i += 2 {
		k, _ := numbered(i)
		wanted[k] = true
	}
	var all sync.WaitGroup
	all.Go(func() { fillStore(s, 200, 260) })
	all.Go(func() {
		for i := 0; i < 200; i += 2 {
			if k, _ := numbered(i); !s.Has(k) {
				t.Errorf("text %d is gone for a moment", i)
			}
		}
	})
	if err := s.Compact(func(k Key) bool { return wanted[k] }); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	fillStore(s, 260, 270)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, StoreConfig{Dir: dir})
	for i := range 200 {
		if k, _ := numbered(i); again.Has(k) != (i%2 == 0) {
			t.Errorf("text %d: there %v", i, again.Has(k))
		}
	}
	if list := has(t, again, 270); list[len(list)-1] != 269 || again.Why() != nil {
		t.Errorf("the last is %d, %v", list[len(list)-1], again.Why())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, durable.Temporary+"*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// FuzzStore opens whatever a file may hold: nothing may panic, what is read has
// its checksum, and the file can be written on.
func FuzzStore(f *testing.F) {
	dir := f.TempDir()
	s := openStore(f, StoreConfig{Dir: dir})
	fillStore(s, 0, 3)
	data, err := os.ReadFile(fileName(dir, testModel))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:headSize+9])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(fileName(dir, testModel), data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openStore(t, StoreConfig{Dir: dir, Base: data})
		fillStore(s, 0, 4)
		if d := cmp.Diff(upTo(4), has(t, s, 4)); d != "" || s.Why() != nil {
			t.Errorf("%s, %v", d, s.Why())
		}
		s.Close() //nolint:errcheck // the fuzzer's file
	})
}
