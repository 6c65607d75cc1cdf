package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"articlebot/retrieval/durable"
)

// Errors of a restore.
var (
	// ErrNotEmpty is a folder that has something in it already.
	ErrNotEmpty = errors.New("the data directory is not empty")
	// ErrNoBackup is a file that Write has not made, or that is damaged.
	ErrNoBackup = errors.New("this is no whole backup of articlebot")
)

// Restore makes the folder dir of the backup in. dir must be empty or not exist
// yet. If it fails, dir is as it was.
func Restore(ctx context.Context, in io.Reader, dir string) (Summary, error) {
	if err := vacant(dir); err != nil {
		return Summary{}, err
	}
	place, within := filepath.Dir(filepath.Clean(dir)), false
	if _, err := os.Stat(dir); err == nil {
		place, within = dir, true // it keeps its owner, and may be a mount
	}
	if err := os.MkdirAll(place, 0o700); err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	stage, err := os.MkdirTemp(place, durable.Temporary+"restore-")
	if err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	sum, err := unpack(ctx, in, stage)
	if err == nil {
		err = settle(stage, dir, within)
	}
	if err != nil {
		return Summary{}, errors.Join(fmt.Errorf("restore: %w", err), os.RemoveAll(stage))
	}
	return sum, nil
}

// vacant tells whether dir may be filled.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restore: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%w: %s", ErrNotEmpty, dir)
	}
	return nil
}

// settle gives what was unpacked its final place: with one rename where there is
// no folder yet, else entry by entry once all of it is on the disk.
func settle(stage, dir string, within bool) error {
	if !within {
		return durable.RenameFolder(stage, dir)
	}
	entries, err := os.ReadDir(stage)
	if err != nil {
		return err
	}
	for _, e := range entries {
		move := durable.RenameFolder
		if !e.IsDir() {
			move = os.Rename
		}
		if err := move(filepath.Join(stage, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return os.Remove(stage)
}

// unpack writes the entries of a backup below stage.
func unpack(ctx context.Context, in io.Reader, stage string) (sum Summary, err error) {
	packed, err := gzip.NewReader(durable.Reader(ctx, in))
	if err != nil {
		return sum, errors.Join(ErrNoBackup, err)
	}
	root, err := os.OpenRoot(stage)
	if err != nil {
		return sum, err
	}
	defer root.Close() //nolint:errcheck // nothing is written through it
	r := tar.NewReader(packed)
	if err := readMark(r); err != nil {
		return sum, err
	}
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return sum, errors.Join(ErrNoBackup, err)
		}
		if err := sum.take(root, r, h); err != nil {
			return sum, err
		}
	}
	if _, err := io.Copy(io.Discard, packed); err != nil { //nolint:gosec // what follows the last entry is thrown away; it ends in the checksum
		return sum, errors.Join(ErrNoBackup, err)
	}
	return sum, nil
}

// readMark reads the first entry.
func readMark(r *tar.Reader) error {
	h, err := r.Next()
	if err != nil {
		return errors.Join(ErrNoBackup, err)
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(len(mark))+1))
	if err != nil || h.Name != markName || string(data) != mark {
		return errors.Join(ErrNoBackup, err)
	}
	return nil
}

// take writes one entry. Only folders and files below the root are taken.
func (s *Summary) take(root *os.Root, r io.Reader, h *tar.Header) error {
	name := filepath.FromSlash(strings.TrimSuffix(h.Name, "/"))
	if !filepath.IsLocal(name) || h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeDir {
		return fmt.Errorf("%w: it holds %q, which would lead out of the folder", ErrNoBackup, h.Name)
	}
	if h.Typeflag == tar.TypeDir {
		return root.MkdirAll(name, 0o700)
	}
	if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: it holds %q twice", ErrNoBackup, h.Name)
	}
	if err != nil {
		return err
	}
	n, err := io.Copy(f, r) //nolint:gosec // a backup is as large as what it was made of; a full disk ends it
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) {
		err = errors.Join(ErrNoBackup, err)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("unpack %s: %w", h.Name, err)
	}
	s.Files++
	s.Bytes += n
	return nil
}
