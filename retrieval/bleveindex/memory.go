package bleveindex

import (
	"context"
	"errors"
	"fmt"

	"articlebot/retrieval"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve_index_api"
)

// Memory is a backend without a disk: nothing outlives the process.
type Memory struct{}

var _ retrieval.Backend = Memory{}

// Begin starts a new index. Scorch, bleve's index, stays in memory where it has
// no path.
func (Memory) Begin(_ context.Context, _ retrieval.Generation, base *retrieval.Base) (retrieval.Build, error) {
	return &memoryBuild{takeover: takeOver(base, true)}, nil
}

// Open finds nothing: memory keeps no generations.
func (Memory) Open(context.Context, retrieval.Generation) (retrieval.Index, error) {
	return nil, retrieval.ErrNoGeneration
}

// Retain has nothing to do.
func (Memory) Retain([]retrieval.Generation) error { return nil }

// Segments in memory are never merged, and each costs every search its look-ups and
// room for its words; a batch that is not a segment yet takes ten times the room. So
// a segment has a share of what is there already, within bounds.
const (
	leastBatch = 1000
	batchShare = 32
	mostBatch  = 1 << 13
)

// batchFor is how many documents the next segment has, after so many.
func batchFor(added int) int { return max(leastBatch, min(added/batchShare, mostBatch)) }

// memoryBuild fills one part in memory, if there is anything to add.
type memoryBuild struct {
	takeover
	index   index.Index // nil before the first document
	queue   *index.AnalysisQueue
	batch   *index.Batch
	lengths map[uint32]uint32
	done    bool
}

// Wants tells whether a document must be added.
func (b *memoryBuild) Wants(number int) bool { return b.wants(number) }

// Add appends documents.
func (b *memoryBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	if b.index == nil {
		if err := b.create(); err != nil {
			return fmt.Errorf("create index in memory: %w", err)
		}
	}
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.batch.Update(newDocument(d))
		b.lengths[uint32(d.Number)] = uint32(len(d.Terms))
		if len(b.batch.IndexOps) >= batchFor(len(b.lengths)) {
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *memoryBuild) create() (err error) {
	b.queue = index.NewAnalysisQueue(1)
	b.batch, b.lengths = index.NewBatch(), make(map[uint32]uint32)
	b.index, err = scorch.NewScorch(scorch.Name, map[string]any{"path": "", readersKept: maxReadersKept}, b.queue)
	if err == nil {
		err = b.index.Open()
	}
	return err
}

func (b *memoryBuild) flush() error {
	if err := b.index.Batch(b.batch); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	b.batch.Reset()
	return nil
}

// Commit makes the index whole.
func (b *memoryBuild) Commit(ctx context.Context) (retrieval.Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	members := b.members
	if b.index != nil {
		m, err := b.finish()
		if err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	b.done = true
	return newIndex(members), nil
}

// finish makes a part of what was added.
func (b *memoryBuild) finish() (m member, err error) {
	if err := b.flush(); err != nil {
		return m, err
	}
	b.queue.Close()
	idx := b.index
	b.index = nil
	if m.part, err = newPart(idx, ""); err == nil {
		if m.docs, err = m.list(b.lengths); err != nil {
			err = errors.Join(err, m.release())
		}
	}
	if err != nil {
		return m, fmt.Errorf("read index back: %w", err)
	}
	return m, nil
}

// Abort drops the index.
func (b *memoryBuild) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	err := b.release()
	if b.index == nil {
		return err
	}
	b.queue.Close()
	return errors.Join(err, b.index.Close())
}
