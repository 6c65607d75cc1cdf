package corpus

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/merge"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/durable"
)

// fileCache holds what files gave in the last read. Only the content decides
// whether a file changed: sizes and times are set by copying and unpacking.
type fileCache map[cacheKey]*cached

type cacheKey struct {
	name string
	kind parse.Kind // as asked for
}

// cached is what a file of this content gave; it never changes.
type cached struct {
	hash [sha256.Size]byte
	size int64
	kind parse.Kind // as recognised
	merge.Content
}

// result is what is taken of a file: what it gave, which may be what it held
// before, and why it could not be read.
func (c *cached) result(name string, err error) merge.File {
	r := merge.File{Name: name}
	if c != nil {
		r.Kind, r.Content = c.kind, c.Content
	}
	if err != nil {
		reason := err.Error()
		if c != nil {
			reason += "; what it held before is kept"
		}
		r.Skips = append(slices.Clone(r.Skips), retrieval.Skip{Name: name, Reason: reason, Kept: c != nil})
	}
	return r
}

// read returns what a file gives, from the cache where its content is the
// same. The cache itself is not changed, so files may be read concurrently.
func (c fileCache) read(ctx context.Context, f file, kind parse.Kind, e environment) (*cached, error) {
	if why := e.aside.Why(f.name, f.version()); why != "" {
		return nil, errors.New(why)
	}
	old := c[cacheKey{f.name, kind}]
	if old != nil && old.kind.Pieces() && old.size == f.size && old.sameContent(ctx, f, e) {
		return old, nil
	}
	in, err := open(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	o, err := unpack(e.watched(in), f, e.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	if kind == parse.Auto {
		if kind, err = parse.Recognise(o.name, o.start); err != nil {
			return nil, err
		}
	}
	if kind.Pieces() {
		return o.pieces(ctx, f, kind, e)
	}
	return o.whole(f, kind, old, e)
}

// sameContent hashes a file before it is parsed again: parsing a large one
// costs ten times as much.
func (old *cached) sameContent(ctx context.Context, f file, e environment) bool {
	in, err := open(f)
	if err != nil {
		return false
	}
	defer in.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, durable.Reader(ctx, e.watched(in)))
	return err == nil && bytes.Equal(hash.Sum(nil), old.hash[:])
}

func open(f file) (fs.File, error) {
	in, err := f.open()
	if err != nil {
		return nil, errors.New(fileReason(err))
	}
	if info, err := in.Stat(); err != nil || !info.Mode().IsRegular() {
		in.Close()
		return nil, errors.New("this is no regular file any more")
	}
	return in, nil
}
