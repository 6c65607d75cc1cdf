package backup_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/cmd/articlebot/backup"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fill makes files below a new folder.
func fill(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		must(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return dir
}

// held returns all files below a folder.
func held(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		below, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(below)] = string(data)
		return err
	}))
	return files
}

var some = map[string]string{"articles/1.articles": "one", "articles/line.json": "{}", "index/1/part": strings.Repeat("x", 100_000), "people.json": ""}

func pack(t *testing.T, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := backup.Write(t.Context(), &b, dir)
	must(t, err)
	return b.Bytes()
}

func TestWhatIsPackedIsRestored(t *testing.T) {
	data := pack(t, fill(t, some))
	for name, dir := range map[string]string{
		"a folder that does not exist": filepath.Join(t.TempDir(), "deep", "new"), "an empty one": t.TempDir(),
	} {
		sum, err := backup.Restore(t.Context(), bytes.NewReader(data), dir)
		must(t, err)
		if d := cmp.Diff(some, held(t, dir)); d != "" || sum.Files != len(some) {
			t.Errorf("%s: %v (-packed +restored):\n%s", name, sum, d)
		}
		if entries, err := os.ReadDir(filepath.Dir(dir)); name != "an empty one" && (err != nil || len(entries) != 1) {
			t.Errorf("%s: beside it are %v, %v", name, entries, err)
		}
	}
}

func TestWhatIsUnfinishedIsLeftOut(t *testing.T) {
	dir := fill(t, map[string]string{
		"articles/lock": "", "articles/.new-1": "h", "index/.building-2/part": "h", "index/1/part": "whole", ".new-restore-3/a": "h",
	})
	to := filepath.Join(t.TempDir(), "to")
	_, err := backup.Restore(t.Context(), bytes.NewReader(pack(t, dir)), to)
	must(t, err)
	if d := cmp.Diff(map[string]string{"index/1/part": "whole"}, held(t, to)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestALinkIsNotLeftOutInSilence(t *testing.T) {
	dir := fill(t, some)
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "vectors")); err != nil {
		t.Skip("the system has no links for us: ", err)
	}
	if _, err := backup.Write(t.Context(), new(bytes.Buffer), dir); err == nil || !strings.Contains(err.Error(), "vectors is a link") {
		t.Errorf("write: %v", err)
	}
}

func TestAFullFolderIsLeftAlone(t *testing.T) {
	dir := fill(t, map[string]string{"mine": "1"})
	_, err := backup.Restore(t.Context(), bytes.NewReader(pack(t, fill(t, some))), dir)
	if !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("restore: %v", err)
	}
	if d := cmp.Diff(map[string]string{"mine": "1"}, held(t, dir)); d != "" {
		t.Errorf("(-before +after):\n%s", d)
	}
}

// nothing holds that a refused restore leaves no trace.
func nothing(t *testing.T, what string, data []byte) {
	t.Helper()
	parent := t.TempDir()
	empty := filepath.Join(parent, "empty")
	must(t, os.Mkdir(empty, 0o700))
	for _, dir := range []string{filepath.Join(parent, "new"), empty} {
		if _, err := backup.Restore(t.Context(), bytes.NewReader(data), dir); !errors.Is(err, backup.ErrNoBackup) {
			t.Errorf("%s: restore: %v", what, err)
		}
	}
	if files := held(t, parent); len(files) > 0 {
		t.Errorf("%s: left %v", what, files)
	}
	if entries, _ := os.ReadDir(parent); len(entries) != 1 {
		t.Errorf("%s: left %v", what, entries)
	}
}

func TestACutOrChangedBackupIsRefused(t *testing.T) {
	data := pack(t, fill(t, some))
	for n := 0; n < len(data); n += 1 + len(data)/50 {
		nothing(t, "cut", data[:n])
	}
	nothing(t, "one byte short", data[:len(data)-1])
	for _, n := range []int{len(data) / 2, len(data) - 6} {
		flipped := bytes.Clone(data)
		flipped[n] ^= 0x10
		nothing(t, "a byte flipped", flipped)
	}
	nothing(t, "no gzip", []byte("{}"))
}

// crafted is a tar of the given entries, packed.
func crafted(t *testing.T, headers ...tar.Header) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, h := range headers {
		h.Mode = 0o777
		if h.Typeflag == tar.TypeReg {
			h.Size = 2
		}
		must(t, w.WriteHeader(&h))
		if h.Typeflag == tar.TypeReg {
			_, err := w.Write([]byte("1\n"))
			must(t, err)
		}
	}
	must(t, w.Close())
	must(t, z.Close())
	return b.Bytes()
}

func TestNothingLeadsOutOfTheFolder(t *testing.T) {
	mark := tar.Header{Typeflag: tar.TypeReg, Name: "articlebot-backup"}
	nothing(t, "another's tar", crafted(t, tar.Header{Typeflag: tar.TypeReg, Name: "a"}))
	for _, h := range []tar.Header{
		{Typeflag: tar.TypeReg, Name: "../escaped"}, {Typeflag: tar.TypeReg, Name: "a/../../escaped"}, {Typeflag: tar.TypeReg, Name: "/tmp/escaped"},
		{Typeflag: tar.TypeDir, Name: "../escaped/"}, {Typeflag: tar.TypeSymlink, Name: "a", Linkname: "/tmp"}, {Typeflag: tar.TypeLink, Name: "a", Linkname: "/etc/hosts"},
		{Typeflag: tar.TypeFifo, Name: "a"}, {Typeflag: tar.TypeReg, Name: "."},
	} {
		nothing(t, h.Name+" "+string(h.Typeflag), crafted(t, mark, h))
	}
}

func TestACancelledBackupEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := backup.Write(ctx, new(bytes.Buffer), fill(t, some)); !errors.Is(err, context.Canceled) {
		t.Errorf("write: %v", err)
	}
}
