package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"articlebot/retrieval"
	"articlebot/retrieval/durable"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

const (
	// batchSize is how many documents bleve makes a segment of at once. Small
	// ones leave a question little to wait for and cost little memory.
	batchSize = 500
	// mergeMax is how many segments are merged at once.
	mergeMax = 20
)

// diskBuild writes one index: it links the parts that are taken over and fills
// one more if there is anything to add.
type diskBuild struct {
	takeover
	disk       Disk
	generation retrieval.Generation
	dir        string
	builder    *scorch.Builder // nil before the first document
	lengths    map[uint32]uint32
	done       bool
}

// Wants tells whether a document must be added.
func (b *diskBuild) Wants(number int) bool { return b.wants(number) }

// Add appends documents.
func (b *diskBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	return guarded(func() error {
		if b.builder == nil {
			if err := b.create(); err != nil {
				return fmt.Errorf("create index: %w", err)
			}
		}
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := b.builder.Index(newDocument(d)); err != nil {
				return fmt.Errorf("write index: %w", err)
			}
			b.lengths[uint32(d.Number)] = uint32(len(d.Terms))
		}
		return nil
	})
}

// create starts the part to fill, behind those taken over. bleve's offline
// builder writes each batch before it returns and has no background writer that
// could hang or fail unseen.
func (b *diskBuild) create() (err error) {
	b.lengths = make(map[uint32]uint32)
	b.builder, err = scorch.NewBuilder(map[string]any{
		"path": b.part(len(b.members)), "buildPathPrefix": b.dir, "batchSize": batchSize, "mergeMax": mergeMax,
	})
	return err
}

func (b *diskBuild) part(i int) string { return filepath.Join(b.dir, partName(i)) }

// errEmpty is a commit without documents, of which bleve makes no index.
var errEmpty = errors.New("an index without documents cannot be kept")

// Commit merges what was added into one segment, writes the manifest, gives the
// index its name and opens it.
func (b *diskBuild) Commit(ctx context.Context) (retrieval.Index, error) {
	parts := len(b.members)
	if b.builder != nil {
		parts++
	}
	if parts == 0 {
		return nil, errEmpty
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := b.finish(); err != nil {
		return nil, fmt.Errorf("finish index: %w", err)
	}
	m, err := newManifest(ctx, b.dir, parts)
	if err != nil {
		return nil, err
	}
	if err := m.write(b.dir); err != nil {
		return nil, err
	}
	final := filepath.Join(b.disk.Dir, string(b.generation))
	if err := durable.RenameFolder(b.dir, final); err != nil {
		return nil, fmt.Errorf("name index: %w", err)
	}
	b.done = true
	err = b.release()
	idx, openErr := b.disk.Open(ctx, b.generation)
	if err = errors.Join(err, openErr); err != nil {
		return nil, errors.Join(fmt.Errorf("read index back: %w", err), os.RemoveAll(final))
	}
	return idx, nil
}

// finish puts all parts and their tables into the folder.
func (b *diskBuild) finish() error {
	for i, m := range b.members {
		if err := linkFolder(m.folder, b.part(i)); err != nil {
			return err
		}
		if err := writeTable(b.dir, i, m.docs); err != nil {
			return err
		}
	}
	if b.builder == nil {
		return nil
	}
	if err := guarded(b.builder.Close); err != nil {
		return err
	}
	last := len(b.members)
	p, err := openPart(b.part(last))
	if err != nil {
		return err
	}
	docs, err := p.list(b.lengths)
	if err = errors.Join(err, p.release()); err != nil {
		return err
	}
	return writeTable(b.dir, last, docs)
}

// Abort removes what was written.
func (b *diskBuild) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	err := b.release()
	if failed := os.RemoveAll(b.dir); failed != nil {
		err = errors.Join(err, fmt.Errorf("remove unfinished index: %w", failed))
	}
	return err
}
