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
	return &build{
		idx: idx, batch: idx.NewBatch(),
		commit: func(b *build) (retrieval.Index, error) { return opened(b.idx) },
		drop:   idx.Close,
	}, nil
}

// Open finds nothing: memory keeps no generations.
func (Memory) Open(context.Context, retrieval.Generation) (retrieval.Index, error) {
	return nil, retrieval.ErrNoGeneration
}

// Retain has nothing to do.
func (Memory) Retain([]retrieval.Generation) error { return nil }
