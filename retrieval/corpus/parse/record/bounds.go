package record

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
)

// Found is an article among others, or why one is none.
type Found struct {
	// Place tells where it stands: "item 3", "row 12".
	Place  string
	Record Record
	Err    error
}

// Bounds of what is read, in bytes.
type Bounds struct {
	Item int // of one article
	// Whole is of an object that holds all others, which cannot be read piece by
	// piece.
	Whole int
}

// errLarge is an item that is larger than an article can be.
var errLarge = errors.New("larger than an article can be")

// bounded is a reader that gives at most so many bytes between two resets, so
// that one endless item costs no more than the longest there may be.
type bounded struct {
	ctx   context.Context
	in    io.Reader
	limit int
	left  int
}

func newBounded(ctx context.Context, in io.Reader, limit int) *bounded {
	return &bounded{ctx: ctx, in: in, limit: limit, left: limit}
}

// reset lets the next item begin.
func (b *bounded) reset() { b.left = b.limit }

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if b.left <= 0 {
		return 0, fmt.Errorf("one item is %w (%d MiB)", errLarge, b.limit>>20)
	}
	n, err := b.in.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// firstByte is the first byte that is no white space, left unread; 0 where
// there is none. A byte order mark is skipped.
func firstByte(in *bufio.Reader) byte {
	if mark, _ := in.Peek(3); string(mark) == "\uFEFF" {
		_, _ = in.Discard(3)
	}
	for {
		c, err := in.ReadByte()
		switch {
		case err != nil:
			return 0
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			continue
		}
		_ = in.UnreadByte()
		return c
	}
}
