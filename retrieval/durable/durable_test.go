package durable_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"articlebot/retrieval/durable"
)

func TestAFailedWriteLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "file")
	if err := durable.WriteFile(name, []byte("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk full")
	err := durable.Write(name, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half of the n"); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "old" {
		t.Errorf("the file holds %q, %v", data, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

func TestAFolderGetsItsNameOnce(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"a/below", "b"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, folder, "file"), []byte(folder), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := durable.RenameFolder(filepath.Join(dir, "a"), filepath.Join(dir, "final")); err != nil {
		t.Fatal(err)
	}
	if err := durable.RenameFolder(filepath.Join(dir, "b"), filepath.Join(dir, "final")); err == nil {
		t.Error("a folder took the place of another")
	}
	if data, err := os.ReadFile(filepath.Join(dir, "final", "below", "file")); err != nil || string(data) != "a/below" {
		t.Errorf("the folder holds %q, %v", data, err)
	}
}
