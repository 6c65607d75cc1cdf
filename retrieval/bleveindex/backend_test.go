package bleveindex_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/indextest"
)

func TestMemory(t *testing.T) {
	indextest.Suite{New: func(*testing.T) retrieval.Backend { return bleveindex.Memory{} }}.Run(t)
}

func TestDisk(t *testing.T) {
	var last string
	indextest.Suite{
		New: func(t *testing.T) retrieval.Backend {
			last = filepath.Join(t.TempDir(), "index")
			return bleveindex.Disk{Dir: last}
		},
		Again: func(*testing.T) retrieval.Backend { return bleveindex.Disk{Dir: last} },
	}.Run(t)
}

// TestLittleIsWrittenWhereLittleChanges follows an index whose documents change
// one by one.
func TestLittleIsWrittenWhereLittleChanges(t *testing.T) {
	for name, backend := range map[string]retrieval.Backend{"memory": bleveindex.Memory{}, "disk": bleveindex.Disk{Dir: t.TempDir()}} {
		t.Run(name, func(t *testing.T) {
			const size, days = 300, 60
			docs := make([]retrieval.IndexDocument, size)
			for i := range docs {
				docs[i] = indextest.Doc(i, fmt.Sprintf("report %d day 0", i))
			}
			idx := indextest.Build(t, backend, "0", docs, size)
			written := 0
			for day := 1; day <= days; day++ {
				base := &retrieval.Base{Index: idx, Moved: make([]int, size), Docs: size}
				for i := range base.Moved {
					base.Moved[i] = i
				}
				changed := day * 7 % size
				base.Moved[changed] = -1
				docs[changed] = indextest.Doc(changed, fmt.Sprintf("report %d day %d", changed, day))
				build, err := backend.Begin(t.Context(), retrieval.Generation(fmt.Sprint(day)), base)
				must(t, err)
				for _, d := range docs {
					if build.Wants(d.Number) {
						written++
						must(t, build.Add(t.Context(), []retrieval.IndexDocument{d}))
					}
				}
				next, err := build.Commit(t.Context())
				must(t, err)
				must(t, idx.Close())
				idx = next
			}
			must(t, idx.Close())
			// each document a few times: the logarithm of the days
			if written < days || written > 6*days {
				t.Errorf("%d documents were written for %d changes", written, days)
			}
		})
	}
}

// damages are what disks, crashes and people do to files.
var damages = map[string]func(t *testing.T, file string){
	"truncated": func(t *testing.T, file string) {
		data := read(t, file)
		must(t, os.WriteFile(file, data[:len(data)/2], 0o600))
	},
	"emptied": func(t *testing.T, file string) { must(t, os.WriteFile(file, nil, 0o600)) },
	"garbled": func(t *testing.T, file string) {
		data := read(t, file)
		for i := len(data) / 3; i < len(data)/3+len(data)/10+1; i++ {
			data[i] ^= 0x5a
		}
		must(t, os.WriteFile(file, data, 0o600))
	},
	"one bit flipped": func(t *testing.T, file string) {
		data := read(t, file)
		data[len(data)/2] ^= 1
		must(t, os.WriteFile(file, data, 0o600))
	},
	"missing":  func(t *testing.T, file string) { must(t, os.Remove(file)) },
	"a folder": func(t *testing.T, file string) { must(t, os.Remove(file)); must(t, os.Mkdir(file, 0o700)) },
}

func TestADamagedIndexIsNotOpened(t *testing.T) {
	docs := []retrieval.IndexDocument{indextest.Doc(0, "coffee hill"), indextest.Doc(1, "coffee price")}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			pristine := filepath.Join(t.TempDir(), "index")
			must(t, indextest.Build(t, bleveindex.Disk{Dir: pristine}, "1", docs, 2).Close())
			for _, file := range files(t, pristine) {
				dir := filepath.Join(t.TempDir(), "index")
				must(t, os.CopyFS(dir, os.DirFS(pristine)))
				damage(t, filepath.Join(dir, file))
				idx, err := bleveindex.Disk{Dir: dir}.Open(t.Context(), "1")
				if !errors.Is(err, retrieval.ErrNoGeneration) {
					t.Errorf("%s %s: index %v, error %v, want ErrNoGeneration", file, name, idx, err)
				}
			}
		})
	}
}

func TestNamesThatAreNoFoldersAreRefused(t *testing.T) {
	d := bleveindex.Disk{Dir: t.TempDir()}
	for _, g := range []retrieval.Generation{"", ".", "..", "../1", "a/b", `a\b`, ".hidden"} {
		if _, err := d.Begin(t.Context(), g, nil); err == nil {
			t.Errorf("%q names a generation", g)
		}
	}
}

func TestWhatIsNotOursIsNotRemoved(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o600))
	must(t, os.MkdirAll(filepath.Join(dir, "photos", "2026"), 0o700))
	must(t, os.MkdirAll(filepath.Join(dir, ".building-1", "bleve"), 0o700))
	must(t, os.MkdirAll(filepath.Join(dir, "2", "part-0"), 0o700))
	must(t, bleveindex.Disk{Dir: dir}.Retain(nil))
	var left []string
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{"photos", "thesis.txt"}; !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
}

func TestAnIndexOfNothingIsNotKept(t *testing.T) {
	b, err := bleveindex.Disk{Dir: t.TempDir()}.Begin(t.Context(), "1", nil)
	must(t, err)
	if _, err := b.Commit(t.Context()); err == nil {
		t.Error("an empty index was committed")
	}
	must(t, b.Abort())
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		list = append(list, name)
		return err
	}))
	if len(list) < 4 {
		t.Fatalf("an index of only %v", list)
	}
	return list
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	must(t, err)
	return data
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
