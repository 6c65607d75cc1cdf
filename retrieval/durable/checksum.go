package durable

import (
	"context"
	"hash"
	"hash/crc32"
	"io"
)

// castagnoli is the polynomial that processors compute by themselves.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// NewChecksum returns a CRC-32C: it tells whether a file is as it was written,
// which disks do not always say.
func NewChecksum() hash.Hash32 { return crc32.New(castagnoli) }

// Reader returns a reader of in that stops when ctx ends.
func Reader(ctx context.Context, in io.Reader) io.Reader { return contextReader{ctx, in} }

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
