package vectors

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
)

// unit gives v the length one.
func unit(v []float32) []float32 {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / math.Sqrt(square))
	}
	return v
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func noPassages(int) *retrieval.Passage { return nil }

func TestACosineIsOffByLittle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, dims := range []int{1, 31, 384, 1536, 4096} {
		for range 20 {
			a, b := random(r, dims), random(r, dims)
			for i := range b { // as near as a question and its passage
				b[i] += 2 * a[i]
			}
			unit(b)
			if got, want := float64(NewQuery(a).Cosine(Quantize(b))), dot(a, b); math.Abs(got-want) > 0.003 {
				t.Errorf("%d dimensions: cosine %.4f, want %.4f", dims, got, want)
			}
		}
	}
}

func TestSumsDoNotOverflow(t *testing.T) {
	for _, dims := range []int{32, 384, 1536, 4096, mostDims} {
		flat := make([]float32, dims)
		for i := range flat {
			flat[i] = 1
		}
		unit(flat)
		if got := NewQuery(flat).Cosine(Quantize(flat)); math.Abs(float64(got)-1) > 0.01 {
			t.Errorf("%d dimensions: cosine with itself %v", dims, got)
		}
	}
	if NewQuery(make([]float32, 8)).Cosine(Quantize(make([]float32, 8))) != 0 {
		t.Error("nothing has a direction")
	}
}

func TestEveryKernelAgreesWithPlainGo(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	names, list := kernels()
	for _, width := range []int{32, 64, 384, 416} {
		rows, query := make([]int8, 77*width), make([]int16, width)
		for i := range rows {
			rows[i] = int8(r.IntN(255) - 127)
		}
		for i := range query {
			query[i] = int16(r.IntN(65535) - 32767)
		}
		for i, dots := range list {
			for _, n := range []int{1, 2, 77} {
				got, want := make([]int32, n), make([]int32, n)
				dots(got, query, rows)
				dotsPlain(want, query, rows)
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s, %d rows of %d: %s", names[i], n, width, d)
				}
			}
		}
	}
}

func TestScanFindsTheNearestOfThoseThatAreReady(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, count := range []int{1, 63, 64, 65, 700, 1400} {
		for _, share := range []float64{0, 0.1, 0.9, 1} {
			s := NewSet(count, noPassages)
			query := random(r, 50)
			q := NewQuery(query)
			var want []Hit
			for i := range count {
				if r.Float64() >= share {
					continue
				}
				v := Quantize(random(r, 50))
				s.put(i, v)
				want = append(want, Hit{i, q.Cosine(v)})
			}
			slices.SortFunc(want, Hit.compare)
			want = want[:min(10, len(want))]
			if d := cmp.Diff(want, s.Scan(q, 10)); d != "" {
				t.Errorf("%d passages, a share of %v ready: %s", count, share, d)
			}
			if s.Len() != count || s.Done() > count || share == 1 && s.Done() != count {
				t.Errorf("%d of %d", s.Done(), s.Len())
			}
		}
	}
}

func TestAQuestionOfOtherDimensionsFindsNothing(t *testing.T) {
	s := NewSet(1, noPassages)
	s.put(0, Quantize([]float32{1}))
	if hits := s.Scan(NewQuery(make([]float32, 384)), 5); hits != nil {
		t.Errorf("%v", hits)
	}
}

func TestASetIsReadWhileItIsFilled(t *testing.T) {
	const count = 500
	r := rand.New(rand.NewPCG(4, 4))
	s, query := NewSet(count, noPassages), NewQuery(random(r, 64))
	list := make([]Vector, count)
	for i := range list {
		list[i] = Quantize(random(r, 64))
	}
	var all sync.WaitGroup
	for part := range 2 { // two fill: the background and a question
		all.Go(func() {
			for i := range count {
				s.put((i*7+part)%count, list[(i*7+part)%count])
			}
		})
	}
	for range 2 {
		all.Go(func() {
			for s.Done() < count {
				for _, h := range s.Scan(query, 20) {
					if got := query.Cosine(list[h.Number]); got != h.Cosine {
						t.Errorf("passage %d: cosine %v, want %v", h.Number, h.Cosine, got)
						return
					}
				}
			}
		})
	}
	all.Wait()
}

func TestWhatDidNotChangeIsInherited(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	old, s := NewSet(3, noPassages), NewSet(4, noPassages)
	first, last := Quantize(random(r, 9)), Quantize(random(r, 9))
	old.put(0, first)
	old.put(2, last)
	s.Inherit(old, []int{2, -1, 0, 1})
	for i, want := range []Vector{last, {}, first, {}} {
		got, ok := s.Passage(i)
		if d := cmp.Diff(want, got); d != "" || ok != (want.Values != nil) {
			t.Errorf("passage %d: %v %s", i, ok, d)
		}
	}
}

// BenchmarkScan compares a question with so many passages, on every
// level of the processor.
func BenchmarkScan(b *testing.B) {
	const count, dims = 100_000, 384
	r := rand.New(rand.NewPCG(6, 6))
	s := NewSet(count, noPassages)
	some := make([]Vector, 100)
	for i := range some {
		some[i] = Quantize(random(r, dims))
	}
	for i := range count {
		s.put(i, some[i%len(some)])
	}
	q := NewQuery(random(r, dims))
	names, list := kernels()
	for i, name := range names {
		b.Run("100000/"+name, func(b *testing.B) {
			for b.Loop() {
				s.scan(q, 128, list[i])
			}
		})
	}
}

func passageOf(text string) *retrieval.Passage {
	p := &retrieval.Passage{Text: text}
	for at := 0; at < len(text); {
		end := at + strings.Index(text[at:]+". ", ". ") + 1
		end = min(end, len(text))
		p.Sentences = append(p.Sentences, retrieval.Span{Start: at, End: end})
		at = end + 1
	}
	return p
}

func sampleSet(n int) *Set {
	list := make([]*retrieval.Passage, n)
	for i := range list {
		list[i] = passageOf(fmt.Sprintf("Passage %d. It has two sentences.", i))
	}
	return NewSet(n, func(i int) *retrieval.Passage { return list[i] })
}
