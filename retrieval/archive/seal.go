package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"articlebot/retrieval/durable"
)

// A sealed file is a magic, its contents, and the CRC-32C of both, big-endian.
const sumBytes = 4

// bufferBytes is how much is read or written at a time.
const bufferBytes = 1 << 18

// seal replaces a file with what fill writes.
func seal(name, magic string, fill func(io.Writer) error) error {
	return durable.Write(name, func(w io.Writer) error {
		sum := durable.NewChecksum()
		buffered := bufio.NewWriterSize(w, bufferBytes)
		out := io.MultiWriter(buffered, sum)
		if _, err := io.WriteString(out, magic); err != nil {
			return err
		}
		if err := fill(out); err != nil {
			return err
		}
		if _, err := buffered.Write(sum.Sum(nil)); err != nil {
			return err
		}
		return buffered.Flush()
	})
}

// unseal reads a file twice: first its checksum, as a decoder may do anything
// with damaged bytes.
func unseal(ctx context.Context, name, magic string, read func(io.Reader) error) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size, err := verify(ctx, f, magic)
	if err != nil {
		return err
	}
	if _, err := f.Seek(int64(len(magic)), io.SeekStart); err != nil {
		return err
	}
	return read(bufio.NewReaderSize(durable.Reader(ctx, io.LimitReader(f, size-int64(len(magic)))), bufferBytes))
}

var (
	errForeign = errors.New("not a file of this version")
	errDamaged = errors.New("the file is damaged")
)

// verify checks the file and returns the length of what the sum covers.
func verify(ctx context.Context, f *os.File, magic string) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	size := info.Size() - sumBytes
	if size < int64(len(magic)) {
		return 0, errDamaged
	}
	start := make([]byte, len(magic))
	if _, err := f.ReadAt(start, 0); err != nil {
		return 0, err
	}
	if !bytes.Equal(start, []byte(magic)) {
		return 0, errForeign
	}
	sum := durable.NewChecksum()
	if _, err := io.CopyBuffer(sum, durable.Reader(ctx, io.LimitReader(f, size)), make([]byte, bufferBytes)); err != nil {
		return 0, err
	}
	var want [sumBytes]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return 0, err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(want[:]) {
		return 0, errDamaged
	}
	return size, nil
}
