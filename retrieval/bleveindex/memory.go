package bleveindex

import (
	"context"
	"slices"

	"articlebot/retrieval"
)

// Memory is a backend without a disk: nothing outlives the process.
type Memory struct{}

var _ retrieval.Backend = Memory{}

// Begin starts a new index.
func (Memory) Begin(_ context.Context, _ retrieval.Generation, base *retrieval.Base) (retrieval.Build, error) {
	return &memoryBuild{takeover: takeOver(base, true), listing: listing{numbers: make(map[string]uint32)}}, nil
}

// Open finds nothing: memory keeps no generations.
func (Memory) Open(context.Context, retrieval.Generation) (retrieval.Index, error) {
	return nil, retrieval.ErrNoGeneration
}

// Retain has nothing to do.
func (Memory) Retain([]retrieval.Generation) error { return nil }

// memoryBuild fills one part in memory, if there is anything to add.
type memoryBuild struct {
	takeover
	listing listing
	docs    []doc // that were added
	done    bool
}

// Wants tells whether a document must be added.
func (b *memoryBuild) Wants(number int) bool { return b.wants(number) }

// Add appends documents.
func (b *memoryBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.listing.add(d.Terms)
		b.docs = append(b.docs, doc{uint32(d.Number), uint32(len(d.Terms))})
	}
	return nil
}

// Commit makes the index whole.
func (b *memoryBuild) Commit(ctx context.Context) (retrieval.Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	members := b.members
	if len(b.docs) > 0 {
		p := &part{lists: b.listing.lists()}
		p.users.Store(1)
		members = append(members, member{p, slices.Clone(b.docs)})
	}
	b.done, b.listing, b.docs = true, listing{}, nil
	return newIndex(members), nil
}

// Abort drops the index.
func (b *memoryBuild) Abort() error {
	if b.done {
		return nil
	}
	b.done, b.listing, b.docs = true, listing{}, nil
	return b.release()
}
