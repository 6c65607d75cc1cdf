package bleveindex

import (
	"context"
	"fmt"

	"articlebot/retrieval"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Memory is a backend without a disk: nothing outlives the process.
type Memory struct{}

var _ retrieval.Backend = Memory{}

// Begin starts a new index. bleve.NewMemOnly would be another engine that does
// not know BM25; scorch without a path stays in memory.
func (Memory) Begin(context.Context, retrieval.Generation) (retrieval.Build, error) {
	m, err := newMapping()
	if err != nil {
		return nil, fmt.Errorf("map index: %w", err)
	}
	idx, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("create index in memory: %w", err)
	}
	return &memoryBuild{idx: idx, batch: idx.NewBatch()}, nil
}

// Open finds nothing: memory keeps no generations.
func (Memory) Open(context.Context, retrieval.Generation) (retrieval.Index, error) {
	return nil, retrieval.ErrNoGeneration
}

// Retain has nothing to do.
func (Memory) Retain([]retrieval.Generation) error { return nil }

// memoryBuild fills one index in memory.
type memoryBuild struct {
	idx   bleve.Index
	batch *bleve.Batch
	stats stats
	done  bool
}

// Add appends documents.
func (b *memoryBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.batch.Index(docID(d.Number), fields(d)); err != nil {
			return fmt.Errorf("index passage %d: %w", d.Number, err)
		}
		b.stats.count(d)
		if b.batch.Size() >= batchSize {
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *memoryBuild) flush() error {
	if err := b.idx.Batch(b.batch); err != nil {
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
	if err := b.flush(); err != nil {
		return nil, err
	}
	b.done = true
	return &Index{idx: b.idx, stats: b.stats}, nil
}

// Abort drops the index.
func (b *memoryBuild) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	return b.idx.Close()
}
