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
)

// Disk is a backend that keeps every generation in a folder of its own below
// Dir. Indexes are built offline beside the others, in a folder whose name
// begins with a dot, and get their name when every byte of them is on the disk.
// From then on they are only read, by any number of processes; only one at a
// time may build.
//
// A generation's folder holds a manifest and, for each of its parts, a folder
// of bleve's and a table of documents. Parts that did not change are shared with
// the generation before by links, so each generation is whole by itself.
type Disk struct{ Dir string }

var _ retrieval.Backend = Disk{}

const (
	// unfinished begins the name of an index that is being built.
	unfinished = ".building-"
	// boltTimeout bounds the wait for another process that writes to an index:
	// without it bleve waits forever.
	boltTimeout = "2s"
)

// Begin starts a new index.
func (d Disk) Begin(_ context.Context, g retrieval.Generation, base *retrieval.Base) (retrieval.Build, error) {
	if err := checkName(g); err != nil {
		return nil, err
	}
	dir := filepath.Join(d.Dir, unfinished+string(g))
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("clear unfinished index: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	return &diskBuild{takeover: takeOver(base, false), disk: d, generation: g, dir: dir}, nil
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
	var x *Index
	if err == nil {
		x, err = openParts(dir, m.Parts)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: index %s: %w", retrieval.ErrNoGeneration, g, err)
	}
	return x, nil
}

// openParts opens the parts of a generation's folder.
func openParts(dir string, count int) (*Index, error) {
	var members []member
	for i := range count {
		m, err := openMember(dir, i)
		if err != nil {
			for _, m := range members {
				err = errors.Join(err, m.release())
			}
			return nil, err
		}
		members = append(members, m)
	}
	return newIndex(members), nil
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
	for _, name := range []string{manifestName, partName(0), formerFolder} {
		if _, err := os.Lstat(filepath.Join(path, name)); err == nil {
			return true
		}
	}
	return false
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
