package corpus

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// fileCache holds what files gave in the last read. Only the content decides
// whether a file changed: sizes and times are set by copying and unpacking.
type fileCache map[cacheKey]*cached

type cacheKey struct {
	name string
	kind Kind // as asked for
}

// cached is what a file of this content gave; it never changes.
type cached struct {
	hash [sha256.Size]byte
	size int64
	kind Kind // as recognised
	parsed
}

// read returns what a file gives, from the cache where its content is the
// same. The cache itself is not changed, so files may be read concurrently.
func (c fileCache) read(ctx context.Context, f file, kind Kind, opts Options) (*cached, error) {
	old := c[cacheKey{f.name, kind}]
	if old != nil && old.kind == JSONLines && old.size == f.size && old.sameContent(ctx, f) {
		return old, nil
	}
	in, err := open(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head := bufio.NewReaderSize(in, sniffBytes)
	start, err := head.Peek(sniffBytes)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, errors.New(fileReason(err))
	case len(start) < sniffBytes && len(bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\uFEFF")))) == 0:
		return nil, errors.New("the file is empty")
	}
	if kind == Auto {
		if kind, err = recognise(f.name, start); err != nil {
			return nil, err
		}
	}
	if kind == JSONLines {
		return readJSONLines(ctx, f, head, opts)
	}
	return readWhole(f, head, kind, old, opts)
}

// readWhole reads a file that is parsed as a whole.
func readWhole(f file, in io.Reader, kind Kind, old *cached, opts Options) (*cached, error) {
	if f.size > opts.MaxFileBytes {
		return nil, tooLarge(opts.MaxFileBytes)
	}
	data, err := readAll(in, opts.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	if old != nil && old.hash == sum && old.kind == kind {
		return old, nil
	}
	p, err := parse(f.name, kind, data, opts)
	if err != nil {
		return nil, err
	}
	return &cached{hash: sum, size: int64(len(data)), kind: kind, parsed: p}, nil
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
	_, err = io.Copy(hash, contextReader{ctx, in})
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
	p, err := parseJSONLines(ctx, f.name, io.TeeReader(in, hash), opts.MaxLineBytes)
	if err != nil {
		return nil, err
	}
	e := &cached{kind: JSONLines, size: f.size, parsed: p}
	hash.Sum(e.hash[:0])
	return e, nil
}

// contextReader stops reading when its context ends.
type contextReader struct {
	ctx context.Context
	in  io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}

// parse understands the content of a file of a known kind.
func parse(name string, kind Kind, data []byte, opts Options) (p parsed, err error) {
	defer recoverParser(&p, &err)
	var content string
	switch kind {
	case HTML:
		content, err = decodeHTML(data, "")
	case Page, Markdown:
		content, err = decodeText(data)
	}
	if err != nil {
		return parsed{}, err
	}
	switch kind {
	case Page:
		p = parsePage(name, content)
	case Markdown:
		p = parseMarkdown(name, content)
	case HTML:
		p = parseHTML(name, content, "")
	case Feed:
		p = parseFeedFile(name, data, DefaultMaxEntries)
	default:
		return parsed{}, fmt.Errorf("the kind %q is not known", kind)
	}
	for i := range p.drafts {
		p.drafts[i].prepare(kind)
	}
	return p, nil
}

// recoverParser makes an error of a panic: a parser of somebody else's library
// met a page that it cannot stand.
func recoverParser(p *parsed, err *error) {
	if r := recover(); r != nil {
		*p, *err = parsed{}, fmt.Errorf("cannot be understood (%v); leave it out and report it", r)
	}
}
