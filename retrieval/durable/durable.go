// Package durable writes files so that after a crash at any moment, a loss of
// power included, each is there as a whole or not at all.
//
// The recipe is that of every database: write under another name, force the
// bytes to the disk, rename, force the folder to the disk. What is read back is
// compared with a checksum, and long reading can be stopped.
package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Temporary begins the names of files that are being written; a crash may
// leave some behind, which mean nothing.
const Temporary = ".new-"

// WriteFile replaces a file with data.
func WriteFile(name string, data []byte) error {
	return Write(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Write replaces a file with what fill writes. If fill or the disk fails, the
// old file stays.
func Write(name string, fill func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), Temporary+"*")
	if err != nil {
		return fmt.Errorf("create file: %w", err)
	}
	err = fill(tmp)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", filepath.Base(name), err), os.Remove(tmp.Name()))
	}
	return syncFolder(filepath.Dir(name))
}

// RenameFolder gives a folder its final name once all of it is on the disk.
// Nothing may have that name yet.
func RenameFolder(from, to string) error {
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			return syncFolder(path)
		}
		return syncFile(path)
	})
	if err != nil {
		return fmt.Errorf("force to disk: %w", err)
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// syncFolder forces a folder's entries to the disk. Windows has no such
// operation and needs none.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return syncFile(path)
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
