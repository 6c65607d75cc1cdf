package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"

	"articlebot/retrieval/corpus/merge"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/decode"
)

// opened is a file that is being read.
type opened struct {
	name  string // without the ending of what packs it
	raw   io.Reader
	hash  hash.Hash // of what was read of raw
	text  *bufio.Reader
	start []byte // the beginning of text
}

// maxUnpacked is how much more a packed file may hold than its size: text
// shrinks to a tenth at best, what shrinks to a hundredth was made to do harm.
const maxUnpacked = 100

// unpack begins to read a file, which may be packed with gzip. Unpacked it may
// have limit bytes, or maxUnpacked times its size.
func unpack(in io.Reader, f file, limit int64) (*opened, error) {
	o := &opened{name: f.name, hash: sha256.New()}
	o.raw = io.TeeReader(in, o.hash)
	o.text = bufio.NewReaderSize(o.raw, decode.SniffBytes)
	if magic, _ := o.text.Peek(2); string(magic) == "\x1f\x8b" {
		z, err := gzip.NewReader(o.text)
		if err != nil {
			return nil, fmt.Errorf("not understood as gzip: %w; pack it again", err)
		}
		o.name = strings.TrimSuffix(strings.TrimSuffix(o.name, ".gz"), ".gzip")
		o.text = bufio.NewReaderSize(&unpacked{in: z, left: max(limit, maxUnpacked*f.size)}, decode.SniffBytes)
	}
	var err error
	o.start, err = o.text.Peek(decode.SniffBytes)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, errors.New(fileReason(err))
	case len(o.start) < decode.SniffBytes && len(bytes.TrimSpace(bytes.TrimPrefix(o.start, []byte("\uFEFF")))) == 0:
		return nil, errors.New("the file is empty")
	}
	return o, nil
}

// unpacked reads at most left bytes.
type unpacked struct {
	in   io.Reader
	left int64
}

// Read implements io.Reader.
func (u *unpacked) Read(p []byte) (int, error) {
	if u.left <= 0 {
		return 0, errors.New("it holds so much more than its size that it was made to do harm; unpack it yourself, if you trust it")
	}
	n, err := u.in.Read(p[:min(int64(len(p)), u.left)])
	u.left -= int64(n)
	return n, err
}

// unpackedBody is a body that may be packed with gzip, as sitemaps often are.
func unpackedBody(body []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		return body, nil
	}
	o, err := unpack(bytes.NewReader(body), file{size: int64(len(body))}, limit)
	if err != nil {
		return nil, err
	}
	return readAll(o.text, limit)
}

// sum is the hash of the whole file.
func (o *opened) sum() (out [sha256.Size]byte) {
	_, _ = io.Copy(io.Discard, o.raw) // what no parser needed; an error comes again with the next read
	o.hash.Sum(out[:0])
	return out
}

// whole reads a file that is parsed as a whole.
func (o *opened) whole(f file, kind parse.Kind, old *cached, e environment) (*cached, error) {
	if f.size > e.MaxFileBytes {
		return nil, decode.TooLarge(e.MaxFileBytes)
	}
	data, err := readAll(o.text, e.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	sum := o.sum()
	if old != nil && old.hash == sum && old.kind == kind {
		return old, nil
	}
	if len(data) >= largeFile {
		e.large.Lock()
		defer e.large.Unlock()
		e.progress.Made()
	}
	defer e.aside.Reading(f.name, f.version())()
	p, err := parse.Document(f.name, kind, data, e.paper())
	if err != nil {
		return nil, err
	}
	return &cached{hash: sum, size: f.size, kind: kind, Content: merge.Prepare(p, kind)}, nil
}

// pieces reads a file that is parsed piece by piece.
func (o *opened) pieces(ctx context.Context, f file, kind parse.Kind, e environment) (*cached, error) {
	defer e.aside.Reading(f.name, f.version())()
	p, err := parse.Collection(ctx, f.name, kind, o.text, e.limits(maxArticles), e.paper())
	if err != nil {
		return nil, err
	}
	return &cached{hash: o.sum(), size: f.size, kind: kind, Content: merge.Prepare(p, kind)}, nil
}
