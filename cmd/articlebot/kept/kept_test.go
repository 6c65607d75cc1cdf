package kept_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"articlebot/cmd/articlebot/kept"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// news is a folder of articles that are worth keeping, last changed long ago.
func news(t *testing.T) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	file = filepath.Join(dir, "a.jsonl")
	must(t, os.WriteFile(file, []byte(strings.Repeat("x", 300<<10)), 0o600))
	age(t, file, time.Hour)
	age(t, dir, time.Hour)
	return dir, file
}

func age(t *testing.T, file string, by time.Duration) {
	t.Helper()
	at := time.Now().Add(-by)
	must(t, os.Chtimes(file, at, at))
}

func TestAnIndexIsFreshUntilItsFilesChange(t *testing.T) {
	cache := t.TempDir()
	dir, file := news(t)
	program := filepath.Join(t.TempDir(), "program")
	must(t, os.WriteFile(program, nil, 0o700))
	age(t, program, time.Hour)
	find := func(now time.Time) *kept.Place {
		t.Helper()
		p := kept.Find(cache, kept.Index{Key: "k", Paths: []string{dir}, Program: program}, now)
		if p == nil {
			t.Fatal("there is no place")
		}
		return p
	}
	for _, c := range []struct {
		what   string
		change func()
	}{
		{"nothing was kept", func() {}},
		{"a file was changed", func() { age(t, file, 30*time.Minute) }},
		{"a file was added", func() {
			must(t, os.WriteFile(filepath.Join(dir, "b"), nil, 0o600))
			age(t, filepath.Join(dir, "b"), time.Hour)
			age(t, dir, time.Hour)
		}},
		{"the program is newer", func() { age(t, program, time.Minute) }},
		{"a file was written with its old time", func() {
			must(t, os.WriteFile(file, []byte(strings.Repeat("y", 300<<10+1)), 0o600))
			age(t, file, time.Hour)
		}},
	} {
		c.change()
		p := find(time.Now())
		if p.Fresh() {
			t.Errorf("%s, and the index is fresh", c.what)
		}
		must(t, p.Stamp())
		if !find(time.Now()).Fresh() {
			t.Errorf("%s, was read, and is not fresh", c.what)
		}
	}
	if find(time.Now().Add(2 * time.Hour)).Fresh() {
		t.Error("an index is fresh for ever")
	}
}

func TestFilesOfThisMomentAreNotTrusted(t *testing.T) {
	cache := t.TempDir()
	dir, file := news(t)
	age(t, file, 0)
	for range 2 {
		p := kept.Find(cache, kept.Index{Key: "k", Paths: []string{dir}}, time.Now())
		if p.Fresh() {
			t.Fatal("a file that may still be written is trusted")
		}
		must(t, p.Stamp())
	}
}

func TestWhatIsReadAtOnceIsNotKept(t *testing.T) {
	dir, file := news(t)
	must(t, os.WriteFile(file, []byte("small"), 0o600))
	if kept.Find(t.TempDir(), kept.Index{Key: "k", Paths: []string{dir}}, time.Now()) != nil {
		t.Error("a small folder has a place")
	}
	if kept.Find(t.TempDir(), kept.Index{Key: "k", Paths: []string{filepath.Join(dir, "gone")}}, time.Now()) != nil {
		t.Error("a folder that is not there has a place")
	}
}

func TestOnlyTheLastUsedStay(t *testing.T) {
	cache := t.TempDir()
	dir, _ := news(t)
	for i := range 9 {
		p := kept.Find(cache, kept.Index{Key: fmt.Sprint(i), Paths: []string{dir}}, time.Now())
		must(t, p.Stamp())
		age(t, filepath.Join(p.Dir, "files"), time.Duration(9-i)*time.Minute)
	}
	entries, err := os.ReadDir(cache)
	must(t, err)
	if len(entries) != 6 {
		t.Errorf("%d places stay", len(entries))
	}
	if p := kept.Find(cache, kept.Index{Key: "8", Paths: []string{dir}}, time.Now()); !p.Fresh() {
		t.Error("the last one has gone")
	}
}

// TestAFileOfTheSameSizeAndTimeIsSeenToBeAnother is what a newer archive with old
// times unpacks, or a copy that keeps them.
func TestAFileOfTheSameSizeAndTimeIsSeenToBeAnother(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("this system notes no change of a file but its time of writing")
	}
	cache := t.TempDir()
	dir, file := news(t)
	find := func() *kept.Place { return kept.Find(cache, kept.Index{Key: "k", Paths: []string{dir}}, time.Now()) }
	must(t, find().Stamp())
	if !find().Fresh() {
		t.Fatal("nothing has changed, and it is not fresh")
	}
	was, err := os.Stat(file)
	must(t, err)
	must(t, os.WriteFile(file, []byte(strings.Repeat("z", 300<<10)), 0o600))
	must(t, os.Chtimes(file, was.ModTime(), was.ModTime()))
	if find().Fresh() {
		t.Error("a file was replaced by one of the same size and time, and the index is fresh")
	}
}
