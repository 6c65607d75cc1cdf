// Package kept finds the place for the index of articles that belong to no data
// directory, in the user's cache folder, and tells whether that index is still
// one of the files as they are.
//
// Whether files have changed is told by their names, sizes and times, as make
// and git do it; where the system has it, by the time of its own note of a change
// too, since archives and copies set the other. Files that were written just now
// are not trusted: a later change within the same tick of the clock would not show.
package kept

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"articlebot/retrieval/durable"
)

const (
	// worthwhile is how many bytes of articles take longer to read than an index
	// takes to open.
	worthwhile = 256 << 10
	// settled is how long files must have been left alone to be told by their
	// times; file systems count in up to two seconds.
	settled = 2 * time.Second
	// lasting is how long an index is good for although no file has changed:
	// articles may have a time from which they may be shown.
	lasting = time.Hour
	// places is how many indexes stay, the last used.
	places = 6
	// stampName is the file that says what the index is of.
	stampName = "files"
)

// Place is where the index of some files is kept.
type Place struct {
	// Dir is the folder for it, as a data directory is.
	Dir string
	// stamp is what the files are now, "" where that cannot be told by their times.
	stamp string
	fresh bool
}

// Index is what is kept.
type Index struct {
	// Key names the articles and how they are read.
	Key string
	// Paths are their files and folders.
	Paths []string
	// Program is the file of the program: another one may read in another way.
	Program string
}

// Find returns the place for an index below the folder cache, and sees what its
// files are now; nil where keeping is not worth it, or not possible.
func Find(cache string, x Index, now time.Time) *Place {
	seen := state{sum: sha256.New()}
	if x.Program != "" && seen.add(x.Program) != nil {
		return nil
	}
	seen.bytes, seen.newest = 0, time.Time{}
	for _, p := range x.Paths {
		if seen.add(p) != nil {
			return nil // reading will say what is wrong
		}
	}
	if seen.bytes < worthwhile {
		return nil
	}
	name := sha256.Sum256([]byte(x.Key))
	p := &Place{Dir: filepath.Join(cache, hex.EncodeToString(name[:12]))}
	if os.MkdirAll(p.Dir, 0o700) != nil {
		return nil
	}
	if now.Sub(seen.newest) >= settled {
		p.stamp = hex.EncodeToString(seen.sum.Sum(nil))
	}
	file := filepath.Join(p.Dir, stampName)
	data, err := os.ReadFile(file)
	info, err2 := os.Stat(file)
	p.fresh = err == nil && err2 == nil && p.stamp != "" && string(data) == p.stamp && now.Sub(info.ModTime()) < lasting
	return p
}

// Fresh tells whether what is kept was read of the files as they are.
func (p *Place) Fresh() bool { return p.fresh }

// Stamp notes that what is kept now was read since Find, and makes room.
func (p *Place) Stamp() error {
	if err := durable.WriteFile(filepath.Join(p.Dir, stampName), []byte(p.stamp)); err != nil {
		return fmt.Errorf("note what is kept: %w", err)
	}
	return prune(filepath.Dir(p.Dir))
}

// state is what a set of files is.
type state struct {
	sum    hash.Hash
	bytes  int64
	newest time.Time
}

// add takes a file, or all files of a folder.
func (s *state) add(path string) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	return filepath.WalkDir(real, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(name) // of what a link leads to
		if err != nil {
			info, err = e.Info()
		}
		if err != nil {
			return err
		}
		if !info.IsDir() {
			s.bytes += info.Size()
		}
		if info.ModTime().After(s.newest) {
			s.newest = info.ModTime()
		}
		fmt.Fprintf(s.sum, "%q %d %d %d %v\n", name, info.Size(), info.ModTime().UnixNano(), changed(info), info.Mode())
		return nil
	})
}

// prune removes all places but those that were stamped last.
func prune(cache string) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return fmt.Errorf("list kept indexes: %w", err)
	}
	type place struct {
		name string
		at   time.Time
	}
	var all []place
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		var at time.Time
		if info, err := os.Stat(filepath.Join(cache, e.Name(), stampName)); err == nil {
			at = info.ModTime()
		} else if info, err := e.Info(); err == nil {
			at = info.ModTime() // one that is being made
		}
		all = append(all, place{e.Name(), at})
	}
	slices.SortFunc(all, func(a, b place) int { return b.at.Compare(a.at) })
	for _, p := range all[min(len(all), places):] {
		if err := os.RemoveAll(filepath.Join(cache, p.name)); err != nil {
			return fmt.Errorf("remove a kept index: %w", err)
		}
	}
	return nil
}
