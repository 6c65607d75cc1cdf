package corpus

import (
	"bufio"
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
	if old != nil && old.kind == parse.JSONLines && old.size == f.size && old.sameContent(ctx, f) {
		return old, nil
	}
	in, err := open(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head := bufio.NewReaderSize(in, parse.SniffBytes)
	start, err := head.Peek(parse.SniffBytes)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, errors.New(fileReason(err))
	case len(start) < parse.SniffBytes && len(bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\uFEFF")))) == 0:
		return nil, errors.New("the file is empty")
	}
	if kind == parse.Auto {
		if kind, err = parse.Recognise(f.name, start); err != nil {
			return nil, err
		}
	}
	if kind == parse.JSONLines {
		return readJSONLines(ctx, f, head, opts)
	}
	return readWhole(f, head, kind, old, opts)
}

// readWhole reads a file that is parsed as a whole.
func readWhole(f file, in io.Reader, kind parse.Kind, old *cached, opts Options) (*cached, error) {
	if f.size > opts.MaxFileBytes {
		return nil, parse.TooLarge(opts.MaxFileBytes)
	}
	data, err := readAll(in, opts.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	if old != nil && old.hash == sum && old.kind == kind {
		return old, nil
	}
	p, err := parse.Document(f.name, kind, data, opts.paper())
	if err != nil {
		return nil, err
	}
	return &cached{hash: sum, size: int64(len(data)), kind: kind, content: prepare(p, kind)}, nil
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

func readJSONLines(ctx context.Context, f file, in io.Reader, opts Options) (*cached, error) {
	hash := sha256.New()
	p, err := parse.Lines(ctx, f.name, io.TeeReader(in, hash), opts.MaxLineBytes, opts.paper())
	if err != nil {
		return nil, err
	}
	e := &cached{kind: parse.JSONLines, size: f.size, content: prepare(p, parse.JSONLines)}
	hash.Sum(e.hash[:0])
	return e, nil
}
