package likeness

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
	"time"

	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
)

// Embed returns the direction in which the meaning of a text lies, of length one
// and always of as many numbers.
type Embed func(ctx context.Context, said string, lang text.Language) ([]float32, error)

// Match is what a message is most like.
type Match struct {
	Kind intent.Kind
	// Near is how near it comes to the examples of that wish, in [-1, 1], and Lead by
	// how much nearer than to questions.
	Near, Lead float64
}

// nearest is of how many examples of a kind the likeness is the mean: one alone
// would let a single unlucky example decide.
const nearest = 2

// patience is how long a message that the articles do not surely answer waits for
// the examples to be read, which takes a second after the start, and longer where
// the machine has other work.
const patience = 2 * time.Second

// Reader compares messages with the examples of all languages. Make it with New;
// Close it in the end. It is safe for concurrent use.
type Reader struct {
	embed  Embed
	cancel context.CancelFunc
	done   sync.WaitGroup
	ready  chan struct{} // closed once what follows is there

	mean  []float32 // of all examples: what they have in common tells nothing
	kinds map[intent.Kind][][]float32
	err   error
}

// example is a message and what it is meant as.
type example struct {
	kind intent.Kind
	said string
	lang text.Language
}

// New returns a reader that begins to read the examples of a set at once, in the
// background.
func New(set *locale.Set, embed Embed) *Reader {
	ctx, cancel := context.WithCancel(context.Background())
	r := &Reader{embed: embed, cancel: cancel, ready: make(chan struct{})}
	r.done.Go(func() {
		defer close(r.ready)
		r.err = r.learn(ctx, examplesIn(set))
	})
	return r
}

// Close ends what goes on in the background.
func (r *Reader) Close() {
	r.cancel()
	r.done.Wait()
}

func examplesIn(set *locale.Set) []example {
	var list []example
	for _, l := range set.All() {
		for _, kind := range slices.Sorted(maps.Keys(l.Phrases.Examples)) {
			for _, said := range l.Phrases.Examples[kind] {
				list = append(list, example{intent.Kind(kind), said, l.Tag})
			}
		}
	}
	return list
}

func (r *Reader) learn(ctx context.Context, list []example) error {
	all := make([][]float32, len(list))
	for i, e := range list {
		v, err := r.embed(ctx, e.said, e.lang)
		if err != nil {
			return fmt.Errorf("embed example: %w", err)
		}
		if i > 0 && len(v) != len(all[0]) || len(v) == 0 {
			return fmt.Errorf("embed example: a direction of %d numbers", len(v))
		}
		all[i] = v
	}
	r.mean, r.kinds = meanOf(all), make(map[intent.Kind][][]float32)
	for i, e := range list {
		r.kinds[e.kind] = append(r.kinds[e.kind], r.apart(all[i]))
	}
	return nil
}

func meanOf(list [][]float32) []float32 {
	if len(list) == 0 {
		return nil
	}
	mean := make([]float32, len(list[0]))
	for _, v := range list {
		for i, x := range v {
			mean[i] += x / float32(len(list))
		}
	}
	return mean
}

// apart is a direction without what all messages have in common, of length one.
func (r *Reader) apart(v []float32) []float32 {
	out := make([]float32, len(v))
	length := 0.0
	for i := range v {
		out[i] = v[i] - r.mean[i]
		length += float64(out[i]) * float64(out[i])
	}
	if length == 0 {
		return out
	}
	length = math.Sqrt(length)
	for i := range out {
		out[i] /= float32(length)
	}
	return out
}

// Ready tells whether the examples have been read.
func (r *Reader) Ready() bool {
	select {
	case <-r.ready:
		return true
	default:
		return false
	}
}

// Await waits until the examples have been read, as long as ctx lasts, and tells
// whether they have.
func (r *Reader) Await(ctx context.Context) bool {
	defer stage.Begin(ctx, stage.Read)()
	select {
	case <-r.ready:
		return true
	case <-ctx.Done():
		return false
	}
}

// Read returns the wish that a message is most like; ok is false where that cannot
// be told.
func (r *Reader) Read(ctx context.Context, said string, lang text.Language) (m Match, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if !r.Await(ctx) {
		return Match{}, false
	}
	if r.err != nil || len(r.kinds[intent.Question]) == 0 {
		return Match{}, false
	}
	v, err := r.embed(ctx, said, lang)
	if err != nil || len(v) != len(r.mean) {
		return Match{}, false
	}
	v = r.apart(v)
	m.Near = -1
	for kind, list := range r.kinds {
		if near := likeness(v, list); kind != intent.Question && (near > m.Near || near == m.Near && kind < m.Kind) {
			m.Kind, m.Near = kind, near
		}
	}
	m.Lead = m.Near - likeness(v, r.kinds[intent.Question])
	return m, m.Kind != ""
}

// likeness is the mean of the highest cosines with a list.
func likeness(v []float32, list [][]float32) float64 {
	cosines := make([]float64, len(list))
	for i, e := range list {
		for k, x := range e {
			cosines[i] += float64(x) * float64(v[k])
		}
	}
	slices.Sort(cosines)
	best := cosines[max(0, len(cosines)-nearest):]
	sum := 0.0
	for _, c := range best {
		sum += c
	}
	return sum / float64(len(best))
}
