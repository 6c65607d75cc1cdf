package opensearch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"articlebot/retrieval"
)

// Backend keeps generations in a cluster. It is safe for concurrent use; one
// process at a time may build.
type Backend struct {
	cfg    Config
	client *client
	ready  atomic.Bool // the indexes are there
	shared atomic.Bool // that of vectors is

	mu    sync.Mutex
	inUse map[int64]int // generations that are open here, and how often
}

var _ retrieval.Storehouse = (*Backend)(nil)

// Stores says that what is built here keeps what is given to it beside terms.
func (b *Backend) Stores() {}

// lines is the name of the index of generations.
func (b *Backend) lines() string { return b.cfg.Name + "-generations" }

// forever is when passages die that every later generation finds.
const forever = int64(1) << 62

// timeOf is a generation as a number: later ones are greater.
func timeOf(g retrieval.Generation) (int64, error) {
	n, err := strconv.ParseInt(string(g), 36, 64)
	if err != nil || n < 0 || n+1 >= forever {
		return 0, fmt.Errorf("generation %q cannot be kept in the cluster: it is no number in base 36", g)
	}
	return n + 1, nil // 0 is no time
}

// generationOf is the opposite of timeOf.
func generationOf(born int64) retrieval.Generation {
	return retrieval.Generation(strconv.FormatInt(born-1, 36))
}

// Begin starts a new generation. It takes over what it can from one of the same
// Backend.
func (b *Backend) Begin(ctx context.Context, g retrieval.Generation, base *retrieval.Base) (retrieval.Build, error) {
	born, err := timeOf(g)
	if err != nil {
		return nil, err
	}
	us, err := b.may()
	if err != nil {
		return nil, err
	}
	if err := b.ensure(ctx); err != nil {
		return nil, err
	}
	x := &build{backend: b, born: born, batch: batch{client: b.client, index: b.cfg.Name}}
	x.batch.may = x.may
	if x.fence, err = b.claim(ctx, g, us); err != nil {
		return nil, err
	}
	if err := x.takeOver(ctx, base); err != nil {
		return nil, err
	}
	return x, nil
}

// Open opens a committed generation once the cluster has said that all of its
// passages are there.
func (b *Backend) Open(ctx context.Context, g retrieval.Generation) (retrieval.Index, error) {
	born, err := timeOf(g)
	if err != nil {
		return nil, err
	}
	release := b.use(born) // before it is looked for, so that nobody here sweeps it meanwhile
	x, err := b.open(ctx, g, born)
	if err != nil {
		release()
		return nil, err
	}
	x.release = release
	return opened(x), nil
}

func (b *Backend) open(ctx context.Context, g retrieval.Generation, born int64) (*Index, error) {
	m, err := b.manifest(ctx, g)
	if has(err, http.StatusNotFound) || err == nil && (!m.Committed || m.Dropped != 0) {
		return nil, fmt.Errorf("%w: the cluster has no generation %s", retrieval.ErrNoGeneration, g)
	}
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	c, err := b.readContents(ctx, m)
	if errors.Is(err, errTable) || has(err, http.StatusNotFound) {
		return nil, fmt.Errorf("%w: index %s: %w", retrieval.ErrNoGeneration, g, errTable)
	}
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	n, err := b.holding(ctx, born, &c)
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	if n != c.docs() {
		return nil, fmt.Errorf("%w: index %s: the cluster holds %d passages of %d", retrieval.ErrNoGeneration, g, n, c.docs())
	}
	return b.newIndex(born, c, m.Notes), nil
}

// opened is an Index, or a Store where the generation was built as one.
func opened(x *Index) retrieval.Index {
	if x.articles != nil {
		return &Store{x}
	}
	return x
}

// use notes that a generation answers here; the function returned ends that.
func (b *Backend) use(born int64) (release func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inUse[born]++
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.inUse[born]--; b.inUse[born] == 0 {
			delete(b.inUse, born)
		}
	}
}

// used are the generations that answer here.
func (b *Backend) used() []int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Collect(maps.Keys(b.inUse))
}
