// Package backup packs a data directory into one file and makes one of it
// again.
//
// A backup is a tar packed with gzip whose first entry says what it is. It may
// be made while a bot works in the directory: what is kept there is replaced as
// whole files or only grows, so that a copy in the middle of the work is what a
// crash at that moment would have left, from which the next start goes on.
// What is unfinished, locks and sockets are left out.
//
// It restores into a folder that is empty or does not exist yet, all or
// nothing. Packages of other makings, damaged ones and those with names that
// lead out of the folder are refused.
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

const (
	// markName is the first entry of every backup, mark what it holds; its number
	// changes when older programs cannot read a backup any more.
	markName = "articlebot-backup"
	mark     = "1\n"
)

// Summary is what a backup holds.
type Summary struct {
	Files int
	Bytes int64
}

// left tells which files are of no use to anybody: those that are being
// written.
func left(e fs.DirEntry) bool {
	return strings.HasPrefix(e.Name(), durable.Temporary) || strings.HasPrefix(e.Name(), ".building-") ||
		!e.IsDir() && (!e.Type().IsRegular() || e.Name() == "lock")
}

// Write packs all files of dir into out.
func Write(ctx context.Context, out io.Writer, dir string) (Summary, error) {
	var sum Summary
	packed := gzip.NewWriter(out)
	w := tar.NewWriter(packed)
	err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: markName, Mode: 0o600, Size: int64(len(mark))})
	if err == nil {
		_, err = io.WriteString(w, mark)
	}
	if err != nil {
		return sum, fmt.Errorf("write backup: %w", err)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return sum, fmt.Errorf("write backup: %w", err)
	}
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name != dir {
			return nil // it has gone meanwhile
		}
		if err == nil {
			err = ctx.Err()
		}
		switch {
		case err != nil:
			return err
		case name == dir:
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a link: what it leads to would be missing", name)
		case left(e) && e.IsDir():
			return fs.SkipDir
		case left(e):
			return nil
		}
		below, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		return sum.add(ctx, w, name, filepath.ToSlash(below), e.IsDir())
	})
	if err = errors.Join(err, w.Close(), packed.Close()); err != nil {
		return sum, fmt.Errorf("write backup: %w", err)
	}
	return sum, nil
}

// add packs one folder or file, as long as it is now: what is appended meanwhile
// is of the next backup.
func (s *Summary) add(ctx context.Context, w *tar.Writer, name, below string, folder bool) error {
	if folder {
		return w.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: below + "/", Mode: 0o700})
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it is only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h := &tar.Header{Typeflag: tar.TypeReg, Name: below, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()}
	if err := w.WriteHeader(h); err != nil {
		return err
	}
	if _, err := io.CopyN(w, durable.Reader(ctx, f), info.Size()); err != nil {
		return fmt.Errorf("copy %s: %w", below, err)
	}
	s.Files++
	s.Bytes += info.Size()
	return nil
}
