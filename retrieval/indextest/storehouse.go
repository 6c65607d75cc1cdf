package indextest

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"articlebot/retrieval"
)

// Storehouse is a retrieval.Storehouse in memory, for tests of what stands on one:
// what it keeps is found by all that are made of the same Shared. Its indexes are
// those of Inner.
type Storehouse struct {
	Inner retrieval.Backend
	// Guest tells that another process is the one that builds.
	Guest bool
	*Shared
}

// Shared is what several processes reach.
type Shared struct {
	// Away makes every call fail.
	Away atomic.Bool
	// Vectorless makes it one that has no vectors.
	Vectorless atomic.Bool
	// Late makes searches find nothing, as parts of the index do not answer.
	Late atomic.Bool
	// Calls counts those that a question makes, Written the documents and articles
	// that builds wrote.
	Calls, Written atomic.Int64

	mu   sync.Mutex
	kept map[retrieval.Generation]*shelved
}

// shelved is a generation.
type shelved struct {
	vectors  map[int][]int8
	docs     map[int]retrieval.IndexDocument
	articles map[int][]byte
	notes    map[string][]byte
}

var _ retrieval.Storehouse = Storehouse{}

// NewStorehouse returns one that keeps nothing yet.
func NewStorehouse(inner retrieval.Backend) Storehouse {
	return Storehouse{inner, false, &Shared{kept: make(map[retrieval.Generation]*shelved)}}
}

var errAway = errors.New("nobody is there")

func (s *Shared) reach() error {
	if s.Away.Load() {
		return errAway
	}
	return nil
}

// Stores sets it apart.
func (s Storehouse) Stores() {}

// Begin starts a generation.
func (s Storehouse) Begin(_ context.Context, g retrieval.Generation, base *retrieval.Base) (retrieval.Build, error) {
	if s.Guest {
		return nil, retrieval.ErrNotBuilder
	}
	b := &storeBuild{to: s, g: g, shelved: shelved{make(map[int][]int8), make(map[int]retrieval.IndexDocument), make(map[int][]byte), make(map[string][]byte)}}
	if base == nil || base.Articles == nil {
		return b, s.reach()
	}
	x, ok := base.Index.(*store)
	if !ok {
		return b, s.reach()
	}
	for from, to := range base.Moved {
		if to >= 0 {
			d := x.docs[from]
			d.Number = to
			b.docs[to] = d
			if v, ok := x.vectors[from]; ok {
				b.vectors[to] = v
			}
		}
	}
	for from, to := range base.Articles {
		if to >= 0 {
			b.articles[to] = x.articles[from]
		}
	}
	return b, s.reach()
}

// Open opens one.
func (s Storehouse) Open(ctx context.Context, g retrieval.Generation) (retrieval.Index, error) {
	if err := s.reach(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	k := s.kept[g]
	s.mu.Unlock()
	if k == nil {
		return nil, retrieval.ErrNoGeneration
	}
	return s.index(ctx, g, k)
}

// Vectors is how many vectors the documents have that are kept.
func (s *Shared) Vectors() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.kept {
		n += len(k.vectors)
	}
	return n
}

// Retain forgets the others.
func (s Storehouse) Retain(keep []retrieval.Generation) error {
	if s.Guest {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for g := range s.kept {
		if !slices.Contains(keep, g) {
			delete(s.kept, g)
		}
	}
	return nil
}

// index makes an index of what is kept.
func (s Storehouse) index(ctx context.Context, g retrieval.Generation, k *shelved) (retrieval.Index, error) {
	b, err := s.Inner.Begin(ctx, g, nil)
	if err != nil {
		return nil, err
	}
	var docs []retrieval.IndexDocument
	for n := range len(k.docs) {
		docs = append(docs, k.docs[n])
	}
	if err := b.Add(ctx, docs); err != nil {
		return nil, err
	}
	x, err := b.Commit(ctx)
	if err != nil {
		return nil, err
	}
	if len(k.articles) == 0 {
		return plain{x}, nil
	}
	return &store{x, s, k}, nil
}

type storeBuild struct {
	to Storehouse
	g  retrieval.Generation
	mu sync.Mutex // what is wanted is asked beside what is added
	shelved
}

func (b *storeBuild) Wants(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.docs[n]
	return !ok
}

func (b *storeBuild) WantsArticle(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.articles[n]
	return !ok
}

func (b *storeBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, d := range docs {
		b.docs[d.Number] = d
		b.to.Written.Add(1)
	}
	return errors.Join(ctx.Err(), b.to.reach())
}

func (b *storeBuild) AddArticles(_ context.Context, articles []retrieval.Kept) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range articles {
		b.articles[a.Number] = a.Data
		b.to.Written.Add(1)
	}
	return b.to.reach()
}

func (b *storeBuild) Note(name string, data []byte) { b.notes[name] = data }

func (b *storeBuild) Commit(ctx context.Context) (retrieval.Index, error) {
	if err := errors.Join(ctx.Err(), b.to.reach()); err != nil {
		return nil, err
	}
	b.to.mu.Lock()
	b.to.kept[b.g] = &b.shelved
	b.to.mu.Unlock()
	return b.to.index(ctx, b.g, &b.shelved)
}

func (b *storeBuild) Abort() error { return nil }

// plain is a generation that keeps nothing.
type plain struct{ retrieval.Index }

func (plain) Proposals() int { return proposed }

// store is a generation that answers.
type store struct {
	retrieval.Index
	in Storehouse
	*shelved
}

var _ retrieval.VectorStore = (*store)(nil)

func (x *store) vectorless() error {
	if x.in.Vectorless.Load() {
		return retrieval.ErrNoVectors
	}
	return x.in.reach()
}

func (x *store) Near(_ context.Context, _ string, vector []int8, limit int) ([]int, error) {
	x.in.Calls.Add(1)
	x.in.mu.Lock()
	defer x.in.mu.Unlock()
	numbers := slices.Collect(maps.Keys(x.vectors))
	slices.SortFunc(numbers, func(a, b int) int {
		return cmp.Or(cmp.Compare(cosine(vector, x.vectors[b]), cosine(vector, x.vectors[a])), a-b)
	})
	return numbers[:min(limit, len(numbers))], x.vectorless()
}

func cosine(a, b []int8) float64 {
	var ab, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(bb)
}

func (x *store) PlaceVectors(_ context.Context, _ string, documents []int, vectors [][]int8) error {
	if err := x.vectorless(); err != nil {
		return err
	}
	x.in.mu.Lock()
	defer x.in.mu.Unlock()
	for i, n := range documents {
		x.vectors[n] = vectors[i]
	}
	return nil
}

func (x *store) Placed(context.Context, string, int) ([]int, error) {
	x.in.mu.Lock()
	defer x.in.mu.Unlock()
	return slices.Sorted(maps.Keys(x.vectors)), x.vectorless()
}

// proposed is how many documents are asked for.
const proposed = 128

func (x *store) Proposals() int { return proposed }

func (x *store) Search(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]int, error) {
	x.in.Calls.Add(1)
	if err := x.in.reach(); err != nil {
		return nil, err
	}
	return x.Index.Search(ctx, terms, limit)
}

func (x *store) Propose(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]retrieval.Kept, bool, error) {
	found, err := x.Search(ctx, terms, limit)
	if err != nil || x.in.Late.Load() {
		return nil, false, err
	}
	var out []retrieval.Kept
	for _, n := range found {
		out = append(out, retrieval.Kept{Number: n, Data: x.docs[n].Data})
	}
	return out, true, nil
}

func (x *store) Data(_ context.Context, documents, articles []int) (ofDocuments, ofArticles [][]byte, err error) {
	x.in.Calls.Add(1)
	for _, n := range documents {
		ofDocuments = append(ofDocuments, x.docs[n].Data)
	}
	for _, n := range articles {
		ofArticles = append(ofArticles, x.articles[n])
	}
	return ofDocuments, ofArticles, x.in.reach()
}

func (x *store) Having(_ context.Context, groups [][]string) ([]int, error) {
	x.in.Calls.Add(1)
	var out []int
	for n := range len(x.docs) {
		all := true
		for _, g := range groups {
			all = all && slices.ContainsFunc(g, func(t string) bool { return slices.Contains(x.docs[n].Terms, t) })
		}
		if all {
			out = append(out, n)
		}
	}
	return out, x.in.reach()
}

func (x *store) Noted(_ context.Context, name string) ([]byte, error) {
	data, ok := x.notes[name]
	if !ok {
		return nil, retrieval.ErrNoGeneration
	}
	return data, x.in.reach()
}
