package vectors

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fake is an encoder that notes what it was asked.
type fake struct {
	mu    sync.Mutex
	asked []string
	fail  func(texts []string) error
	batch int
	dims  atomic.Int64
}

func newFake() *fake {
	f := &fake{batch: 1}
	f.dims.Store(testDims)
	return f
}

func (f *fake) Model() string { return testModel }
func (f *fake) Dims() int     { return int(f.dims.Load()) }
func (f *fake) Batch() int    { return f.batch }

func (f *fake) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		if err := f.fail(texts); err != nil {
			return nil, err
		}
	}
	f.asked = append(f.asked, texts...)
	f.dims.Store(testDims)
	out := make([][]float32, len(texts))
	for i, text := range texts {
		out[i] = direction(text)
	}
	return out, ctx.Err()
}

// direction is a text's vector.
func direction(text string) []float32 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return random(rand.New(rand.NewPCG(h.Sum64(), 1)), testDims)
}

// failed is an error that says how long to wait.
type failed struct{ after time.Duration }

func (f failed) Error() string             { return "not now" }
func (f failed) RetryAfter() time.Duration { return f.after }

func newest(n int) (order []int) {
	for i := n - 1; i >= 0; i-- {
		order = append(order, i)
	}
	return order
}

func TestASetIsFilledInOrderAndNothingIsMadeTwice(t *testing.T) {
	dir := t.TempDir()
	f := newFake()
	for round := range 2 {
		m := NewMaker(Config{Encoder: f, Dir: dir})
		s := sampleSet(5)
		if err := m.Fill(t.Context(), s, newest(5)); err != nil {
			t.Fatal(err)
		}
		if st := m.Status(s); st.Done != 5 || st.Total != 5 || !st.Kept || st.Err != nil {
			t.Errorf("round %d: %+v", round, st)
		}
		want := NewQuery(direction("It has two sentences."))
		for i := range 5 {
			list, _, _ := m.Details(s, i, s.passage(i), nil)
			if len(list) != 2 || want.Cosine(list[1]) < 0.99 {
				t.Errorf("round %d: sentences of passage %d: %d", round, i, len(list))
			}
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, text := range f.asked {
		if strings.HasSuffix(text, "sentences.") && text != "It has two sentences." {
			got = append(got, strings.TrimSuffix(text, ". It has two sentences."))
		}
	}
	if d := cmp.Diff([]string{"Passage 4", "Passage 3", "Passage 2", "Passage 1", "Passage 0"}, got); d != "" {
		t.Errorf("order: %s", d)
	}
	if len(f.asked) != 11 { // five passages, five first sentences, one that all have
		t.Errorf("%d texts: %q", len(f.asked), f.asked)
	}
}

func TestRequestsAreAsLargeAsTheEncoderLikes(t *testing.T) {
	f := newFake()
	f.batch = 6
	largest, requests := 0, 0
	f.fail = func(texts []string) error { largest, requests = max(largest, len(texts)), requests+1; return nil }
	if err := NewMaker(Config{Encoder: f}).Fill(t.Context(), sampleSet(10), newest(10)); err != nil {
		t.Fatal(err)
	}
	if largest > 6 || requests > 7 {
		t.Errorf("%d requests of up to %d texts", requests, largest)
	}
}

func TestQuestionsGoFirst(t *testing.T) {
	f := newFake()
	var busy atomic.Bool
	busy.Store(true)
	m := NewMaker(Config{Encoder: f, Busy: busy.Load})
	s := sampleSet(3)
	done := make(chan error)
	go func() { done <- m.Fill(context.Background(), s, newest(3)) }()
	time.Sleep(20 * time.Millisecond)
	f.mu.Lock()
	if len(f.asked) > 0 {
		t.Errorf("%q made while a question is under way", f.asked)
	}
	f.mu.Unlock()
	busy.Store(false)
	if err := <-done; err != nil || s.Done() != 3 {
		t.Errorf("%v, %d done", err, s.Done())
	}
}

func TestFillEndsWithItsContext(t *testing.T) {
	f := newFake()
	f.fail = func([]string) error { return failed{time.Hour} }
	m := NewMaker(Config{Encoder: f})
	s := sampleSet(3)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := m.Fill(ctx, s, newest(3)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if st := m.Status(s); st.Err == nil || st.Done != 0 {
		t.Errorf("status %+v", st)
	}
}

func TestAnEncoderThatFailsForAWhileIsWaitedFor(t *testing.T) {
	f := newFake()
	f.dims.Store(0) // it does not know them before it answers
	failures := 0
	f.fail = func([]string) error {
		if failures++; failures < 4 {
			return failed{time.Millisecond}
		}
		return nil
	}
	m := NewMaker(Config{Encoder: f})
	s := sampleSet(4)
	if err := m.Fill(t.Context(), s, newest(4)); err != nil || s.Done() != 4 {
		t.Errorf("%v, %d done", err, s.Done())
	}
	if st := m.Status(s); st.Err != nil {
		t.Errorf("status %+v", st)
	}
}

func TestATextThatIsRefusedCostsOnlyItsPassage(t *testing.T) {
	f := newFake()
	f.batch = 32
	f.fail = func(texts []string) error {
		for _, text := range texts {
			if strings.HasPrefix(text, "Passage 2.") {
				return failed{0}
			}
		}
		return nil
	}
	m := NewMaker(Config{Encoder: f})
	s := sampleSet(5)
	if err := m.Fill(t.Context(), s, newest(5)); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		if s.Ready(i) != (i != 2) {
			t.Errorf("passage %d: ready %v", i, s.Ready(i))
		}
	}
}

func TestAFewPassagesAreMadeWhileSomebodyWaits(t *testing.T) {
	f := newFake()
	m := NewMaker(Config{Encoder: f, Busy: func() bool { return true }})
	s := sampleSet(9)
	if err := m.Now(t.Context(), s, []int{3, 7, 3}); err != nil {
		t.Fatal(err)
	}
	for i := range 9 {
		if s.Ready(i) != (i == 3 || i == 7) {
			t.Errorf("passage %d: ready %v", i, s.Ready(i))
		}
	}
	f.fail = func([]string) error { return failed{time.Second} }
	if err := m.Now(t.Context(), s, []int{5}); err == nil || s.Ready(5) {
		t.Errorf("a failing encoder: %v", err)
	}
}

func TestNowAndFillTogether(t *testing.T) {
	m := NewMaker(Config{Encoder: newFake(), Dir: t.TempDir()})
	s := sampleSet(60)
	q := NewQuery(direction("Passage 30. It has two sentences."))
	var all sync.WaitGroup
	all.Go(func() {
		if err := m.Fill(context.Background(), s, newest(60)); err != nil {
			t.Error(err)
		}
	})
	for i := range 4 {
		all.Go(func() {
			if err := m.Now(context.Background(), s, []int{i * 10, i*10 + 1}); err != nil {
				t.Error(err)
			}
			m.Details(s, i*10, s.passage(i*10), nil)
			s.Scan(q, 5)
			m.Status(s)
		})
	}
	all.Wait()
	if hits := s.Scan(q, 1); len(hits) != 1 || hits[0].Number != 30 || s.Done() != 60 {
		t.Errorf("nearest %v, %d done", hits, s.Done())
	}
}

func TestAStoreForgetsWhatNobodyWants(t *testing.T) {
	dir := t.TempDir()
	store := openStore(t, StoreConfig{Dir: dir})
	fillStore(store, 0, spare+100)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	m := NewMaker(Config{Encoder: newFake(), Dir: dir})
	s := sampleSet(3)
	if err := m.Fill(t.Context(), s, newest(3)); err != nil {
		t.Fatal(err)
	}
	if n := m.store.Load().Len(); n != 7 {
		t.Errorf("%d vectors are kept, 7 are wanted", n)
	}
	if list, _, _ := m.Details(s, 1, s.passage(1), nil); list == nil {
		t.Error("wanted ones are gone")
	}
}
