package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/durable"

	"github.com/blevesearch/bleve/v2"
)

// Disk is a backend that keeps every generation in a folder of its own below
// Dir. Indexes are built offline beside the others, in a folder whose name
// begins with a dot, and get their name when every byte of them is on the disk.
// From then on they are only read, by any number of processes; only one at a
// time may build.
type Disk struct{ Dir string }

var _ retrieval.Backend = Disk{}

const (
	// unfinished begins the name of an index that is being built.
	unfinished = ".building-"
	// indexFolder holds bleve's files below a generation's folder.
	indexFolder = "bleve"
	// boltTimeout bounds the wait for another process that writes to an index:
	// without it bleve waits forever.
	boltTimeout = "2s"
)

// Begin starts a new index. bleve's offline builder writes each batch before it
// returns and has no background writer that could hang or fail unseen.
func (d Disk) Begin(_ context.Context, g retrieval.Generation) (retrieval.Build, error) {
	if err := checkName(g); err != nil {
		return nil, err
	}
	m, err := newMapping()
	if err != nil {
		return nil, fmt.Errorf("map index: %w", err)
	}
	dir := filepath.Join(d.Dir, unfinished+string(g))
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("clear unfinished index: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	b := &diskBuild{disk: d, generation: g, dir: dir}
	err = guarded(func() error {
		b.builder, err = bleve.NewBuilder(filepath.Join(dir, indexFolder), m, map[string]any{
			"buildPathPrefix": dir, "batchSize": batchSize,
		})
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("create index: %w", err), b.Abort())
	}
	return b, nil
}

// Open opens a committed index for reading, after every byte of it has been
// compared with its manifest: bleve itself notices few damages and dies of
// some.
func (d Disk) Open(ctx context.Context, g retrieval.Generation) (retrieval.Index, error) {
	if err := checkName(g); err != nil {
		return nil, err
	}
	dir := filepath.Join(d.Dir, string(g))
	m, err := readManifest(dir)
	if err == nil {
		err = m.verify(ctx, dir)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: index %s: %w", retrieval.ErrNoGeneration, g, err)
	}
	var idx bleve.Index
	err = guarded(func() (err error) {
		idx, err = bleve.OpenUsing(filepath.Join(dir, indexFolder), map[string]any{
			"read_only": true, "bolt_timeout": boltTimeout,
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%w: open index %s: %w", retrieval.ErrNoGeneration, g, err)
	}
	return &Index{idx: idx, stats: stats{m.Docs, m.Terms}}, nil
}

// Retain removes all other generations and what unfinished builds left.
func (d Disk) Retain(keep []retrieval.Generation) error {
	entries, err := os.ReadDir(d.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("list indexes: %w", err)
	}
	var failed []error
	for _, e := range entries {
		path := filepath.Join(d.Dir, e.Name())
		if slices.Contains(keep, retrieval.Generation(e.Name())) || !ours(path) {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			failed = append(failed, fmt.Errorf("remove old index: %w", err))
		}
	}
	return errors.Join(failed...)
}

// ours tells whether a folder is an index or what is left of one, so that a
// data directory given by mistake loses nothing.
func ours(path string) bool {
	if strings.HasPrefix(filepath.Base(path), unfinished) {
		return true
	}
	for _, name := range []string{manifestName, indexFolder} {
		if _, err := os.Lstat(filepath.Join(path, name)); err == nil {
			return true
		}
	}
	return false
}

// diskBuild writes one index.
type diskBuild struct {
	disk       Disk
	generation retrieval.Generation
	dir        string
	builder    bleve.Builder
	stats      stats
	done       bool
}

// Add appends documents.
func (b *diskBuild) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	return guarded(func() error {
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := b.builder.Index(docID(d.Number), fields(d)); err != nil {
				return fmt.Errorf("write index: %w", err)
			}
			b.stats.count(d)
		}
		return nil
	})
}

// errEmpty is a commit without documents, of which bleve makes no index.
var errEmpty = errors.New("an index without documents cannot be kept")

// Commit merges the index into one segment, writes its manifest, gives it its
// name and opens it.
func (b *diskBuild) Commit(ctx context.Context) (retrieval.Index, error) {
	if b.stats.docs == 0 {
		return nil, errEmpty
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := guarded(b.builder.Close); err != nil {
		return nil, fmt.Errorf("finish index: %w", err)
	}
	m, err := newManifest(ctx, b.dir, b.stats)
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
	idx, err := b.disk.Open(ctx, b.generation)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read index back: %w", err), os.RemoveAll(final))
	}
	return idx, nil
}

// Abort removes what was written.
func (b *diskBuild) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	if err := os.RemoveAll(b.dir); err != nil {
		return fmt.Errorf("remove unfinished index: %w", err)
	}
	return nil
}

// guarded makes an error of a panic: bleve and its store panic over damaged
// files.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("bleve panicked: %v", r)
		}
	}()
	return f()
}

// checkName refuses names that are no plain folder names.
func checkName(g retrieval.Generation) error {
	if g == "" || strings.HasPrefix(string(g), ".") || strings.ContainsAny(string(g), `/\:`) {
		return fmt.Errorf("generation %q cannot name a folder", g)
	}
	return nil
}
