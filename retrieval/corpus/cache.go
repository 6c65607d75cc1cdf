package corpus

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"

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
	content
}

// read returns what a file gives, from the cache where its content is the
// same. The cache itself is not changed, so files may be read concurrently.
func (c fileCache) read(ctx context.Context, f file, kind parse.Kind, opts Options) (*cached, error) {
	old := c[cacheKey{f.name, kind}]
	if old != nil && old.kind.Pieces() && old.size == f.size && old.sameContent(ctx, f) {
		return old, nil
	}
	in, err := open(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	o, err := unpack(in, f, opts.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	if kind == parse.Auto {
		if kind, err = parse.Recognise(o.name, o.start); err != nil {
			return nil, err
		}
	}
	if kind.Pieces() {
		return o.pieces(ctx, f, kind, opts)
	}
	return o.whole(f, kind, old, opts)
}

// sameContent hashes a file before it is parsed again: parsing a large one
// costs ten times as much.
func (old *cached) sameContent(ctx context.Context, f file) bool {
	in, err := open(f)
	if err != nil {
		return false
	}
	defer in.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, durable.Reader(ctx, in))
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
